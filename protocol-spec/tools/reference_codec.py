#!/usr/bin/env python3
"""A second PumpLink codec, made from protocol-spec/messages.json and nothing else.

It shares no line with the Swift one: stuffing is done by splitting at zeros, the checksum bit by
bit, and every layout comes from the data. Where both agree, the data is what both implement.

  reference_codec.py listing             the canonical listing of the layouts
  reference_codec.py hash                its CRC-32C, the schema hash
  reference_codec.py encode              one frame as JSON on stdin -> hex
  reference_codec.py decode END [HEX]    a stream (hex, or on stdin) at END -> JSON, one line each
  reference_codec.py reencode END        lines of hex on stdin -> decoded and encoded again
  reference_codec.py write DIR           refresh the hash in messages.json and the frames in DIR
  reference_codec.py check DIR           hold DIR/good.json and DIR/bad.json to this codec

END is who listens: `pump` takes requests, `host` takes replies.
"""
import json
import pathlib
import sys

import spec

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEC = spec.load()
LINK = SPEC["link"]
DROPS = {drop["name"]: drop["number"] for drop in SPEC["drops"]}
MESSAGES = {message["name"]: message for message in SPEC["messages"]}
DIRECTION = {"pump": "request", "host": "reply"}


class Dropped(Exception):
    """A frame that is not delivered, as `FrameError` says it."""

    def __init__(self, reason, expected=0, found=0):
        super().__init__(reason)
        self.reason, self.expected, self.found = reason, expected, found

    def record(self, offset):
        return {"reason": self.reason, "number": DROPS[self.reason], "offset": offset,
                "expected": self.expected, "found": self.found}


# Frames

def crc(data):
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register >> 1) ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


def stuff(content):
    """Each run of bytes up to a zero, or to the end, is preceded by its length plus one."""
    return b"".join(bytes([len(run) + 1]) + run for run in content.split(b"\0"))


def unstuff(stuffed):
    runs = []
    at = 0
    while at < len(stuffed):
        code = stuffed[at]
        if code == 0xFF or at + code > len(stuffed):
            raise Dropped("badStuffing", expected=len(stuffed))
        runs.append(stuffed[at + 1:at + code])
        at += code
    return b"\0".join(runs)


def frame(content):
    content += crc(content).to_bytes(4, "little")
    if len(content) > LINK["contentBytesMax"]:
        raise ValueError("the content is longer than a frame")
    return b"\0" + stuff(content) + b"\0"


def frames(stream):
    """Every run of bytes between delimiters, with its offset; an unfinished one is left out."""
    start = 0
    for at, byte in enumerate(stream):
        if byte == LINK["delimiter"]:
            if at > start:
                yield start, stream[start:at]
            start = at + 1


def unframe(stuffed):
    if len(stuffed) > LINK["stuffedBytesMax"]:
        raise Dropped("oversized", LINK["stuffedBytesMax"], len(stuffed))
    if len(stuffed) < LINK["stuffedBytesMin"]:
        raise Dropped("truncated", LINK["stuffedBytesMin"], len(stuffed))
    content = unstuff(stuffed)
    content, sent = content[:-4], int.from_bytes(content[-4:], "little")
    if crc(content) != sent:
        raise Dropped("badChecksum", crc(content), sent)
    return content


# Fields

def raw_bits(name, members):
    """The integer of bits given as {member: true or enum name}; absent members are zero."""
    raw = 0
    layout = {member["name"]: member for member in SPEC["bits"][name]["members"]}
    for key, value in members.items():
        member = layout[key]
        if "enum" in member:
            value = raw_enum(member["enum"], value)
        raw |= int(value) << member["low"]
    return raw


def raw_enum(name, value):
    return next(v["number"] for v in SPEC["enums"][name]["values"] if v["name"] == value)


