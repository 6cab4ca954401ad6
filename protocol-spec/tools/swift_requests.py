"""Requests and replies in Swift: one case for each, its number, its answer, its coder."""
from swift_bodies import BARE
from swift_text import body_type, cases, doc, type_name

KINDS = {"opening": ("Request.Opening", "What leads to a session, or is heard without one."),
         "query": ("Request.Query",
                   "What is answered at once and changes nothing beyond the session."),
         "part": ("Request.Part",
                  "A part of a change, which is held until all of it is committed."),
         "order": ("Order.Body", "What is ordered.")}


def case_name(message):
    """The case of a request among those of its kind; a part is called by what is staged."""
    name = message["name"]
    if message.get("kind") == "part":
        name = name.removeprefix("stage")
        name = name[0].lower() + name[1:]
    return name


def has_body(message):
    return bool(message["written"].get("fields"))


def encoded(message):
    if message["name"] in BARE:
        return "writer.put(body.rawValue)"
    return "body.encode(to: &writer)"


def shown(message):
    if message["name"] in BARE:
        return f"visitor.choice(\"{message['written']['fields'][0]['name']}\", body.wireName)"
    return "body.visit(&visitor)"


def over_bodies(messages, indent, make):
    """The arms of a switch that do something with each body, or nothing."""
    empty = [case_name(message) for message in messages if not has_body(message)]
    text = cases(empty, "break", indent) if empty else ""
    return text + "".join(f"{indent}case .{case_name(message)}(let body): {make(message)}\n"
                          for message in messages if has_body(message))


def family(kind, messages):
    """The enum of the requests of one kind."""
    outer, inner = KINDS[kind][0].split(".")
    text = f"extension {outer} {{\n" + doc(f"{KINDS[kind][1]} Spec: messages.md, \"Requests\".", "  ")
    text += f"  public enum {inner}: Hashable, Sendable {{\n"
    for message in messages:
        text += doc(message["text"], "    ")
        body = f"({body_type(message)})" if has_body(message) else ""
        text += f"    case {case_name(message)}{body}\n"
    text += (f"  }}\n}}\n\nextension {outer}.{inner}: Visitable {{\n  /// Its number on the wire.\n"
             "  public var type: RequestType {\n    switch self {\n")
    text += "".join(f"    case .{case_name(message)}: .{message['name']}\n" for message in messages)
    text += "    }\n  }\n\n  func encode(to writer: inout ByteWriter) {\n    switch self {\n"
    text += over_bodies(messages, "    ", encoded)
    text += ("    }\n  }\n\n  /// Shows every field by its name.\n"
             "  public func visit(_ visitor: inout some FieldVisitor) {\n    switch self {\n")
    text += over_bodies(messages, "    ", shown) + "    }\n  }\n"
    if kind == "order":
        text += confirming(messages)
    return text + "}\n"


def confirming(messages):
    text = ("\n  /// The same with the total of 24 hours confirmed, in ng; what has no such field is "
            "what it was.\n  public func confirming(_ nanograms: UInt32) -> Self {\n"
            "    switch self {\n")
    others = []
    for message in messages:
        fields = [field.get("name") for field in message["written"].get("fields", [])]
        if "confirmedNanograms" not in fields:
            others.append(case_name(message))
            continue
        name = case_name(message)
        text += (f"    case .{name}(var body):\n      body.confirmedNanograms = nanograms\n"
                 f"      return .{name}(body)\n")
    text += cases(others, "return self") + "    }\n  }\n"
    text += ("\n  /// The total of 24 hours that was confirmed, in ng; zero where none was, `nil` where "
             "an order has\n  /// no such field.\n  public var confirmedNanograms: UInt32? {\n"
             "    switch self {\n")
    for message in messages:
        if case_name(message) not in others:
            text += f"    case .{case_name(message)}(let body): body.confirmedNanograms\n"
    return text + cases(others, "nil") + "    }\n  }\n"


def reading(messages):
    text = ("extension Request {\n  init(_ type: RequestType, from reader: inout ByteReader) {\n"
            "    switch type {\n")
    for message in messages:
        name, kind = case_name(message), message["kind"]
        body = ""
        if has_body(message):
            body = f"({body_type(message)}(from: &reader))"
        text += f"    case .{message['name']}:\n"
        if kind == "order":
            text += f"      self.init(.{name}{body}, &reader)\n"
        else:
            text += f"      self = .{kind}(.{name}{body})\n"
    return text + ("    }\n  }\n\n  /// An order ends with its expiry, whatever it is.\n"
                   "  @inline(__always)\n"
                   "  private init(_ body: Order.Body, _ reader: inout ByteReader) {\n"
                   "    self = .order(Order(body, notAfter: reader.u32()))\n  }\n}\n")


def chosen(messages, choices, key):
    """The arms of a switch over all requests, and the end of what it stands in."""
    text = "    switch self {\n"
    for choice, value in choices:
        names = [message["name"] for message in messages if key(message) == choice]
        text += cases(names, value)
    return text + "    }\n  }\n"


