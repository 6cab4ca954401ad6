"""What the dissector must say of a message: the fields of a fixture as tshark prints them."""

import re

from tools import codec

ENUMS = {
    name: {value["name"]: value["number"] for value in enum["values"]}
    for name, enum in codec.SPEC["enums"].items()
}


def name_of(message, field):
    """The name of a field in filters; groups that come in numbers share theirs."""
    return f"pumplink.{message}." + re.sub(r"([a-zA-Z])[0-9]+[.]", r"\1.", field)


def bits_of(name, field, value):
    """The whole of some bits, and each of them."""
    raw = codec.raw_bits(field["bits"], value)
    size = codec.SPEC["types"][field["type"]]
    found = [(name, f"0x{raw:0{2 * size}x}")]
    for member in codec.SPEC["bits"][field["bits"]]["members"]:
        held = value.get(member["name"], False)
        number = ENUMS[member["enum"]][held] if held and "enum" in member else int(bool(held))
        found.append((f"{name}.{member['name']}", str(number)))
    return found


def fields_of(message, values):
    """Every field of a message with its values, in order."""
    found = {}
    for field in codec.MESSAGES[message]["fields"]:
        name, value = name_of(message, field["name"]), values[field["name"]]
        if field.get("secret"):
            pairs = [(name, "")]
        elif value is None:
            pairs = [(name, str(field["absent"]))]
        elif "bits" in field:
            pairs = bits_of(name, field, value)
        elif "enum" in field:
            pairs = [(name, str(ENUMS[field["enum"]][value]))]
        elif field["type"].startswith("block"):
            pairs = [(name, ":".join(re.findall("..", value)))]
        elif field["type"] == "flag":
            pairs = [(name, str(int(value)))]
        else:
            pairs = [(name, str(value))]
        for key, one in pairs:
            found.setdefault(key, []).append(one)
    return found