def raw_value(field, value):
    """The bytes of a field's value as fixtures write it."""
    size = SPEC["types"][field["type"]]
    if field["type"].startswith("text"):
        text = value.encode("ascii")
        if len(text) > size:
            raise ValueError(f"{field['name']}: more than {size} characters")
        return text.ljust(size, b"\0")
    if field["type"].startswith("block"):
        block = bytes.fromhex(value)
        if len(block) != size:
            raise ValueError(f"{field['name']}: not {size} bytes")
        return block
    if value is None:
        value = field["absent"]
    elif "enum" in field:
        value = raw_enum(field["enum"], value)
    elif "bits" in field:
        value = raw_bits(field["bits"], value)
    return int(value).to_bytes(size, "little")


class Invalid(ValueError):
    """A value that the field's type does not allow, and after how many bytes that shows."""

    def __init__(self, size):
        super().__init__(size)
        self.size = size


def text_of(data):
    """Printable ASCII, then nothing but zeros; a text is known to be wrong at a character."""
    text = data.split(b"\0")[0]
    for at, byte in enumerate(data):
        if byte and (at > len(text) or not 0x20 <= byte < 0x7F):
            raise Invalid(at + 1)
    return text.decode("ascii")


def value_of(field, data):
    """The value of a field as fixtures write it."""
    if field["type"].startswith("text"):
        return text_of(data)
    if field["type"].startswith("block"):
        return data.hex()
    raw = int.from_bytes(data, "little")
    if "absent" in field and raw == field["absent"]:
        return None
    try:
        if raw < field.get("min", 0) or raw > field.get("max", raw):
            raise ValueError
        if field["type"] == "flag":
            if raw > 1:
                raise ValueError
            return raw == 1
        if "enum" in field:
            return enum_name(field["enum"], raw)
        if "bits" in field:
            return bit_names(field["bits"], raw)
    except ValueError:
        raise Invalid(len(data)) from None
    # Many JSON readers keep no more than 53 bits of a number.
    return str(raw) if field["type"] == "u64" else raw


def enum_name(name, raw):
    for value in SPEC["enums"][name]["values"]:
        if value["number"] == raw:
            return value["name"]
    raise ValueError


def bit_names(name, raw):
    members = {}
    for member in SPEC["bits"][name]["members"]:
        value = raw >> member["low"] & (1 << member["bits"]) - 1
        raw &= ~(value << member["low"])
        if "enum" in member:
            text = enum_name(member["enum"], value)
            if value:
                members[member["name"]] = text
        elif value:
            members[member["name"]] = True
    if raw:
        raise ValueError
    return members


def meets(condition, body, message):
    field = next(f for f in message["fields"] if f["name"] == condition["field"])
    size = SPEC["types"][field["type"]]
    raw = int.from_bytes(body[field["offset"]:field["offset"] + size], "little")
    if "bit" in condition:
        member = next(m for m in SPEC["bits"][field["bits"]]["members"]
                      if m["name"] == condition["bit"])
        raw = raw >> member["low"] & (1 << member["bits"]) - 1
    return raw == condition["is"] if "is" in condition else raw != condition["isNot"]


# Messages

def encode(record):
    """The frame of a message in the open."""
    return frame(bytes([kind("open")]) + message_bytes(record))


def kind(name):
    return next(e["kind"] for e in SPEC["envelopes"] if e["name"] == name)


def message_bytes(record):
    """Type, request id and body, which is what a seal covers."""
    message = MESSAGES[record["message"]]
    content = bytes([message["type"]]) + record["request"].to_bytes(2, "little")
    for field in message["fields"]:
        content += raw_value(field, record["fields"][field["name"]])
    if set(record["fields"]) != {field["name"] for field in message["fields"]}:
        raise ValueError(f"{record['message']}: fields that the message does not have")
    return content


def decode(content, end):
    """The message in a frame's content, checksum taken off. Whoever has no key for a sealed one
    cannot tell it from a forged one."""
    if is_sealed(content):
        raise Dropped("forged")
    if content[0] != kind("open"):
        raise Dropped("unknownEnvelope")
    return decode_message(content, end, 1)


def is_sealed(content):
    """Whether it has a sealed envelope, room for a type and a request id, and a tag."""
    envelope = next(e for e in SPEC["envelopes"] if e["name"] == "sealed")
    shortest = 1 + sum(SPEC["types"][f["type"]] for f in envelope["fields"]) \
        + sum(SPEC["types"][f["type"]] for f in SPEC["header"]) + envelope["tagBytes"]
    return content[0] == envelope["kind"] and len(content) >= shortest


