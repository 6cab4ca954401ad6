"""The bodies of messages in Swift: stored fields, coders, and the visit of fields by name."""
from swift_fields import Scope, fields_of
from swift_text import body_type, capitalised, doc, listed, type_name

# The body that is a choice, and no struct of its own.
BARE = {"readPatientBolus"}
# Groups that have a type of their own, and those that have one inside a body's.
GROUPS = ["identity", "firmwareVersion", "protocolVersion", "status", "appliedCommand",
          "therapyReport", "catheterModel"]
NESTED = {"interrogation": [("applied", "Applied")], "forecast": [("stepFigures", "StepFigures")],
          "status": [("statusFlags", "Flags")]}
# Fields without a label in the initializer, and the values that fields have unless one is given.
UNLABELLED = {"StageTherapy": ["therapy"], "StartPrime": ["path"], "SetClock": ["clock"],
              "TestAlarm": ["tone"], "StagePatientBolus": ["settings"],
              "ReadDayPlan": ["number", "source"], "StageDayPlan": ["number", "plan"],
              "DayPlanReport": ["number", "source", "plan"], "Acknowledgement": ["request"],
              "Refusal": ["request", "code"], "Interrogation.Applied": ["request"]}
LABELS = {("ReadLog", "first"): "from first"}
DEFAULTS = {"overridesSoftLimits": "false", "acceptsShift": "false", "acceptsDiscrepancy": "false",
            "isRinsed": "false",
            "confirmedNanograms": "0", ("Refusal", "asked"): "0", ("Refusal", "limit"): "0",
            ("Acknowledgement", "withheldNanograms"): "0", ("SetClock", "reason"): ".set",
            ("StageRefill", "bridge"): ".none", ("StageRefill", "skipReason"): ".none",
            ("Forecast", "secondsToTemporaryEnd"): "nil",
            ("Forecast", "temporaryNanograms"): "0", ("Forecast", "foregoneNanograms"): "0",
            ("Interrogation", "temporaryReason"): "nil",
            ("Interrogation", "temporaryNanogramsPerDay"): "0",
            ("Interrogation", "temporaryMinutes"): "0",
            ("Interrogation", "temporarySecondsLeft"): "0",
            ("Interrogation", "temporaryNanograms"): "0",
            ("Interrogation", "foregoneNanograms"): "0", ("Forecast", "token"): "0", ("Forecast.StepFigures", "tipNanograms"): "0",
            ("Forecast.StepFigures", "beyond"): ".none"}
# This build's own numbers: an identity is made with them and need not be given any.
OWN = {("Identity", "protocolVersion"): ".current", ("Identity", "schema"): "Schema.hash"}
CONFORMANCES = {"Refusal": "Error, Hashable, Sendable", "Identity": "Equatable, Sendable",
                "Interrogation": "Equatable, Sendable", "CatheterModel": "Equatable, Sendable",
                "CatheterReport": "Equatable, Sendable"}
# A mistake in one of these is the pump's own, and traps.
CHECKED = {"Interrogation": "an interrogation contradicts its own status",
           "Forecast": "a forecast contradicts its own subject"}
# What tests and benchmarks make of nothing, and fill in by name.
BLANK = {"Status": "A status of a pump of which nothing is so, in minimum rate.",
         "Identity": "An identity without a name.",
         "Interrogation": "An interrogation of a pump that was never set up."}
# The one that telemetry consists of: it goes out by words, and other modules see how it is made, so
# that a constant one is one there as well.
STREAMED = "Status"


