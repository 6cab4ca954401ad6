#!/usr/bin/env python3
"""Writes protocol-spec/wireshark/pumplink.lua from protocol-spec/messages.json and its parts.

  wireshark_dissector.py           bring the file up to date
  wireshark_dissector.py --check   say if it is not, and fail

The parts in protocol-spec/wireshark/parts are written by hand; each is a function of its own in the
one file that people install. What messages.json says is a part as well, `spec`, as tables.
"""
import json
import re
import sys

import spec

FOLDER = spec.DIRECTORY / "wireshark"
OUTPUT = FOLDER / "pumplink.lua"
# Each after those that it needs.
PARTS = ["bits", "ascon", "frames", "keylog", "layout", "words", "stream", "conversation", "fields",
         "show", "capture", "main"]
HEADER = """\
-- Made by protocol-spec/tools/wireshark_dissector.py from protocol-spec/messages.json and
-- protocol-spec/wireshark/parts. PumpLink for Wireshark: see protocol-spec/wireshark/README.md.
-- Licence: Apache 2.0.

local parts, made = {}, {}

-- What a part gives; each is made once, when it is first asked for.
local function part(name)
  if not made[name] then made[name] = parts[name]() end
  return made[name]
end
"""
# Without Wireshark, as tests run it, the parts are handed out; those that need it are not asked for.
FOOTER = """
if rawget(_G, "Proto") then part "main" end
return part
"""


def lua(value):
    """A value as Lua writes it."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        if not value.isascii():
            raise ValueError(f"not ASCII: {value!r}")
        return json.dumps(value)
    if isinstance(value, list):
        return "{" + ", ".join(lua(one) for one in value) + "}"
    return "{ " + ", ".join(f"{key_text(key)} = {lua(one)}" for key, one in value.items()
                            if one is not None) + " }"


def key_text(key):
    if isinstance(key, str) and re.fullmatch(r"[A-Za-z_]\w*", key) and key not in ("then", "end"):
        return key
    return f"[{lua(key)}]"


def plain(text):
    """A sentence without the marks and links of a page."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("`", "")


def rows(name, table, indent="  "):
    """A table of which each entry has a line of its own."""
    return [f"{indent}{name} = {{",
            *(f"{indent}  {key_text(key)} = {lua(value)}," for key, value in table.items()),
            f"{indent}}},"]


def condition(data, message, side):
    at = next(i for i, field in enumerate(message["fields"]) if field["name"] == side["field"])
    found = {"at": at + 1}
    if "bit" in side:
        members = data["bits"][message["fields"][at]["bits"]]["members"]
        member = next(member for member in members if member["name"] == side["bit"])
        found |= {"low": member["low"], "bits": member["bits"]}
    return found | {key: side[key] for key in ("is", "isNot") if key in side}


def field_row(data, field):
    kept = {"name": field["name"], "type": field["type"], "offset": field["offset"],
            "size": data["types"][field["type"]]}
    kept |= {key: field[key] for key in ("enum", "bits", "quantity", "min", "max", "unit", "absent",
                                         "secret") if key in field}
    texts = {key: plain(field[key]) for key in ("absentMeans", "text") if key in field}
    return kept | texts


def message_rows(data, message):
    head = {key: message[key] for key in ("name", "type", "direction", "kind", "envelope", "answer")
            if key in message}
    head |= {"bytes": message["bodyBytes"], "text": plain(message["text"])}
    lines = [f"    [{message['type']}] = {lua(head)[:-2]},", "      fields = {"]
    lines += [f"        {lua(field_row(data, field))}," for field in message["fields"]]
    lines += ["      },", "      rules = {"]
    for rule in message["rules"]:
        row = {side: condition(data, message, rule[side]) for side in ("when", "then")}
        lines.append(f"        {lua(row | {'text': plain(rule['text'])})},")
    return lines + ["      },", "    },"]


def log_fields(value):
    return {name: {key: plain(text) for key, text in about.items() if key in ("enum", "text")}
            for name, about in value.get("fields", {}).items()}


def tables(data):
    """What messages.json says, as a part."""
    envelopes = {envelope["name"]: envelope for envelope in data["envelopes"]}
    sealed = envelopes["sealed"]
    link = {key: data["link"][key] for key in (
        "delimiter", "stuffedBytesMin", "stuffedBytesMax", "contentBytesMax", "checksumBytes")}
    sizes = data["types"]
    lines = ["return {",
             f"  version = {lua(data['protocol'])},",
             f"  schema = {data['schemaHash']},",
             f"  link = {lua(link)[:-2]}, reflected = {data['link']['checksum']['reflected']} }},",
             f"  kinds = {lua({name: one['kind'] for name, one in envelopes.items()})},",
             f"  tagBytes = {sealed['tagBytes']},",
             f"  sealedBytes = {1 + sum(sizes[field['type']] for field in sealed['fields'])},",
             f"  headerBytes = {sum(sizes[field['type']] for field in data['header'])},"]
    lines += rows("drops", {drop["name"]: {"number": drop["number"], "text": plain(drop["text"])}
                            for drop in data["drops"]})
    lines += rows("enums", {
        name: {value["number"]: value["name"] for value in enum["values"]}
        for name, enum in data["enums"].items()})
    lines += rows("refusals", {
        value["number"]: {key: plain(value[key])
                          for key in ("kind", "unit", "counts", "text", "todo") if value.get(key)}
        for value in data["enums"]["refusalCode"]["values"]})
    lines += rows("log", {value["number"]: log_fields(value)
                          for value in data["enums"]["logKind"]["values"]})
    member_keys = ("name", "low", "bits", "enum", "text")
    lines += rows("bits", {
        name: [{key: member[key] for key in member_keys if key in member}
               for member in bits["members"]]
        for name, bits in data["bits"].items()})
    lines.append("  messages = {")
    for message in data["messages"]:
        lines += message_rows(data, message)
    return lines + ["  },", "}"]


def check_lines(data, text):
    """That what is said of messages in words names messages and fields that there are."""
    table = text[text.index("words.lines = {"):]
    table = table[:table.index("\n}")]
    entries = dict(re.findall(r'(\w+) = ("[^"]*"(?:\s*\.\. "[^"]*")*)', table))
    for message in data["messages"]:
        if message["name"] not in entries:
            raise ValueError(f"parts/words.lua has no line for {message['name']}")
        names = {field["name"] for field in message["fields"]}
        for name in re.findall(r"{([\w.]+)}", entries[message["name"]]):
            if name not in names:
                raise ValueError(f"parts/words.lua: {message['name']} has no field {name}")
    if extra := entries.keys() - {message["name"] for message in data["messages"]}:
        raise ValueError(f"parts/words.lua has lines for no message: {', '.join(sorted(extra))}")


def text():
    data = spec.load()
    made = {"spec": "\n".join(tables(data)) + "\n"}
    for name in PARTS:
        made[name] = (FOLDER / "parts" / f"{name}.lua").read_text()
    check_lines(data, made["words"])
    whole = HEADER
    for name, inner in made.items():
        whole += f"\nparts.{name} = function()\n{inner.rstrip()}\nend\n"
    return whole + FOOTER


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    made = text()
    stale = not OUTPUT.exists() or OUTPUT.read_text() != made
    if stale and not arguments:
        OUTPUT.write_text(made)
    print(f"out of date: {OUTPUT.name}" if stale else "the dissector is up to date")
    return 1 if stale and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