def decode_message(content, end, start):
    """The message in the content from an offset on."""
    header = start + 3
    number = content[start]
    message = next((m for m in SPEC["messages"]
                    if m["type"] == number and m["direction"] == DIRECTION[end]), None)
    if message is None:
        raise Dropped("unknownMessage", found=number)
    record = {"message": message["name"],
              "request": int.from_bytes(content[start + 1:header], "little")}
    record["fields"] = decode_body(message, content, header)
    return record


def decode_body(message, content, header):
    body = content[header:]
    if len(body) < message["bodyBytes"]:
        raise Dropped("wrongLength", found=len(content))
    fields = {}
    for field in message["fields"]:
        end = field["offset"] + SPEC["types"][field["type"]]
        try:
            fields[field["name"]] = value_of(field, body[field["offset"]:end])
        except Invalid as fault:
            raise Dropped("invalidField", found=header + field["offset"] + fault.size) from None
        for rule in message["rules"]:
            if rule["then"]["field"] == field["name"] and meets(rule["when"], body, message) \
                    and not meets(rule["then"], body, message):
                raise Dropped("invalidField", found=header + end)
    if len(body) > message["bodyBytes"]:
        raise Dropped("wrongLength", header + message["bodyBytes"], len(content))
    return fields


def events(stream, end):
    """What a decoder at one end makes of a stream: messages and drops, in order."""
    for offset, stuffed in frames(stream):
        try:
            yield decode(unframe(stuffed), end)
        except Dropped as error:
            yield {"dropped": error.record(offset)}


# The schema

def listing():
    """Spec: messages.md, "Schema hash"."""
    lines = []
    for message in sorted(SPEC["messages"], key=lambda message: message["type"]):
        fields = ",".join(
            field["name"] + ":" + field["type"]
            + "".join(f"<{field[kind]}>" for kind in ("enum", "bits") if kind in field)
            for field in message["fields"])
        lines.append(f"{message['name']}:{message['type']}({fields})")
    for name, enum in sorted(SPEC["enums"].items()):
        values = sorted(enum["values"], key=lambda value: value["number"])
        lines.append(f"{name}:{enum['type']}("
                     + ",".join(f"{value['name']}={value['number']}" for value in values) + ")")
    for name, bits in sorted(SPEC["bits"].items()):
        members = ",".join(
            f"{member['name']}={member['low']}+{member['bits']}"
            + (f"<{member['enum']}>" if "enum" in member else "")
            for member in sorted(bits["members"], key=lambda member: member["low"]))
        lines.append(f"{name}:{bits['type']}({members})")
    return "".join(line + "\n" for line in lines)


def schema_hash():
    return f"0x{crc(listing().encode('ascii')):08X}"


# Fixtures

def check(directory):
    faults = []
    if crc(b"123456789") != int(LINK["checksum"]["check"], 16):
        faults.append("the checksum misses its own check value")
    if schema_hash() != SPEC["schemaHash"]:
        faults.append(f"messages.json says {SPEC['schemaHash']}, its listing {schema_hash()}")
    good = json.loads((directory / "good.json").read_text())["frames"]
    for fixture in good:
        record = {key: value for key, value in fixture.items() if key not in ("name", "hex")}
        end = "pump" if MESSAGES[fixture["message"]]["direction"] == "request" else "host"
        if encode(record).hex() != fixture["hex"]:
            faults.append(f"{fixture['name']}: encodes to {encode(record).hex()}")
        found = list(events(bytes.fromhex(fixture["hex"]), end))
        if found != [record]:
            faults.append(f"{fixture['name']}: decodes to {found}")
    bad = json.loads((directory / "bad.json").read_text())["streams"]
    for fixture in bad:
        record = {key: fixture[key] for key in ("reason", "number", "offset", "expected", "found")}
        found = list(events(bytes.fromhex(fixture["hex"]), fixture["receiver"]))
        if found != [{"dropped": record}]:
            faults.append(f"{fixture['name']}: gives {found}")
    for name in MESSAGES:
        if not any(fixture["message"] == name for fixture in good):
            faults.append(f"{name}: no valid fixture")
        if not any(fixture["message"] == name for fixture in bad):
            faults.append(f"{name}: no invalid fixture")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(good)} valid frames, {len(bad)} invalid streams, {len(faults)} faults")
    return 1 if faults else 0