class Body:
    """A struct that is made: its name, its fields, and the rules between them."""

    def __init__(self, data, name, text, fields, rules):
        self.name, self.text, self.rules = name, text, rules
        self.fields = fields_of(data, fields, rules)
        self.scope = Scope(data, self.fields)

    def swift(self, nested=""):
        short = self.name.split(".")[-1]
        parts = CONFORMANCES.get(self.name, "Hashable, Sendable")
        text = doc(self.text) + f"public struct {short}: {parts} {{\n"
        for field in self.fields:
            text += doc(field.sentence(), "  ") + f"  public var {field.name}: {field.type}\n"
        text += nested + self.consistency() + self.initializer() + "}\n\n"
        return text + self.coders() + self.visit()

    def consistency(self):
        if self.name not in CHECKED:
            return ""
        present = [f"({f.name} != nil) == {self.scope.holds(f.present)}"
                   for f in self.fields if f.present]
        there = [f.wire for f in self.fields if f.present]
        rules = [self.scope.kept(rule) for rule in self.rules
                 if not self.scope.is_implied(rule) and rule["then"]["field"] not in there]
        return ("\n  /// Whether the marks of absence in the fields agree with each other.\n"
                "  private var isConsistent: Bool {\n    "
                + "\n      && ".join(present + rules) + "\n  }\n")

    def initializer(self):
        items, settings = [], []
        for field in self.fields:
            own = OWN.get((self.name, field.name))
            settings.append(f"    self.{field.name} = {own or field.name}\n")
            if own:
                continue
            label = LABELS.get((self.name, field.name), field.name)
            if field.name in UNLABELLED.get(self.name, []):
                label = f"_ {field.name}"
            value = DEFAULTS.get((self.name, field.name)) or DEFAULTS.get(field.name)
            items.append(f"{label}: {field.type}" + (f" = {value}" if value else ""))
        text = "\n  /// One from its parts.\n"
        if self.name in CHECKED:
            text = "\n" + doc("One from its parts. Fields that contradict each other trap.", "  ")
        if any(owner == self.name for owner, _ in OWN):
            text = "\n  /// One with this build's protocol version and schema.\n"
        text += self.seen() + listed("public init(", items, ") {", "  ") + "".join(settings)
        if self.name in CHECKED:
            text += f"    precondition(isConsistent, \"{CHECKED[self.name]}\")\n"
        return text + "  }\n" + self.blank()

    def seen(self):
        """What lets other modules see how one is made."""
        return "  @inlinable\n" if self.name == STREAMED else ""

    def blank(self):
        if self.name not in BLANK:
            return ""
        items = [f"{field.name}: {field.nothing()}" for field in self.fields
                 if (self.name, field.name) not in OWN]
        return ("\n" + doc(BLANK[self.name], "  ") + self.seen() + "  package init() {\n"
                + listed("self.init(", items, ")", "    ") + "  }\n")

    def coders(self):
        inline = "  @inline(__always)\n" if self.name == STREAMED else ""
        text = f"extension {self.name} {{\n{inline}  init(from reader: inout ByteReader) {{\n"
        if self.name == STREAMED:
            text += ("    // One look at the length lets the compiler drop those of the fields.\n"
                     f"    if reader.remaining < {self.size()} {{ reader.exhaust() }}\n")
        for field in self.fields:
            text += "".join(f"    {line}\n" for line in field.reading(self.rules, self.scope))
        text += f"  }}\n\n{inline}  func encode(to writer: inout ByteWriter) {{\n"
        if self.name == STREAMED:
            return text + self.words_written() + "}\n\n"
        for field in self.fields:
            text += "".join(f"    {line}\n" for line in field.writing())
        return text + "  }\n}\n\n"

    def size(self):
        return sum(bits for field in self.fields for _, bits in field.leaves()) // 8

    def words_written(self):
        """The fields packed into words of 64 bits, as they lie behind a header of four bytes."""
        leaves = [leaf for field in self.fields for leaf in field.leaves()]
        words, rest, bits = packed([("header", 32), *leaves])
        alone = [value for value, _ in words[0][1:]]
        names = [f"word{number}" for number in range(1, len(words))]
        text = "".join(f"    writer.put({value})\n" for value in
                       alone + names + [value for value, _ in rest])
        text += ("  }\n\n  /// The same bytes behind a header of four, as words.\n"
                 "  @inline(__always)\n"
                 "  func put(behind header: UInt32, to framer: inout Framer) -> Framer.Rest {\n"
                 f"    framer.put({word(words[0], ' ')})\n")
        text += "".join(f"    framer.put({name})\n" for name in names)
        text += f"    return Framer.Rest(word: rest, count: {bits // 8})\n  }}\n\n"
        text += "  // The fields as they follow one another, the first of them lowest.\n"
        for name, parts in zip([*names, "rest"], [*words[1:], rest]):
            text += ("\n  @inline(__always)\n"
                     f"  private var {name}: UInt64 {{\n    {word(parts)}\n  }}\n")
        return text

    def visit(self):
        text = (f"extension {self.name}: Visitable {{\n  /// Shows every field by its name.\n"
                "  public func visit(_ visitor: inout some FieldVisitor) {\n")
        for field in self.fields:
            text += "".join(f"    {line}\n" for line in field.visiting())
        return text + "  }\n}\n"


def packed(leaves):
    """Words of 64 bits that hold the leaves one after another, then what is left and its bits."""
    words, parts, at = [], [], 0
    for value, size in leaves:
        parts.append((value, at))
        at += size
        if at > 64:
            raise ValueError(f"{value} would lie in two words: put it where it lies in one")
        if at == 64:
            words.append(parts)
            parts, at = [], 0
    return words, parts, at


def word(parts, gap="\n      "):
    return f"{gap}| ".join(f"UInt64({value})" + (f" &<< {at}" if at else "")
                           for value, at in parts)


