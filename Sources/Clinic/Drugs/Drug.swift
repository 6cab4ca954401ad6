import Quantities
package import Telemetry

/// A drug as the handheld's library knows it: what there is of it in vials, and how long it keeps.
///
/// The pump is told none of this. It holds a drug and a strength; what is known of them stands in
/// the library, with where it was read.
package struct Drug: Equatable, Sendable {
  /// What is in one kind of vial.
  package struct Strength: Equatable, Sendable {
    /// In mcg/mL.
    package let microgramsPerMillilitre: UInt32
    /// Whether it is filled into pumps; else it is given by hand, before there is one.
    package let isForPumps: Bool
    /// How long it keeps in a pump from the day it is filled in, in days, at most 10 years; `nil`
    /// where the library does not say.
    package let stableDays: UInt16?

    package init(microgramsPerMillilitre: UInt32, isForPumps: Bool = true, stableDays: UInt16?) {
      self.microgramsPerMillilitre = microgramsPerMillilitre
      self.isForPumps = isForPumps
      self.stableDays = stableDays
    }
  }

  /// The drug as pumps name it.
  package let code: DrugCode
  /// Where its numbers were read.
  package let source: String
  /// Its strengths, each once.
  package let strengths: [Strength]

  package init(code: DrugCode, source: String, strengths: [Strength]) {
    self.code = code
    self.source = source
    self.strengths = strengths
  }

  /// How long what a reservoir holds keeps, in days from its filling; `nil` where nobody knows.
  ///
  /// What is in no vial was mixed in the reservoir, of any two strengths: it keeps as long as the
  /// one of the strengths for pumps that keeps shortest.
  func stableDays(_ concentration: Concentration) -> UInt16? {
    let held = concentration.microgramsPerMillilitre
    if let vial = strengths.first(where: { $0.microgramsPerMillilitre == held }) {
      return vial.stableDays
    }
    let mixed = strengths.filter { $0.isForPumps }.map { $0.stableDays }
    guard mixed.allSatisfy({ $0 != nil }) else { return nil }
    return mixed.compactMap { $0 }.min()
  }
}
