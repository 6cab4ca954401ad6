import Foundation
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld
@testable import PumpSimulator
@testable import programmer

/// The published schemas themselves: what they promise of every key.
@Suite(.waiting, .limited)
struct JSONSchemaNamesTests {
  private static let units: Set<String> = [
    "mcg", "ng", "pg", "ml", "nl", "nj", "s", "ms", "min", "percent", "ppm", "bytes",
    "mcg_per_day", "ml_per_day", "mcg_per_ml", "milliseconds", "nanograms",
    "nanolitres", "g", "mm", "nl_per_cm",
  ]
  /// What nobody may write in front of a name, or in the middle of it, beside ``units``.
  private static let spelledUnits: Set<String> = [
    "seconds", "minutes", "h", "hours", "days", "weeks", "months", "years",
    "micrograms", "nanograms", "picograms", "millilitres", "ppt", "degrees",
  ]
  /// Keys of the command contract, older than the rule that a unit is the last word.
  private static let contract: Set<String> = [
    "programmer/reservoir: days_to_alarm", "programmer/battery: months_to_eri",
  ]
  /// Counts, numbers of a row, and other numbers without a unit.
  private static let dimensionless: Set<String> = [
    "alike", "arms_spasms", "arms_tone", "assessments", "baud", "broken", "bursts", "calls",
    "closed", "column", "command_exit_code", "count", "counter", "damaged", "day", "days",
    "denied_in_all", "dropped", "duplicated", "edited", "entries", "exchange", "exit_code",
    "failed", "flipped", "frames_sent", "highest_tone", "id", "known_from", "legs_spasms",
    "legs_tone", "line", "log_entries", "lost", "lowest_tone", "maximum_per_day", "merged",
    "most_per_day", "newest", "notes", "oldest", "order", "order_id", "orders", "orders_given",
    "orders_skipped", "packets", "passed", "patients", "penn_spasms", "plan", "pump_session",
    "pumps", "readings", "refills", "reordered", "request_id", "requests_left", "revision",
    "screening_doses", "sealed", "seed", "sequence", "session", "sessions", "settled", "since",
    "single", "skipped", "spans", "spasms", "split", "stalls", "stopped", "started_last_24_h",
    "strokes", "through", "tip_cell", "tones_heard", "truncated", "two_tone", "unanswered",
    "unsettled", "visits", "volumes_version", "writes",
  ]
  /// Numbers whose measure stands in a key beside them, or in the table that the key names.
  private static let measuredBeside: Set<String> = [
    "amount", "asked", "detail", "highest", "limit", "live", "lowest", "number", "offset",
    "recorded", "short", "value",
  ]

  private static func isNumber(_ schema: JSON) -> Bool {
    let types = schema.type.string.map { [JSON.text($0)] } ?? schema.type.elements
    return types.contains("number") || types.contains("integer")
  }

  private static func hasUnit(_ name: String) -> Bool {
    unit(name) != nil
  }

  /// The longest unit that a name ends with.
  private static func unit(_ name: String) -> String? {
    units.filter { name == $0 || name.hasSuffix("_\($0)") }.max { $0.count < $1.count }
  }

  /// The words of a name that are a unit and do not stand at its end. A span such as `24_h` and a
  /// rate such as `per_day` measure nothing by themselves.
  private static func unitsInFront(_ name: String) -> [String] {
    let all = name.split(separator: "_").map(String.init)
    let last = unit(name)?.split(separator: "_").count ?? 0
    let words = all.dropLast(last)
    let short = units.filter { !$0.contains("_") }.union(spelledUnits)
    return words.indices.filter { place in
      let isSpan = place > 0 && Int(words[place - 1]) != nil
      let isWhole = all.count == 1
      return !isSpan && !isWhole && short.contains(words[place])
    }.map { words[$0] }
  }

  @Test func `a unit is the last word of its key, but for the contract's two`() throws {
    let wrong = try JSONSchemas.keys().filter { !Self.unitsInFront($0.name).isEmpty }
      .map(\.description)
    #expect(Set(wrong) == Self.contract)
    let used = try JSONSchemas.keys().compactMap { Self.unit($0.name) }
    #expect(Self.units.subtracting(used) == [], "no key has these units")
    for name in ["minutes_to_tip", "alarm_days_left", "ml_left", "seconds_s", "s_to_tip"] {
      #expect(!Self.unitsInFront(name).isEmpty, "\(name)")
    }
    for name in ["days", "tip_in_s", "most_in_24_h_mcg", "started_last_24_h", "mcg_per_ml"] {
      #expect(Self.unitsInFront(name).isEmpty, "\(name)")
    }
  }

  @Test func `every number has its unit in its name, or is known to have none`() throws {
    let numbers = try JSONSchemas.keys().filter { Self.isNumber($0.schema) }
    #expect(numbers.count > 150)
    let known = Self.dimensionless.union(Self.measuredBeside)
    for key in numbers where !Self.hasUnit(key.name) {
      if Self.contract.contains(key.description) { continue }
      #expect(known.contains(key.name), "\(key.description) has no unit")
    }
    let unused = known.subtracting(numbers.map(\.name))
    #expect(unused == [], "no number has these names")
  }

  @Test func `every name is in snake case, and every key says what it is`() throws {
    for (place, shape) in try JSONSchemas.shapes() {
      #expect(place.wholeMatch(of: /\w+\/[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(place)")
      #expect(shape.description.string?.hasSuffix(".") == true, "\(place) has no description")
    }
    for key in try JSONSchemas.keys() {
      #expect(key.name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(key)")
      let words = key.schema.description.string ?? ""
      #expect(words.hasSuffix("."), "\(key.description) has no description")
    }
  }

  @Test func `no object has keys that are not published, and what is absent has one rule`() throws {
    for (place, shape) in try JSONSchemas.shapes() where shape.type == "object" {
      #expect(shape.additionalProperties == false, "\(place) is open")
      let required = Set(shape.required.elements.compactMap(\.string))
      #expect(required.isSubset(of: shape.properties.keys), "\(place)")
      for name in shape.properties.keys {
        let key = shape.properties[dynamicMember: name]
        let words = key.description.string ?? ""
        let optional = !required.contains(name)
        #expect(words.contains("eft out") == optional, "\(place): \(name) may be left out")
        #expect(words.contains("null") == Self.allowsNull(key), "\(place): \(name) may be null")
        // The programmer leaves nothing out, and for the simulator nothing is null
        // but the id of a request that could not be read.
        let isProgrammer = place.hasPrefix("programmer/")
        let isUnread = place == "control/error" && name == "id"
        let isOfRule = isProgrammer ? !optional : Self.allowsNull(key) == isUnread
        #expect(isOfRule, "\(place): \(name)")
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
    for file in JSONSchemas.files {
      let schema = try JSONSchemas.read(file)
      let listed = schema.anyOf.elements.compactMap { $0[dynamicMember: "$ref"].string }
      let wanted = try #require(verbs[file]).map { "#/$defs/\(JSONLedger.schema($0))" }
      #expect(wanted.count > 15 && Set(listed) == Set(wanted) && listed.count == wanted.count)
      let shapes = schema[dynamicMember: "$defs"].keys.filter { $0.hasPrefix("verb_") }
      #expect(Set(shapes.map { "#/$defs/\($0)" }) == Set(wanted))
    }
  }
}
