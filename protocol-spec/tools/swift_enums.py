"""The enums of the protocol in Swift: cases with their sentences, and names."""
from swift_text import cases, doc, type_name

# A plan or none is an optional PlanNumber in Swift.
WITHOUT_TYPE = {"weekdayPlan"}


def meaning(value):
    """The sentence of a value, and what the fields of its log entry hold."""
    parts = [value["text"]]
    for field, what in value.get("fields", {}).items():
        name = what.get("enum") or what.get("bits")
        parts.append(f"`{field}`: " + (f"[{name}]()" if name else what["text"]))
    return parts[0] if len(parts) == 1 else parts[0] + " " + "; ".join(parts[1:]) + "."


def enum(name, text, values, number):
    lines = [doc(f"{text} Spec: messages.md, \"{name}\"."),
             f"public enum {type_name(name)}: UInt8, WireNamed {{\n"]
    for value in values:
        lines.append(doc(meaning(value), "  "))
        lines.append(f"  case {value['name']} = {number(value)}\n")
    lines.append("\n  /// Its name in the specification, which no release changes.\n")
    lines.append("  public var wireName: StaticString {\n    switch self {\n")
    lines += [f"    case .{value['name']}: \"{value['name']}\"\n" for value in values]
    lines.append("    }\n  }\n}\n")
    return "".join(lines)


# What stands in place of an invalid choice while the message that has it is dropped; else the first.
STAND_INS = {"role": "patient", "infusionMode": "minimumRate", "refusalCode": "busy"}


def coders(data, name, values):
    """How a field reads a choice: plainly, and where zero stands for none."""
    owners = [*data["groups"].values(), *(message["written"] for message in data["messages"])]
    used = [field for owner in owners if not owner.get("byHand")
            for field in owner.get("fields", []) if field.get("enum") == name]
    if not used:
        return ""
    kind = type_name(name)
    text = f"\nextension {kind} {{\n"
    if any("absent" not in field for field in used):
        text += ("  /// Another number drops the message.\n  @inline(__always)\n"
                 "  package init(from reader: inout ByteReader) {\n"
                 f"    let choice = {kind}(rawValue: reader.u8())\n"
                 "    if choice == nil { reader.reject() }\n"
                 f"    self = choice ?? .{STAND_INS.get(name, values[0]['name'])}\n  }}\n\n")
    if any("absent" in field and not field.get("marks") for field in used):
        text += ("  /// Zero stands for none; another number drops the message.\n"
                 "  package static func optional(from reader: inout ByteReader) -> Self? {\n"
                 "    let number = reader.u8()\n"
                 f"    let choice = {kind}(rawValue: number)\n"
                 "    if number != 0 && choice == nil { reader.reject() }\n"
                 "    return choice\n  }\n\n")
    return text.rstrip() + "\n}\n"


def refusal_kinds(values):
    """What a refusal is about, and the unit of its numbers."""
    kinds = {"protocol": "The message, not the therapy.", "state": "What the pump is doing now.",
             "hard": "A limit of the device, which nobody can override.",
             "step": "The largest step, beyond which the total is confirmed.",
             "soft": "A limit of the drug profile, which the clinician may override."}
    lines = ["\nextension RefusalCode {\n",
             "  /// What stands against the request. Spec: refusals.md.\n",
             "  public enum Kind: Hashable, Sendable {\n"]
    for kind, text in kinds.items():
        lines.append(doc(text, "    "))
        lines.append(f"    case {kind_name(kind)}\n")
    lines.append("  }\n\n  /// What stands against the request.\n  public var kind: Kind {\n"
                 "    switch self {\n")
    for kind in kinds:
        lines.append(cases([v["name"] for v in values if v["kind"] == kind],
                           f".{kind_name(kind)}"))
    lines.append("    }\n  }\n\n")
    units = list(dict.fromkeys(value["unit"] for value in values))
    lines.append("  /// The unit of what was asked and of the limit; `nil` where they are counts, "
                 "numbers that name\n  /// something, or nothing at all.\n")
    lines.append("  public var unit: StaticString? {\n    switch self {\n")
    for unit in units:
        lines.append(cases([v["name"] for v in values if v["unit"] == unit],
                           f"\"{unit}\"" if unit else "nil"))
    lines.append("    }\n  }\n}\n")
    return "".join(lines)


def kind_name(kind):
    return {"protocol": "message"}.get(kind, kind)


def alarms(group):
    values = [{**member, "number": member["low"]} for member in group["members"]]
    text = enum("alarm", "A condition the pump sounds an alarm for.", values,
                lambda value: value["number"]).replace('messages.md, "alarm"', 'therapy.md, "Alarms"')
    critical = [value["name"] for value in values if value["critical"]]
    others = [value["name"] for value in values if not value["critical"]]
    return text + (
        "\nextension Alarm {\n  /// How many alarms there are; they are numbered from 0.\n"
        f"  public static var count: UInt8 {{ {len(values)} }}\n\n"
        "  /// Whether drug is not flowing, or will stop any moment: call now.\n"
        "  public var isCritical: Bool {\n    switch self {\n"
        + cases(critical, "true") + cases(others, "false") + "    }\n  }\n}\n")


def drops(values):
    """Why a frame is dropped, as a type inside FrameError."""
    values = [{**value, "text": f"{value['text']} Expected: {value['expected']}; found: "
                                f"{value['found']}."} for value in values]
    text = enum("reason", "Why a frame was dropped.", values, lambda value: value["number"])
    text = text.replace('messages.md, "reason"', 'link.md, "What is dropped"')
    return "extension FrameError {\n" + "".join(
        f"  {line}\n" if line else "\n" for line in wrapped_again(text)) + "}\n"


def wrapped_again(text):
    """The lines of a type that moves two columns to the right; its comments are filled anew."""
    lines, comment = [], []

    def flush():
        if comment:
            indent = comment[0][:comment[0].index("/")]
            words = " ".join(line.strip().removeprefix("/// ") for line in comment)
            lines.extend(line[2:] for line in doc(words, f"  {indent}").splitlines())
            comment.clear()

    for line in text.splitlines():
        if line.strip().startswith("///"):
            comment.append(line)
        else:
            flush()
            lines.append(line)
    return lines


def files(data):
    made = {"FrameError+Reason": drops(data["drops"])}
    for name, values in data["enums"].items():
        if name in WITHOUT_TYPE:
            continue
        hexadecimal = name == "requestType"
        made[type_name(name)] = enum(
            name, values["text"], values["values"],
            lambda value, hexadecimal=hexadecimal:
            f"0x{value['number']:02X}" if hexadecimal else value["number"])
        made[type_name(name)] += coders(data, name, values["values"])
    made["RefusalCode"] += refusal_kinds(data["enums"]["refusalCode"]["values"])
    replies = [{**message, "number": message["type"]} for message in data["messages"]
               if message["direction"] == "reply"]
    for value in replies:
        value.pop("fields")
    made["ReplyType"] = enum("replyType", "The number of a reply on the wire.", replies,
                             lambda value: f"0x{value['number']:02X}").replace(
        'messages.md, "replyType"', 'messages.md, "Replies"')
    made["Alarm"] = alarms(data["bits"]["alarms"])
    return made
