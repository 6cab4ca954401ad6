#!/usr/bin/env python3
"""Writes the tables of protocol-spec/*.md from protocol-spec/messages.json.

  spec_tables.py           bring the tables up to date
  spec_tables.py --check   say which are not, and fail

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`; the rest of a page is
written by hand.
"""
import json
import pathlib
import re
import sys

import spec

SPEC = spec.load()
TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def number(value):
    """Digits in groups of three, as people read them."""
    return f"{value:,}".replace(",", " ") if value > 9999 else str(value)


def span(field):
    """The values a field may have, besides the one that stands for absence."""
    if field["type"].startswith("text"):
        return "printable ASCII"
    if field["type"] == "flag":
        return "0 no, 1 yes"
    for kind in ("enum", "bits"):
        if kind in field:
            return f"[{field[kind]}](#{field[kind].lower()})"
    top = (1 << 8 * SPEC["types"][field["type"]]) - 1
    if "absent" in field and field["absent"] == top:
        top -= 1
    low = field.get("min", 1 if field.get("absent") == 0 else 0)
    high = field.get("max", top)
    return "any" if (low, high) == (0, top) and top != 0xFFFFFFFE else \
        f"{number(low)}…{number(high)}"


def special(field):
    """What is invalid or means absence."""
    notes = []
    if "absent" in field:
        notes.append(f"{number(field['absent'])}: {field['absentMeans']}")
    if field["type"].startswith("text"):
        notes.append("other bytes are invalid")
    elif field["type"] == "flag":
        notes.append("2…255 are invalid")
    elif "enum" in field:
        notes.append("others are invalid")
    elif "bits" in field:
        notes.append("other bits are invalid")
    elif "min" in field or "max" in field:
        notes.append("others are invalid")
    return "; ".join(notes) or "–"


def fields(message):
    rows = []
    for field in message["fields"]:
        unit = "–"
        if "unit" in field:
            unit = field["unit"]
            if field.get("wraps"):
                unit += ", modulo 2^32"
        rows.append([field["offset"], SPEC["types"][field["type"]], f"`{field['name']}`",
                     field["type"], unit, span(field), special(field), field["text"]])
    heads = ["offset", "bytes", "field", "type", "unit", "range", "invalid or absent",
             "meaning"]
    return table(heads, rows)


KINDS = {"opening": "an opening", "query": "a query", "part": "a part to stage",
         "order": "**an order: changes therapy**"}


def messages(direction):
    parts = []
    for message in SPEC["messages"]:
        if message["direction"] != direction:
            continue
        parts.append(f"### {message['name']}\n")
        facts = [f"Type {message['type']} (0x{message['type']:02X})",
                 *([KINDS[message["kind"]]] if "kind" in message else []),
                 {"open": "in the open", "sealed": "sealed",
                  "any": "sealed or in the open, as its request was"}[message["envelope"]],
                 f"body of {message['bodyBytes']} bytes" if message["bodyBytes"] else "no body"]
        if direction == "request":
            facts.append(f"answered by `{message['answer']}`")
        parts.append(f"{message['text']} {', '.join(facts)}.\n")
        if message["fields"]:
            parts.append(fields(message))
        if message["rules"]:
            parts.append("\n".join(rule_text(rule) for rule in message["rules"]) + "\n")
    return "\n".join(parts)


def rule_text(rule):
    def side(condition):
        place = f"`{condition['field']}`"
        if "bit" in condition:
            place += f" bit `{condition['bit']}`"
        return f"{place} is {condition['is']}" if "is" in condition \
            else f"{place} is not {condition['isNot']}"
    return f"- When {side(rule['when'])}, {side(rule['then'])}. {rule['text']}"


