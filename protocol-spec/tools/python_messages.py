#!/usr/bin/env python3
"""Writes the generated part of protocol-spec/python/pumplink/messages from protocol-spec/messages.json.

  python_messages.py           bring the files up to date
  python_messages.py --check   say which are not, and fail

Enums and bits, a dataclass for each request and reply with what is so for each, and the numbers of the
link. What reads and writes them, `layout.py`, is written by hand.
"""
import json
import re
import sys
import textwrap

import spec

OUTPUT = spec.DIRECTORY / "python" / "pumplink" / "messages"
HEADER = '# Made by protocol-spec/tools/python_messages.py from protocol-spec/messages.json.\n'
STRUCT = {"u8": "B", "u16": "H", "u32": "I", "u64": "Q", "flag": "B",
          "text8": "8s", "text12": "12s", "block16": "16s"}
# Where everything but the first fields is seldom said, zero stands for what is left out.
MOSTLY_LEFT_OUT = {"stageTherapy", "stageDayPlan", "stagePatientBolus", "readForecast", "readCatheter"}
# What a request may leave out anywhere: consents that were not given, and the expiry, which the
# session knows.
LEFT_OUT = {"confirmedNanograms", "notAfter"}


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace(".", "_")).lower()


def title(name):
    return name[0].upper() + name[1:]


def comment(text, indent, prefix="#: "):
    return textwrap.wrap(text, 99 - indent, initial_indent=" " * indent + prefix,
                         subsequent_indent=" " * indent + prefix, break_on_hyphens=False)


def doc(text, indent):
    """A docstring, on one line where it fits."""
    text = text.replace("\\", "\\\\")
    if len(text) + indent + 6 <= 99:
        return [" " * indent + f'"""{text}"""']
    lines = textwrap.wrap(text, 99 - indent - 3, break_on_hyphens=False)
    lines = [lines[0], *lines[1:], ]
    return [" " * indent + '"""' + lines[0], *(" " * indent + line for line in lines[1:]),
            " " * indent + '"""']


# Enums and bits

def enum_text(name, enum):
    lines = [f"class {title(name)}(WireEnum):", *doc(enum.get("text", "A value of the wire."), 4), ""]
    for value in enum["values"]:
        member = snake(value["name"]).upper()
        lines += comment(value["text"], 4)
        lines.append(f"    {member} = {value['number']}")
    lines += ["", ""]
    return lines


def enum_names(spec_enums):
    """Names whose spelling on the wire cannot be had back from the member's are said."""
    lines = []
    for name, enum in spec_enums.items():
        for value in enum["values"]:
            parts = snake(value["name"]).split("_")
            if parts[0] + "".join(title(part) for part in parts[1:]) != value["name"]:
                raise ValueError(f"{name}.{value['name']}: no way back from its member's name")
    return lines


def bits_text(name, bits):
    lines = ["@dataclass(frozen=True)", f"class {title(name)}(WireBits):",
             *doc(bits.get("text", "Bits of the wire."), 4), ""]
    lines.append(f"    BYTES: ClassVar[int] = {spec_types[bits['type']]}")
    lines.append("    MEMBERS: ClassVar[Tuple[Member, ...]] = (")
    for member in bits["members"]:
        kind = title(member["enum"]) if "enum" in member else "None"
        lines.append(f'        Member("{snake(member["name"])}", "{member["name"]}", {member["low"]}, '
                     f'{member["bits"]}, {kind}),')
    lines += ["    )", ""]
    for member in bits["members"]:
        lines += comment(member.get("text", ""), 4)
        if "enum" in member:
            values = spec_enums[member["enum"]]["values"]
            least = next(value for value in values if value["number"] == 0)
            lines.append(f'    {snake(member["name"])}: {title(member["enum"])} = '
                         f'{title(member["enum"])}.{snake(least["name"]).upper()}')
        else:
            lines.append(f'    {snake(member["name"])}: bool = False')
    lines += ["", ""]
    return lines


def enums_file(data):
    enum_names(data["enums"])
    lines = [HEADER, '"""Enums and bits of the wire (messages.md)."""', "",
             "from __future__ import annotations", "", "from dataclasses import dataclass",
             "from typing import ClassVar, Tuple", "",
             "from .values import Member, WireBits, WireEnum", "", ""]
    for name, enum in data["enums"].items():
        lines += enum_text(name, enum)
    for name, bits in data["bits"].items():
        lines += bits_text(name, bits)
    return lines


# Messages

def python_type(field):
    if "enum" in field:
        kind = title(field["enum"])
    elif "bits" in field:
        kind = title(field["bits"])
    elif field["type"] == "flag":
        kind = "bool"
    elif field["type"].startswith("text"):
        kind = "str"
    elif field["type"].startswith("block"):
        kind = "bytes"
    else:
        kind = "int"
    return f"Optional[{kind}]" if "absent" in field else kind