def words(data, messages):
    """What people are told of a request: its noun, and what its refusals and its traces are about."""
    text = ""
    for message in messages:
        if message["kind"] == "order" and "noun" not in message:
            raise SystemExit(f"messages.json: people meet the order {message['name']}; it needs a noun")
    for name, aspect in data["aspects"].items():
        known = [value["name"] for value in aspect["values"]]
        for message in messages:
            if message.get(name, known[-1]) not in known:
                raise SystemExit(f"messages.json: {message['name']}: {name} can be {', '.join(known)}")
        text += doc(aspect["text"]) + f"public enum {aspect['type']}: Hashable, Sendable {{\n"
        text += "".join(doc(value["text"], "  ") + f"  case {value['name']}\n"
                        for value in aspect["values"]) + "}\n\n"
    nouns = [(m["noun"], f"\"{m['noun']}\"") for m in messages if "noun" in m] + [(None, "nil")]
    text += ("extension RequestType {\n  /// What it does, as a noun, of what people meet in logs and "
             "messages; `nil` of what they do not.\n  public var noun: StaticString? {\n"
             + chosen(messages, nouns, lambda message: message.get("noun")))
    for name, aspect in data["aspects"].items():
        values = [value["name"] for value in aspect["values"]]
        text += "\n" + doc(aspect["text"], "  ") + f"  public var {name}: {aspect['type']} {{\n"
        # The last is that of a request that says none.
        text += chosen(messages, [(value, f".{value}") for value in values],
                       lambda message, name=name, last=values[-1]: message.get(name, last))
    return text + "}\n"


def facts(messages):
    """What is so for every request: its kind, its envelope, its answer, who may send it."""
    answers = dict.fromkeys(message["answer"] for message in messages)
    text = "extension RequestType {\n  /// What it is by what it does; ``Request`` has a case for each.\n"
    text += "  public var kind: Kind {\n"
    text += chosen(messages, [(kind, f".{kind}") for kind in KINDS], lambda message: message["kind"])
    text += "\n  /// Whether it belongs to a session, and travels sealed.\n"
    text += "  public var needsSession: Bool {\n"
    text += chosen(messages, [("sealed", "true"), ("open", "false")], lambda message: message["envelope"])
    text += "\n  /// The reply that says that it was done.\n  public var answer: ReplyType {\n"
    text += chosen(messages, [(answer, f".{answer}") for answer in answers], lambda message: message["answer"])
    text += doc("Whether a session of this role may send it, perhaps with some values only. What a "
                "pump allows is the pump's own to check. Spec: session.md, \"Roles\".", "  ").join(["\n", ""])
    text += "  public func isFor(_ role: Role) -> Bool {\n    switch self {\n"
    sets = dict.fromkeys(tuple(message.get("roles", [])) for message in messages)
    for roles in sets:
        names = [m["name"] for m in messages if tuple(m.get("roles", [])) == roles]
        value = "false" if not roles else "true" if len(roles) == 2 else f"role == .{roles[0]}"
        text += cases(names, value)
    return text + "    }\n  }\n}\n"


def replies(messages):
    text = ("/// What the pump answers. Spec: messages.md, \"Replies\".\n"
            "public enum Reply: Equatable, Sendable, Visitable {\n")
    for message in messages:
        text += doc(message["text"], "  ") + f"  case {message['name']}({body_type(message)})\n"
    text += "\n  /// Its number on the wire.\n  public var type: ReplyType {\n    switch self {\n"
    text += "".join(f"    case .{message['name']}: .{message['name']}\n" for message in messages)
    text += ("    }\n  }\n\n  @inline(__always)\n"
             "  init(_ type: ReplyType, from reader: inout ByteReader) {\n    switch type {\n")
    text += "".join(f"    case .{m['name']}: self = .{m['name']}({body_type(m)}(from: &reader))\n"
                    for m in messages)
    text += ("    }\n  }\n\n  @inline(__always)\n  func encode(to writer: inout ByteWriter) {\n"
             "    switch self {\n")
    text += "".join(f"    case .{m['name']}(let body): body.encode(to: &writer)\n" for m in messages)
    text += ("    }\n  }\n\n  /// Shows every field by its name.\n"
             "  public func visit(_ visitor: inout some FieldVisitor) {\n    switch self {\n")
    text += "".join(f"    case .{m['name']}(let body): body.visit(&visitor)\n" for m in messages)
    return text + "    }\n  }\n}\n"


def files(data):
    requests = [m for m in data["messages"] if m["direction"] == "request"]
    made = {KINDS[kind][0].replace(".", "+"):
            family(kind, [m for m in requests if m["kind"] == kind]) for kind in KINDS}
    made["Request+Reading"] = reading(requests)
    made["RequestType+Facts"] = facts(requests)
    made["RequestType+Words"] = words(data, requests)
    made["Reply"] = replies([m for m in data["messages"] if m["direction"] == "reply"])
    made["Schema"] = (
        "/// The agreement on message layouts that both ends must share.\npublic enum Schema {\n"
        "  /// CRC-32C of the canonical listing of `protocol-spec/messages.json`. Spec: messages.md, "
        "\"Schema\n  /// hash\".\n"
        f"  public static var hash: UInt32 {{ {data['schemaHash'][:6]}_{data['schemaHash'][6:]} }}\n}}\n\n"
        "extension ProtocolVersion {\n  /// The version this build speaks.\n"
        "  public static var current: ProtocolVersion {\n"
        f"    ProtocolVersion(major: {data['protocol']['major']}, minor: {data['protocol']['minor']})\n"
        "  }\n}\n")
    return made
