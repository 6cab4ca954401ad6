import VerbOutput

/// The JSON Schema of scripts, drawn from the tables of their keys.
package enum ScriptSchema {
  /// The schema as it is printed.
  package static var text: String { (try? JSONText.line(Self.schema)) ?? "" }

  static var schema: SchemaNode {
    var top = object(TopKey.self, "A script: what is done to a pump, and what has to come of it")
    top["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    top["title"] = .text("PumpLink script")
    top["required"] = .list([.text("steps")])
    top["$defs"] = .object([
      "pump": .object(object(PumpKey.self, "The pump that a script wants")),
      "step": .object(step), "value": value,
    ])
    return .object(top)
  }

  private static var step: [String: SchemaNode] {
    var step = object(StepKey.self, "One step: what is done, and what is expected of it")
    step["oneOf"] = .list(
      StepKey.actions.map { .object(["required": .list([.text($0.rawValue)])]) })
    return step
  }

  /// What a value of a result has to be.
  private static var value: SchemaNode {
    .object([
      "description": .text(
        "What a value has to be: 110 mcg/day, 2 mL to 3 mL, 5 mcg ± 1 mcg, at least 3, not ok, "
          + "includes motorStall, empty, null; a list is held item by item"),
      "anyOf": .list([
        .object(["type": .list(["string", "number", "boolean", "null"].map { .text($0) })]),
        .object(["type": .text("array"), "items": .object(["$ref": .text("#/$defs/value")])]),
      ]),
    ])
  }

  private static func object<Key: ScriptKey>(
    _: Key.Type, _ meaning: String
  ) -> [String: SchemaNode] {
    var properties: [String: SchemaNode] = [:]
    for key in Key.allCases {
      var node = form(key.form)
      node["description"] = .text(key.meaning)
      properties[key.rawValue] = .object(node)
    }
    return [
      "type": .text("object"), "description": .text(meaning), "additionalProperties": .flag(false),
      "properties": .object(properties),
    ]
  }

  private static func form(_ form: ScriptForm) -> [String: SchemaNode] {
    func list(_ items: [String: SchemaNode]) -> [String: SchemaNode] {
      ["type": .text("array"), "items": .object(items)]
    }
    let scalar: [String: SchemaNode] = [
      "type": .list(["string", "number", "boolean"].map { .text($0) })
    ]
    let names: [String: SchemaNode] = [
      "type": .text("object"), "additionalProperties": .object(scalar),
    ]
    return switch form {
    case .text: scalar
    case .words(let example), .quantity(let example):
      ["type": .list([.text("string"), .text("number")]), "examples": .list([.text(example)])]
    case .number: ["type": .text("integer"), "minimum": .number(0)]
    case .flag: ["type": .text("boolean")]
    case .only(let word): ["enum": .list([.text(word), .flag(true)])]
    case .texts: ["anyOf": .list([.object(scalar), .object(list(scalar))])]
    case .names: names
    case .rows:
      list(names).merging(["minItems": .number(1)]) { $1 }
    case .steps: list(["$ref": .text("#/$defs/step")])
    case .values:
      [
        "type": .text("object"), "minProperties": .number(1),
        "additionalProperties": .object(["$ref": .text("#/$defs/value")]),
      ]
    case .pump: ["$ref": .text("#/$defs/pump")]
    case .pumps:
      [
        "type": .text("object"),
        "additionalProperties": .object(["$ref": .text("#/$defs/pump")]),
      ]
    case .textOrTrue:
      [
        "anyOf": .list([
          .object(["type": .text("string")]), .object(["enum": .list([.flag(true)])]),
        ])
      ]
    }
  }
}

/// A node of a schema.
indirect enum SchemaNode: Encodable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([SchemaNode])
  case object([String: SchemaNode])

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text): try text.encode(to: encoder)
    case .number(let number): try number.encode(to: encoder)
    case .flag(let flag): try flag.encode(to: encoder)
    case .list(let items): try items.encode(to: encoder)
    case .object(let fields): try fields.encode(to: encoder)
    }
  }
}