def zero(field, data):
    """What a field is when it is left out, or nothing when it must be said."""
    if "absent" in field:
        return "None"
    if field["type"] == "flag":
        return "False"
    if "bits" in field:
        return f'{title(field["bits"])}()'
    if "enum" in field:
        least = [v for v in data["enums"][field["enum"]]["values"] if v["number"] == 0]
        return f'{title(field["enum"])}.{snake(least[0]["name"]).upper()}' if least else None
    if field["type"][0] == "u" and field.get("min", 0) == 0:
        return "0"
    return None


def defaults(message, data):
    """The default of each field that has one; they are the last ones of a request."""
    found = {}
    if message["direction"] != "request":
        return found
    for field in reversed(message["fields"]):
        value = zero(field, data)
        may = message["name"] in MOSTLY_LEFT_OUT or field["type"] == "flag" or field["name"] in LEFT_OUT
        if value is None or not may:
            break
        found[field["name"]] = value
    return found


def field_note(field):
    text = field["text"]
    facts = []
    if "unit" in field:
        facts.append(field["unit"])
    low, high = field.get("min"), field.get("max")
    if low is not None and high is not None:
        facts.append(f"{low} to {high}")
    elif low is not None:
        facts.append(f"from {low} on")
    elif high is not None:
        facts.append(f"to {high}")
    if "absent" in field:
        facts.append(f"None: {field.get('absentMeans', 'no value')}")
    return text + (f" [{'; '.join(facts)}]" if facts else "")


def layout_line(field):
    extra = ""
    if "enum" in field or "bits" in field:
        extra += f", kind={title(field.get('enum') or field.get('bits'))}"
    for key in ("min", "max", "absent"):
        if key in field:
            extra += f", {key}={field[key]}"
    if field["type"] == "flag":
        extra += ", flag=True"
    if field.get("wraps"):
        extra += ", wraps=True"
    if field.get("unit"):
        extra += f', unit="{field["unit"]}"'
    if field.get("secret"):
        extra += ", secret=True"
    return f'        Field("{snake(field["name"])}", "{field["name"]}", "{STRUCT[field["type"]]}"{extra}),'


def condition(rule_side, message):
    at = next(i for i, f in enumerate(message["fields"]) if f["name"] == rule_side["field"])
    low, width = 0, 64
    if "bit" in rule_side:
        bits = spec_bits[message["fields"][at]["bits"]]
        member = next(m for m in bits["members"] if m["name"] == rule_side["bit"])
        low, width = member["low"], member["bits"]
    positive = "is" in rule_side
    value = rule_side["is"] if positive else rule_side["isNot"]
    return f"Condition({at}, {low}, {width}, {positive}, {value})"


def message_text(message, data):
    order = message.get("kind") == "order"
    base = "Request" if message["direction"] == "request" else "Reply"
    about = message["text"] + (" An order: it changes therapy." if order else "")
    lines = ["@dataclass(frozen=True)", f"class {title(message['name'])}({base}):", *doc(about, 4), ""]
    lines += [f'    NAME: ClassVar[str] = "{message["name"]}"',
              f"    TYPE: ClassVar[int] = {message['type']}",
              f'    ENVELOPE: ClassVar[str] = "{message["envelope"]}"']
    if base == "Request":
        roles = ", ".join(f'"{role}"' for role in message.get("roles") or [])
        lines += [f'    KIND: ClassVar[str] = "{message["kind"]}"',
                  f'    ANSWER: ClassVar[str] = "{message["answer"]}"',
                  f"    ROLES: ClassVar[Tuple[str, ...]] = ({roles}{',' if roles else ''})"]
        if message.get("patientOnly"):
            only = message["patientOnly"]
            lines.append("    PATIENT_ONLY: ClassVar[Optional[Tuple[str, int]]] = "
                         f'("{snake(only["field"])}", {only["is"]})')
    lines.append("    FIELDS: ClassVar[Tuple[Field, ...]] = (")
    lines += [layout_line(field) for field in message["fields"]]
    lines.append("    )")
    if message["rules"]:
        lines.append("    RULES: ClassVar[Tuple[Rule, ...]] = (")
        for rule in message["rules"]:
            lines += [f"        Rule({condition(rule['when'], message)},",
                      f"             {condition(rule['then'], message)},",
                      f'             {json.dumps(rule["text"])}),']
        lines.append("    )")
    lines.append("")
    default = defaults(message, data)
    for field in message["fields"]:
        lines += comment(field_note(field), 4)
        value = default.get(field["name"])
        if field.get("secret"):
            value = "field(repr=False)" if value is None else f"field(default={value}, repr=False)"
        lines.append(f"    {snake(field['name'])}: {python_type(field)}" + (f" = {value}" if value else ""))
    return lines + ["", ""]


