public import Quantities

/// Why a pump could not be put into a body, or taken out; nothing has changed then.
public enum ImplantError: Error, Equatable, Sendable {
  /// The pump is in a body already.
  case implanted
  /// The pump is in no body.
  case notImplanted
  /// The pump's profile does not say what of the path is its own, so it cannot be taken off.
  case onePiece
  /// The body has no catheter to connect the pump to.
  case noCatheter
  /// The path would be longer than ``PlantProfile/largestPathVolume``.
  case pathTooLong
}

/// A pump outside of a body runs as it does inside; what leaves its outlet is spilled.
extension Plant {
  /// All that came out at the tip since the pump was implanted last.
  public var sinceImplant: Liquid {
    Liquid(
      volume: patient.volume - patientBefore.volume, drug: patient.drug - patientBefore.drug)
  }

  /// The drug of that: nothing while it is in no body.
  public var givenHere: Picograms {
    @_addressableSelf get { isImplanted ? patient.drug - patientBefore.drug : .zero }
  }

  /// Takes the pump out of a body, which keeps its catheter and what was given.
  public mutating func explant(from body: inout Body) throws(ImplantError) {
    guard isImplanted else { throw .notImplanted }
    guard profile.tubingVolume > .zero else { throw .onePiece }
    let catheter = line.cut(line.pathVolume - profile.tubingVolume)
    parted += catheter.contents
    body.infused += sinceImplant
    body.catheter = catheter
    patientBefore = patient
    isImplanted = false
  }

  /// Puts the pump into a body and connects it to the catheter that is there.
  public mutating func implant(in body: inout Body) throws(ImplantError) {
    guard !isImplanted else { throw .implanted }
    guard let catheter = body.catheter else { throw .noCatheter }
    guard catheter.volume + line.pathVolume <= PlantProfile.largestPathVolume else {
      throw .pathTooLong
    }
    joined += catheter.contents
    line = CatheterLine(joining: catheter, line, frontSmear: profile.frontSmear)
    body.catheter = nil
    patientBefore = patient
    isImplanted = true
  }

  /// Counts what left the pump's outlet where no catheter is.
  mutating func spill(_ liquid: Liquid) { spilled += liquid }
}
