"""protocol-spec/messages.json with everything that is said once put where it is meant.

The file names groups of fields, quantities, and fields that come in numbers; a message on the wire is
a flat row of fields. `load()` gives the data with each message laid out: its `fields` with name, type,
offset and what they may hold, its `rules`, and `bodyBytes`.

  spec.py        print the data laid out, as JSON
"""
import json
import pathlib
import sys

DIRECTORY = pathlib.Path(__file__).resolve().parents[1]
PATH = DIRECTORY / "messages.json"


def read():
    """The file as it is written."""
    return json.loads(PATH.read_text())


def joined(prefix, name):
    return f"{prefix}.{name}" if prefix and name else prefix or name


def quantity(spec, field):
    """A field that holds a quantity: its name ends with the unit, its type is the quantity's."""
    kind = spec["quantities"][field["quantity"]]
    laid = {key: value for key, value in kind.items() if key not in ("suffix", "text")}
    laid.update(field)
    laid["name"] = field["name"] + kind["suffix"]
    return laid


def place(condition, prefix, previous):
    """A rule's condition with the field's name as it is in the message."""
    name = condition["field"]
    if name.startswith("previous."):
        return {**condition, "field": previous and joined(previous, name.removeprefix("previous."))}
    return {**condition, "field": joined(prefix, name)}


def lay_out(spec, fields, rules, prefix="", previous=None):
    """The flat fields and the rules of a list of fields, without offsets."""
    flat, found = [], []
    for field in fields:
        if "group" in field:
            group = spec["groups"][field["group"]]
            first, last = field.get("numbers", (None, None))
            names = [field.get("name", "")] if first is None else \
                [f"{field['name']}{number}" for number in range(first, last + 1)]
            before = None
            for number, name in enumerate(names, first or 0):
                here = joined(prefix, name)
                inner, rules_of_it = lay_out(
                    spec, group["fields"], group.get("rules", []), here, before)
                for one in inner:
                    one["text"] = one["text"].replace("{number}", str(number))
                flat += inner
                found += rules_of_it
                before = here
        else:
            laid = quantity(spec, field) if "quantity" in field else dict(field)
            laid["name"] = joined(prefix, laid["name"])
            flat.append(laid)
    found += [{**rule, **{side: place(rule[side], prefix, previous) for side in ("when", "then")}}
              for rule in rules]
    return flat, found


def message(spec, written):
    """A message laid out. An order ends with its expiry, whatever it is."""
    fields = list(written.get("fields", []))
    if written.get("kind") == "order":
        fields.append({"group": "expiry"})
    flat, rules = lay_out(spec, fields, written.get("rules", []))
    offset = 0
    for field in flat:
        field["offset"] = offset
        offset += spec["types"][field["type"]]
    names = {field["name"]: at for at, field in enumerate(flat)}
    # A rule about the one before says nothing about the first.
    rules = [rule for rule in rules if rule["when"]["field"]]
    rules.sort(key=lambda rule: names[rule["then"]["field"]])
    return {**written, "fields": flat, "rules": rules, "bodyBytes": offset, "written": written}


def load():
    """The data laid out."""
    spec = read()
    for enum in spec["enums"].values():
        if enum.get("from") == "requests":
            enum["values"] = [{"name": written["name"], "number": written["type"],
                               "text": written["text"]}
                              for written in spec["messages"] if written["direction"] == "request"]
    # The first field of a group that may be absent says so.
    for fields in [*(group["fields"] for group in spec["groups"].values()),
                   *(written.get("fields", []) for written in spec["messages"])]:
        for field in fields:
            if field.get("optional"):
                spec["groups"][field["group"]]["fields"][0]["marks"] = True
    spec["messages"] = [message(spec, written) for written in spec["messages"]]
    return spec


if __name__ == "__main__":
    json.dump(load(), sys.stdout)