def messages_file(data, direction):
    kinds = sorted({title(field.get("enum") or field.get("bits"))
                    for message in data["messages"] if message["direction"] == direction
                    for field in message["fields"] if "enum" in field or "bits" in field})
    base = title(direction)
    names = sorted([base, "Condition", "Field", "Rule"])
    body = []
    for message in data["messages"]:
        if message["direction"] == direction:
            body += message_text(message, data)
    uses_field = any("field(" in line for line in body)
    lines = [HEADER, f'"""Every {direction}, as a value (messages.md)."""', "",
             "from __future__ import annotations", "",
             "from dataclasses import dataclass" + (", field" if uses_field else ""),
             "from typing import ClassVar, Dict, Optional, Tuple, Type", "",
             "from .enums import (", *(f"    {kind}," for kind in kinds), ")",
             "from .layout import " + ", ".join(names), "", "", *body]
    listed = [title(m["name"]) for m in data["messages"] if m["direction"] == direction]
    lines.append("#: Each by the number of its type.")
    lines.append(f"{direction.upper()}_TYPES: Dict[int, Type[{base}]] = {{")
    lines += [f"    {name}.TYPE: {name}," for name in listed]
    lines += ["}"]
    return lines


def numbers_file(data):
    link, session = data["link"], data["session"]
    kinds = {envelope["name"]: envelope for envelope in data["envelopes"]}
    lines = [HEADER, '"""Numbers of the link and the session (link.md, session.md, refusals.md)."""', "",
             "from __future__ import annotations", "", "from typing import Dict, NamedTuple", "",
             "#: CRC-32C of the layouts; two ends of different ones exchange no dose (messages.md).",
             f"SCHEMA_HASH = {data['schemaHash']}"]
    for name, value, text in (
            ("STUFFED_BYTES_MIN", link["stuffedBytesMin"], "Fewest bytes between two delimiters."),
            ("STUFFED_BYTES_MAX", link["stuffedBytesMax"], "Most bytes between two delimiters."),
            ("CONTENT_BYTES_MAX", link["contentBytesMax"], "Most bytes of content, checksum included."),
            ("MESSAGE_BYTES_MAX", link["messageBytesMax"], "Most bytes of a message."),
            ("OPEN_KIND", kinds["open"]["kind"], "First byte of what travels in the open."),
            ("SEALED_KIND", kinds["sealed"]["kind"], "First byte of what travels sealed."),
            ("TAG_BYTES", kinds["sealed"]["tagBytes"], "Bytes of the tag."),
            ("SENDINGS_MAX", session["readSendsMax"], "Sendings of what may be sent again."),
            ("RESEND_MILLISECONDS", session["resendMilliseconds"], "Wait for an answer, ms."),
            ("IDLE_SECONDS", session["idleSeconds"], "A session without a request ends, s."),
            ("REPLIES_KEPT", session["repliesKept"], "Answers that a pump keeps for copies."),
            ("REQUEST_ID_MAX", session["requestIdMax"], "The highest request id.")):
        lines += [f"#: {text}", f"{name} = {value}"]
    lines += ["", "#: The reasons that a frame is dropped for, by name (link.md).", "DROPS: Dict[str, int] = {"]
    lines += [f'    "{drop["name"]}": {drop["number"]},' for drop in data["drops"]]
    lines += ["}", "", "", "class RefusalText(NamedTuple):", '    """What a refusal says (refusals.md)."""', "",
              "    #: protocol, state, hard, step or soft.", "    kind: str",
              "    #: The unit of what was asked and of the limit; empty where there is none.",
              "    unit: str", "    #: What stands against the request.", "    text: str",
              "    #: What to do then.", "    todo: str", "", "",
              "#: Each refusal by its number.", "REFUSALS: Dict[int, RefusalText] = {"]
    for value in data["enums"]["refusalCode"]["values"]:
        unit = value.get("unit") or value.get("counts") or ""
        lines += [f"    {value['number']}: RefusalText(", f'        "{value["kind"]}", {json.dumps(unit)},',
                  *literal(value["text"], 8), *literal(value.get("todo", ""), 8), "    ),"]
    lines.append("}")
    return lines


def literal(text, indent):
    """A string over as many lines as it needs."""
    parts = textwrap.wrap(text, 99 - indent - 5, drop_whitespace=False, break_on_hyphens=False) or [""]
    lines = [" " * indent + json.dumps(part, ensure_ascii=False) for part in parts]
    lines[-1] += ","
    return lines


def files():
    global spec_types, spec_enums, spec_bits
    data = spec.load()
    spec_types, spec_enums, spec_bits = data["types"], data["enums"], data["bits"]
    made = {"enums.py": enums_file(data), "requests.py": messages_file(data, "request"),
            "replies.py": messages_file(data, "reply"), "numbers.py": numbers_file(data)}
    return {name: "\n".join(lines).rstrip("\n") + "\n" for name, lines in made.items()}


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    made = files()
    stale = sorted(name for name, text in made.items()
                   if not (OUTPUT / name).exists() or (OUTPUT / name).read_text() != text)
    if not arguments:
        for name in stale:
            (OUTPUT / name).write_text(made[name])
    print("out of date: " + ", ".join(stale) if stale else "all files are up to date")
    return 1 if stale and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