def meaning(value):
    """The sentence of a value, and what the fields of its log entry hold."""
    parts = []
    for field, what in value.get("fields", {}).items():
        name = what.get("enum") or what.get("bits")
        page = "refusals.md" if name == "refusalCode" else f"#{(name or '').lower()}"
        parts.append(f"`{field}`: " + (f"[{name}]({page})" if name else what["text"]))
    return value["text"] + (f" {'; '.join(parts)}." if parts else "")


def only(message):
    """What a patient's session must put into a request that it may send."""
    asked = message.get("patientOnly")
    if not asked:
        return ""
    field = next(field for field in message["fields"] if field["name"] == asked["field"])
    value = next(v["name"] for v in SPEC["enums"][field["enum"]]["values"]
                 if v["number"] == asked["is"])
    return f" with `{asked['field']}` `{value}`"


def roles():
    """Who may send what in a session."""
    requests = [m for m in SPEC["messages"] if m.get("roles")]
    patients = [f"`{m['name']}`" + only(m) for m in requests if "patient" in m["roles"]]
    everything = all("clinician" in m["roles"] for m in requests)
    return table(["role", "may"], [
        ["patient", ", ".join(patients)],
        ["clinician", "everything that belongs in a session" if everything else ", ".join(
            f"`{m['name']}`" for m in requests if "clinician" in m["roles"])]])


def enums():
    parts = []
    for name, enum in SPEC["enums"].items():
        parts.append(f"### {name}\n\n{enum['text']} {enum['type']}.\n")
        if name == "refusalCode":
            parts.append("The numbers are in [refusals.md](refusals.md).\n")
            continue
        parts.append(table(["number", "name", "meaning"],
                           [[v["number"], f"`{v['name']}`", meaning(v)] for v in enum["values"]]))
    return "\n".join(parts)


def bits():
    parts = []
    for name, group in SPEC["bits"].items():
        rows = []
        for member in group["members"]:
            low, count = member["low"], member["bits"]
            text = member["text"]
            if "enum" in member:
                text += f" [{member['enum']}](#{member['enum'].lower()})"
            if "critical" in member:
                text += " Critical." if member["critical"] else " Non-critical."
            rows.append([low if count == 1 else f"{low}…{low + count - 1}",
                         f"`{member['name']}`", text])
        parts.append(f"### {name}\n\n{group['text']} {group['type']}, bit 0 is the lowest.\n")
        parts.append(table(["bit", "name", "meaning"], rows))
    return "\n".join(parts)


def overview():
    rows = [[f"0x{m['type']:02X}", f"[{m['name']}](#{m['name'].lower()})", m["direction"],
             m["bodyBytes"], m["text"]] for m in SPEC["messages"]]
    return table(["type", "message", "direction", "body bytes", "meaning"], rows)


def refusals():
    rows = [[v["number"], f"`{v['name']}`", v["kind"], v["unit"] or v.get("counts") or "–", v["text"], v["todo"]]
            for v in SPEC["enums"]["refusalCode"]["values"]]
    return table(["number", "name", "kind", "unit of asked and limit", "what it says",
                  "what to do"], rows)


def drops():
    rows = [[d["number"], f"`{d['name']}`", d["text"], d["expected"], d["found"]]
            for d in SPEC["drops"]]
    return table(["number", "name", "what was wrong", "expected", "found"], rows)


def schema():
    return f"    {SPEC['schemaHash']}\n"


TABLES = {"overview": overview, "requests": lambda: messages("request"),
          "replies": lambda: messages("reply"), "enums": enums, "bits": bits,
          "refusals": refusals, "drops": drops, "schema": schema,
          "roles": roles}


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    stale = []
    for page in sorted(spec.DIRECTORY.glob("*.md")):
        old = page.read_text()
        new = TABLE.sub(lambda m: f"{m[1]}\n{TABLES[m[2]]()}\n{m[3]}", old)
        if new != old:
            stale.append(page.name)
            if not arguments:
                page.write_text(new)
    print("out of date: " + ", ".join(stale) if stale else "all tables are up to date")
    return 1 if stale and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
