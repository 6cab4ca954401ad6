package import Clinic
package import PumpText
package import SerialLink

/// Where a pump is, and what is kept of a visit to it.
package struct PumpPlace {
  /// The port it is at.
  package var address: PortAddress
  /// How what a person can do next is said to whoever visits.
  package let face: Face
  /// The file that all bytes of the visit are appended to; `nil` for none.
  package var capture: String?
  /// The file that the keys of the visit's sessions are appended to; `nil` for none.
  package var keyLog: String?
  /// The program that visits, with its version, as a capture names it.
  package var program = "programmer"
  /// What is wanted of the line.
  package var line = LineWishes()
  /// The archive that the visit is recorded in; `nil` to record nothing.
  package var archive: String?
  /// What is known of drugs.
  package var drugs = DrugLibrary.standard
  /// Where this programmer is to die, for a test.
  package var crash: ProgrammerCrashPoint.Armed?

  package init(
    address: PortAddress, face: Face, capture: String? = nil, archive: String? = nil,
    crash: ProgrammerCrashPoint.Armed? = nil
  ) {
    self.address = address
    self.face = face
    self.capture = capture
    self.archive = archive
    self.crash = crash
  }
}

/// A pump, and the card whose keys open its sessions.
package struct PumpAccess {
  package var place: PumpPlace
  /// The path of the card, and not what was on it: a visit can leave another key there.
  package let card: String

  package init(place: PumpPlace, card: String) {
    self.place = place
    self.card = card
  }
}
