import Foundation
import TestLimits
import Testing

@testable import PumpFirmwareSim
@testable import programmer

/// The published schemas themselves: what they promise of every key.
@Suite(.waiting, .limited)
struct JSONSchemaNamesTests {
  /// A key of a shape.
  private struct Key {
    let place: String
    let name: String
    let schema: JSON
  }

  private static let files = ["programmer", "PumpFirmwareSim"]

  private static let units: Set<String> = [
    "mcg", "ng", "pg", "ml", "nl", "nj", "s", "ms", "min", "days", "percent", "ppm", "bytes",
    "mcg_per_day", "ml_per_day", "mcg_per_ml",
  ]
  /// Times until something that have their unit in front.
  private static let timesUntil: Set<String> = [
    "days_to_alarm", "days_to_empty", "minutes_to_tip", "months_to_eri",
  ]
  /// Counts, numbers of a row, and other numbers without a unit.
  private static let dimensionless: Set<String> = [
    "baud", "bursts", "closed", "count", "counter", "damaged", "denied_in_all", "dropped",
    "duplicated", "entries", "exit_code", "flipped", "id", "known_from", "lost", "maximum_per_day",
    "merged", "most_per_day", "newest", "oldest", "order", "order_id", "orders", "plan",
    "pump_session", "refills", "reordered", "request_id", "revision", "seed", "sequence", "session",
    "single", "spans", "split", "stalls", "started_last_24_h", "strokes", "through", "truncated",
    "two_tone", "unsettled", "volumes_version", "writes",
  ]
  /// Numbers whose measure stands in a key beside them, or in the table that the key names.
  private static let measuredBeside: Set<String> = [
    "amount", "asked", "detail", "highest", "limit", "lowest", "number", "offset", "short", "value",
  ]

  private static func schema(_ name: String) throws -> JSON {
    let file = JSONLedger.folder.appendingPathComponent("\(name).schema.json")
    return JSON(try String(contentsOf: file, encoding: .utf8))
  }

  private static func shapes() throws -> [(place: String, schema: JSON)] {
    try files.flatMap { file in
      let shapes = try schema(file)[dynamicMember: "$defs"]
      return shapes.keys.map { ("\(file)/\($0)", shapes[dynamicMember: $0]) }
    }
  }

  private static func keys() throws -> [Key] {
    try shapes().flatMap { place, shape in
      shape.properties.keys.map { name in
        Key(place: place, name: name, schema: shape.properties[dynamicMember: name])
      }
    }
  }

  private static func isNumber(_ schema: JSON) -> Bool {
    let types = schema.type.string.map { [JSON.text($0)] } ?? schema.type.elements
    return types.contains("number") || types.contains("integer")
  }

  private static func hasUnit(_ name: String) -> Bool {
    units.contains { name == $0 || name.hasSuffix("_\($0)") }
  }

  @Test func `every number has its unit in its name, or is known to have none`() throws {
    let numbers = try Self.keys().filter { Self.isNumber($0.schema) }
    #expect(numbers.count > 150)
    let known = Self.dimensionless.union(Self.timesUntil).union(Self.measuredBeside)
    for key in numbers where !Self.hasUnit(key.name) {
      #expect(known.contains(key.name), "\(key.place): \(key.name) has no unit")
    }
    let unused = known.subtracting(numbers.map(\.name))
    #expect(unused == [], "no number has these names")
  }

  @Test func `every name is in snake case, and every key says what it is`() throws {
    for (place, shape) in try Self.shapes() {
      #expect(place.wholeMatch(of: /\w+\/[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(place)")
      #expect(shape.description.string?.hasSuffix(".") == true, "\(place) has no description")
    }
    for key in try Self.keys() {
      #expect(key.name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(key)")
      let words = key.schema.description.string ?? ""
      #expect(words.hasSuffix("."), "\(key.place): \(key.name) has no description")
    }
  }

  @Test func `no object has keys that are not published, and what is absent has one rule`() throws {
    for (place, shape) in try Self.shapes() where shape.type == "object" {
      #expect(shape.additionalProperties == false, "\(place) is open")
      let required = Set(shape.required.elements.compactMap(\.string))
      #expect(required.isSubset(of: shape.properties.keys), "\(place)")
      for name in shape.properties.keys {
        let key = shape.properties[dynamicMember: name]
        let words = key.description.string ?? ""
        let optional = !required.contains(name)
        #expect(words.contains("eft out") == optional, "\(place): \(name) may be left out")
        #expect(words.contains("null") == Self.allowsNull(key), "\(place): \(name) may be null")
        // The programmer leaves nothing out, and for the simulator nothing is null.
        let isProgrammer = place.hasPrefix("programmer/")
        #expect(isProgrammer ? !optional : !Self.allowsNull(key), "\(place): \(name)")
      }
    }
  }

  private static func allowsNull(_ schema: JSON) -> Bool {
    schema.type.elements.contains("null") || schema.anyOf.elements.contains { $0.type == "null" }
  }

  @Test func `the schemas have every verb that prints JSON, and no other`() throws {
    let verbs = [
      "programmer": JSONLedger.leaves(Programmer.self, ""),
      "PumpFirmwareSim": JSONLedger.leaves(PumpFirmwareSim.self, ""),
    ]
    for file in Self.files {
      let schema = try Self.schema(file)
      let listed = schema.anyOf.elements.compactMap { $0[dynamicMember: "$ref"].string }
      let wanted = try #require(verbs[file]).map { "#/$defs/\(JSONLedger.schema($0))" }
      #expect(wanted.count > 15 && Set(listed) == Set(wanted) && listed.count == wanted.count)
      let shapes = schema[dynamicMember: "$defs"].keys.filter { $0.hasPrefix("verb_") }
      #expect(Set(shapes.map { "#/$defs/\($0)" }) == Set(wanted))
    }
  }
}
