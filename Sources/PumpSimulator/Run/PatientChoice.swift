import ArgumentParser
import PumpPlant
import PumpWorld
import Quantities

/// Who is to be in a pump's body: a kind, and the seed of the draw, as in `responder:7`.
struct PatientChoice: ExpressibleByArgument {
  let kind: PatientKind
  let seed: UInt64

  /// Somebody of a kind.
  init(kind: PatientKind, seed: UInt64) {
    self.kind = kind
    self.seed = seed
  }

  /// Reads `KIND` or `KIND:SEED`; without a seed it is 1.
  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard let kind = PatientKind(name: String(parts[0])), parts.count <= 2,
      let seed = parts.count == 2 ? UInt64(parts[1]) : 1
    else { return nil }
    self.kind = kind
    self.seed = seed
  }

  /// All that are taken for a kind.
  static var allValueStrings: [String] { PatientKind.all.list.map(\.name) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// Draws that person, who has had none of the drug.
  func draw(at time: TherapyTime, timeOfDay: Milliseconds) throws -> Patient {
    var random = SeededGenerator(seed: seed)
    return try Patient(kind, seed: seed, from: &random, at: time, timeOfDay: timeOfDay)
  }
}
