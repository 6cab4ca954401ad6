import PumpPlant
import TestSupport

/// The people of one published study: 300 virtual ones, with the scores it began with.
struct Cohort: Sendable {
  /// How many there are of each kind, in 1/1000. Non-responders: 92 % respond (Creedon 1997);
  /// the sensitive ones are assumed.
  static let adults: [(PatientKind, UInt64)] = [
    (.responder, 860), (.nonResponder, 80), (.sensitive, 60),
  ]
  static let children: [(PatientKind, UInt64)] = [(.child, 1_000)]

  static let size = 300

  let people: [PatientProfile]

  /// Draws the people; each score lies evenly within 0.3 around the mean the study began with, or
  /// as far as the end of the scale lets. The bodies are the same in every cohort of one mix.
  init(
    seed: UInt64, _ mix: [(PatientKind, UInt64)] = adults, legs: UInt64, arms: UInt64,
    spasms: [UInt64]
  ) throws {
    var bodies = SplitMix64(seed: seed)
    var scores = SplitMix64(seed: seed + 1)
    people = try (0..<Self.size).map { _ in
      var place = bodies.below(1_000)
      var kind = mix[0].0
      for (candidate, share) in mix {
        kind = candidate
        if place < share { break }
        place -= share
      }
      let body = try PatientProfile.draw(kind, from: &bodies)
      let around: (UInt64) -> (inout SplitMix64) -> UInt32 = { mean in
        { UInt32($0.from(mean - min(30, 400 - mean)...mean + min(30, 400 - mean))) }
      }
      let legsTone = around(legs)(&scores)
      let armsTone = around(arms)(&scores)
      return try PatientProfile { parameter in
        switch parameter {
        case .legsTone: legsTone
        case .armsTone: armsTone
        case .legsSpasms: UInt32(spasms[0])
        case .armsSpasms: UInt32(spasms[1])
        case .fluidVolume, .clearance, .exchange, .tipCell, .effectRate, .adaptationTime,
          .dependenceTime, .withdrawalTime, .steepness, .legsHalfRelief, .armsHalfRelief,
          .spasmHalfRelief, .greatestRelief, .tolerance, .drowsyAt, .withdrawalAt:
          body[parameter]
        }
      }
    }
  }

  /// What comes of each of them, worked out on all processors.
  func each<Result: Sendable>(
    _ body: @escaping @Sendable (PatientProfile) -> Result
  ) async -> [Result] {
    let people = people
    let part = 25
    return await withTaskGroup(of: (Int, [Result]).self) { group in
      for start in stride(from: 0, to: people.count, by: part) {
        group.addTask { (start, people[start..<min(start + part, people.count)].map(body)) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }
}
