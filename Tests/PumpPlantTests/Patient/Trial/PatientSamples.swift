import PumpPlant
import Quantities
import TestSupport

extension PatientProfile {
  /// An adult in the middle of what is drawn.
  static func middle() throws -> PatientProfile {
    try PatientProfile { parameter in
      (parameter.drawn.lowerBound + parameter.drawn.upperBound) / 2
    }
  }

  /// Somebody at the ends of what a profile may hold, or anywhere between; `nil` when the paces
  /// came out too close.
  static func extreme(_ random: inout SplitMix64) -> PatientProfile? {
    var values: [PatientParameter: UInt32] = [:]
    for parameter in PatientParameter.all {
      let (least, most) = (parameter.range.lowerBound, parameter.range.upperBound)
      values[parameter] = least + UInt32(random.spread(upTo: UInt64(most - least)))
    }
    return try? PatientProfile { values[$0] ?? 0 }
  }
}

extension VirtualPatient {
  /// Every amount of drug that can be read.
  var amounts: [Picograms] {
    (0..<VirtualPatient.cells).map { drug(inCell: $0) } + [inFluid, arriving, missing]
      + PatientSite.all.flatMap { [effective(at: $0), accustomed(at: $0)] }
  }

  /// Whether every amount is the same as another's, but for the rounding.
  func isNear(_ other: VirtualPatient) -> Bool {
    zip(amounts, other.amounts).allSatisfy { mine, theirs in
      max(mine, theirs) - min(mine, theirs) < VirtualPatient.rounding
    }
  }

  /// The snapshot as an array.
  var snapshot: [UInt8] {
    [UInt8](capacity: VirtualPatient.snapshotBytes) { encode(into: &$0) }
  }

  /// The patient of a snapshot in an array.
  init?(bytes: [UInt8], profile: PatientProfile) {
    self.init(from: bytes.span, at: 0, profile: profile)
  }
}

extension Picograms {
  /// An amount in mcg.
  static func mcg(_ count: UInt64) -> Picograms { Picograms(rawValue: count * 1_000_000) }
}
