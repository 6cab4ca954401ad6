import PumpText
import TestLimits
import Testing
import VerbOutput

/// What the published schemas promise of how a verb ends.
@Suite(.waiting, .limited)
struct JSONSchemaOutcomeTests {
  /// What is printed while a verb goes on, and is no answer.
  private static let events: Set<String> = [
    "programmer/port_event", "programmer/log_entry", "programmer/run_event",
    "PumpFirmwareSim/ready",
    "PumpFirmwareSim/alarm", "PumpFirmwareSim/line", "PumpFirmwareSim/command",
    "PumpFirmwareSim/patient_event", "PumpFirmwareSim/happening",
    "PumpFirmwareSim/ready_pumps", "PumpFirmwareSim/record",
  ]

  /// What a verb may print: the place of each shape, the shape, and what the verb needs in it.
  private static func printed() throws -> [(place: String, shape: JSON, needed: [JSON])] {
    try JSONSchemas.files.flatMap { file in
      let shapes = try JSONSchemas.read(file)[dynamicMember: "$defs"]
      return shapes.keys.filter { $0.hasPrefix("verb_") }.flatMap { verb in
        let printed = shapes[dynamicMember: verb]
        return printed.anyOf.elements.map { shape in
          let name = shape[dynamicMember: "$ref"].string?.split(separator: "/").last ?? ""
          let found = shapes[dynamicMember: String(name)]
          return ("\(file)/\(name)", found, found.required.elements + printed.required.elements)
        }
      }
    }
  }

  @Test func `every answer and every failure has an outcome, and no event has`() throws {
    var events: Set<String> = []
    for (place, shape, needed) in try Self.printed() {
      let isEvent = Self.events.contains(place)
      if isEvent { events.insert(place) }
      #expect(shape.properties.keys.contains("outcome") != isEvent, "\(place)")
      #expect(needed.contains("outcome") != isEvent, "\(place) may be without")
    }
    #expect(events == Self.events, "a line that no verb prints")
  }

  @Test func `the outcomes are those of an answer, or of a failure`() throws {
    let failures = Set(ProgramExitStatus.allCases.map { JSON.text($0.name) })
    let answers = Set(VerbAnswer.Outcome.allCases.map { JSON.text($0.rawValue) })
    for (place, shape, _) in try Self.printed() where !Self.events.contains(place) {
      let listed = Set(shape.properties.outcome.enum.elements)
      #expect(!listed.isEmpty && listed.isSubset(of: failures.union(answers)), "\(place)")
      // Scripts that were played are an answer, whatever came of them.
      if place == "programmer/run" { continue }
      let isFailure = place.hasSuffix("/failure")
      #expect(isFailure ? listed == failures : listed.isSubset(of: answers), "\(place)")
    }
  }

  @Test func `both programs have one shape of failure, with every exit code but that of success`()
    throws
  {
    let codes = Set(ProgramExitStatus.allCases.filter { $0 != .done }.map { Double($0.rawValue) })
    for file in JSONSchemas.files {
      let shapes = try JSONSchemas.read(file)[dynamicMember: "$defs"]
      let listed = shapes.failure.properties.exit_code.enum.elements.compactMap(\.double)
      #expect(Set(listed) == codes, "\(file)")
      for verb in shapes.keys where verb.hasPrefix("verb_") {
        let last = shapes[dynamicMember: verb].anyOf.elements.last
        #expect(last?[dynamicMember: "$ref"] == "#/$defs/failure", "\(file)/\(verb)")
      }
    }
  }
}