class OptionalGroup(Body):
    """A group that may be absent: the first of its fields says so."""

    def coders(self):
        first = self.fields[0]
        text = (f"extension {self.name} {{\n"
                f"  /// {capitalised(first.name)} {first.field['absent']} stands for none.\n"
                "  @inline(__always)\n"
                f"  package static func optional(from reader: inout ByteReader) -> Self? {{\n")
        names = {field.name: field.name for field in self.fields}
        local = Scope(self.scope.data, self.fields, names)
        for field in self.fields:
            text += f"    let {field.name} = reader.{field.field['type']}()\n"
            for rule in self.rules:
                if rule["then"]["field"] == field.name:
                    text += f"    if {local.broken(rule)} {{ reader.reject() }}\n"
        made = ", ".join(f"{field.name}: {field.name}" for field in self.fields)
        text += f"    return {first.name} == {first.field['absent']} ? nil : Self({made})\n  }}\n\n"
        text += ("  @inline(__always)\n"
                 "  package static func encode(_ value: Self?, to writer: inout ByteWriter) {\n")
        for field in self.fields:
            absent = first.field["absent"] if field is first else 0
            text += f"    writer.put(value?.{field.name} ?? {absent})\n"
        return text + "  }\n}\n\n"


def flags(data, name):
    """Bits that are yes or no, or a small enum, as a struct."""
    group = data["bits"]["statusFlags"]
    integer = {"u8": "UInt8"}[group["type"]]
    text = doc(group["text"], "  ") + f"  public struct {name}: Hashable, Sendable {{\n"
    reading, parts, shown, nothing = "", [], "", ""
    for member in group["members"]:
        low, mask = member["low"], (1 << member["bits"]) - 1
        text += doc(member["text"], "    ")
        if "enum" in member:
            kind = type_name(member["enum"])
            zero = next(v["name"] for v in data["enums"][member["enum"]]["values"]
                        if v["number"] == 0)
            text += f"    public var {member['name']}: {kind}\n"
            nothing += f"      {member['name']} = .{zero}\n"
            reading += (f"      let {member['name']} = {kind}(rawValue: bits >> {low} & {mask})\n"
                        f"      if {member['name']} == nil {{ reader.reject() }}\n"
                        f"      self.{member['name']} = {member['name']} ?? .{zero}\n")
            parts.append(f"{member['name']}.rawValue << {low}")
            shown += f"    visitor.choice(\"{member['name']}\", {member['name']}.wireName)\n"
        else:
            text += f"    public var {member['name']}: Bool\n"
            nothing += f"      {member['name']} = false\n"
            reading += f"      {member['name']} = bits & {1 << low} != 0\n"
            parts.append(f"({member['name']} ? {1 << low} : 0)")
            shown += f"    visitor.flag(\"{member['name']}\", {member['name']})\n"
    text += ("\n    /// Nothing the case.\n    @inlinable\n"
             f"    public init() {{\n{nothing}    }}\n\n    @inline(__always)\n"
             f"    init(from reader: inout ByteReader) {{\n      let bits = reader.{group['type']}()\n"
             f"{reading}    }}\n\n    @inline(__always)\n    var bits: {integer} {{\n      "
             + "\n        | ".join(parts) + "\n    }\n  }\n")
    visit = ("\nextension Status.Flags: Visitable {\n  /// Shows every bit by its name.\n"
             "  public func visit(_ visitor: inout some FieldVisitor) {\n"
             f"{shown}  }}\n}}\n")
    return text, visit


def files(data):
    written = spec_messages(data)
    made = {}
    for name in GROUPS:
        group = data["groups"][name]
        kind = OptionalGroup if name == "appliedCommand" else Body
        body = kind(data, type_name(name), f"{group['text']} Spec: messages.md.",
                    group["fields"], group.get("rules", []))
        made[type_name(name)] = finished(data, name, body)
    for name, message in written.items():
        kind = body_type(message)
        if name in BARE or message.get("byHand") or kind in made or not message.get("fields"):
            continue
        text = f"{message['text']} Spec: messages.md, \"{name}\"."
        if name in ("resume", "cancelBridge"):
            text = "What orders say that say no more than what was confirmed: resume, cancelBridge."
        body = Body(data, kind, text, message["fields"], message.get("rules", []))
        made[kind] = finished(data, name, body)
    return made


def finished(data, name, body):
    nested, after = "", ""
    for inner, short in NESTED.get(name, []):
        # A group that its body reads field by field needs no coders of its own.
        if inner in data["bits"]:
            text, visit = flags(data, short)
            nested, after = nested + "\n" + text, after + visit
            continue
        group = data["groups"][inner]
        part = Body(data, type_name(inner), group["text"], group["fields"], group.get("rules", []))
        struct, rest = part.swift().split("\n}\n\n", 1)
        nested += "\n" + "".join(f"  {line}\n" if line else "\n"
                                 for line in (struct + "\n}").split("\n"))
        after += "\n" + rest[rest.index(f"extension {type_name(inner)}: Visitable"):]
    text = body.swift(nested) + after
    imports = "public import Quantities\n\n" \
        if any(word in text for word in ("Concentration", "WallClock", "DoseRate")) else ""
    return imports + text


def spec_messages(data):
    """The messages as they are written, not laid out."""
    return {message["name"]: message["written"] for message in data["messages"]}
