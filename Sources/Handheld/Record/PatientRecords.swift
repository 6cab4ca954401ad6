package import Clinic
import GRDB
package import PumpText

/// A patient in the archive.
package struct PatientRecord: Decodable, FetchableRecord, Equatable {
  package let id: Int64
  package let code: String
  package let indication: String?
  package let weight_g: Int64?
  package let created: String
  package let edited: String
}

/// A pump in a patient, from when it was implanted until it was explanted, and its catheter.
package struct DeviceRecord: Decodable, FetchableRecord {
  package let id: Int64
  package let patient: Int64
  package let serial: String
  package let model: String?
  package let implanted: String
  package let explanted: String?
  let catheter_model: String?
  let catheter_mm: Int64?
  let trimmed_mm: Int64?
  let tip_level: String?
}

/// A note about a patient.
package struct NoteRecord: Decodable, FetchableRecord {
  let id: Int64
  package let at: String
  package let session: Int64?
  package let text: String
}

/// What was found in a patient.
package struct AssessmentRecord: Decodable, FetchableRecord {
  let id: Int64
  package let at: String
  package let session: Int64?
  package let ashworth: String?
  package let ashworth_legs: String?
  package let ashworth_arms: String?
  package let penn_spasms: Int64?
}

extension AssessmentRecord {
  /// What was found, as a value.
  package var findings: Findings {
    var findings = Findings()
    findings.ashworth = ashworth.flatMap(AshworthScore.init(storedName:))
    findings.ashworthLegs = ashworth_legs.flatMap(AshworthScore.init(storedName:))
    findings.ashworthArms = ashworth_arms.flatMap(AshworthScore.init(storedName:))
    findings.pennSpasms = penn_spasms.flatMap { UInt8(exactly: $0) }
    return findings
  }
}

/// What is known of a patient besides the code; `nil` leaves it as it is.
package struct PatientChange {
  package var code: String?
  package var indication: String?
  package var grams: UInt32?

  package init() {}

  /// Whether it changes nothing.
  package var isEmpty: Bool { code == nil && indication == nil && grams == nil }
}

/// What is known of a pump in a patient; `nil` leaves it as it is.
package struct DeviceChange {
  package var model: String?
  package var implanted: String?
  package var explanted: String?
  package var catheterModel: String?
  package var catheterMillimetres: UInt32?
  package var trimmedMillimetres: UInt32?
  package var tipLevel: String?
  /// Why a pump is implanted although the trial had no response.
  package var despiteTrial: String?

  package init() {}

  /// What is typed of it.
  package init(
    implanted: String?, explanted: String?, catheter: String?, length: String?, trimmed: String?,
    tip: String?, despiteTrial: String?
  ) throws(QuantityError) {
    if let implanted { self.implanted = try RecordText.day(implanted) }
    if let explanted { self.explanted = try RecordText.day(explanted) }
    if let catheter { catheterModel = try RecordText.label(catheter, "a catheter's model") }
    if let length { catheterMillimetres = try QuantityText.millimetres(length) }
    if let trimmed { trimmedMillimetres = try QuantityText.millimetres(trimmed) }
    if let tip { tipLevel = try RecordText.label(tip, "a level of the spine") }
    if let despiteTrial { self.despiteTrial = try RecordText.note(despiteTrial) }
  }

  /// Whether anything of the catheter is said.
  var namesCatheter: Bool {
    catheterModel != nil || catheterMillimetres != nil || trimmedMillimetres != nil
      || tipLevel != nil
  }
}