def new_fields(fixture):
    """The fields of the message that a valid fixture has nothing for yet."""
    return [field for field in MESSAGES[fixture["message"]]["fields"]
            if field["name"] not in fixture["fields"]]


def least(field):
    """The least that a field can be, which it is in fixtures until somebody writes more there."""
    least = min(value["number"] for value in SPEC["enums"][field["enum"]]["values"]) \
        if "enum" in field else field.get("min", 0)
    raw = 0 if "absent" in field else least
    return raw.to_bytes(SPEC["types"][field["type"]], "little")


def fill(fixture):
    """Gives every field of the message a value, in the order of the layout."""
    values = {field["name"]: value_of(field, least(field)) for field in new_fields(fixture)}
    values |= fixture["fields"]
    order = [field["name"] for field in MESSAGES[fixture["message"]]["fields"]]
    fixture["fields"] = {name: values[name] for name in order if name in values} | {
        name: value for name, value in values.items() if name not in order}


def widen(fixture, fields):
    """An invalid stream of a message that has got fields: the same mistake in its new layout. One
    that breaks before its body is looked at stays as it is."""
    if not fields or fixture["reason"] not in ("wrongLength", "invalidField"):
        return
    ((_, stuffed),) = frames(bytes.fromhex(fixture["hex"]))
    content = unframe(stuffed)
    head, body = content[:4], content[4:]
    for field in fields:
        at = min(field["offset"], len(body))
        body = body[:at] + least(field) + body[at:]
    stream = frame(head + body)
    dropped = next(events(stream, fixture["receiver"])).get("dropped")
    if dropped is None or dropped["reason"] != fixture["reason"]:
        raise ValueError(f"{fixture['name']}: another mistake in the new layout: {dropped}")
    fixture |= {key: dropped[key] for key in ("expected", "found")} | {"hex": stream.hex()}


def write(directory):
    """After a change of layout: the hash into messages.json, hash and hex into the fixtures, and the
    fields that are new."""
    spec.PATH.write_text(spec.PATH.read_text().replace(SPEC["schemaHash"], schema_hash()))
    path = directory / "good.json"
    fixtures = json.loads(path.read_text())["frames"]
    new = {fixture["message"]: new_fields(fixture) for fixture in fixtures}
    for fixture in fixtures:
        fill(fixture)
        for name in fixture["fields"]:
            if name.split(".")[-1] == "schema":
                fixture["fields"][name] = int(schema_hash(), 16)
        fixture["hex"] = encode(fixture).hex()
    path.write_text(json.dumps({"frames": fixtures}, indent=2) + "\n")
    path = directory / "bad.json"
    streams = json.loads(path.read_text())["streams"]
    for fixture in streams:
        widen(fixture, new.get(fixture["message"]))
    path.write_text(json.dumps({"streams": streams}, indent=2) + "\n")
    return 0


def reencode(end):
    for line in sys.stdin:
        for event in events(bytes.fromhex(line), end):
            print(encode(event).hex() if "message" in event else json.dumps(event))
    return 0


def main(arguments):
    match arguments:
        case ["listing"]:
            print(listing(), end="")
        case ["hash"]:
            print(schema_hash())
        case ["encode"]:
            print(encode(json.load(sys.stdin)).hex())
        case ["decode", ("pump" | "host") as end, *stream]:
            for event in events(bytes.fromhex(stream[0] if stream else sys.stdin.read()), end):
                print(json.dumps(event))
        case ["reencode", ("pump" | "host") as end]:
            return reencode(end)
        case ["write", directory]:
            return write(pathlib.Path(directory))
        case ["check", directory]:
            return check(pathlib.Path(directory))
        case _:
            print(__doc__, file=sys.stderr)
            return 64
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
