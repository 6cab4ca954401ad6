import VerbOutput

/// A patient as JSON tells one.
package struct PatientJSON: Encodable {
  let code: String
  @OrNull var indication: String?
  @OrNull var weight_g: Int64?
  let created: String
  let edited: String

  package init(_ record: PatientRecord) {
    code = record.code
    indication = record.indication
    weight_g = record.weight_g
    created = record.created
    edited = record.edited
  }
}

/// A pump in a patient as JSON tells it.
package struct DeviceJSON: Encodable {
  let serial: String
  @OrNull var model: String?
  let implanted: String
  @OrNull var explanted: String?
  @OrNull var catheter_model: String?
  @OrNull var catheter_mm: Int64?
  @OrNull var trimmed_mm: Int64?
  @OrNull var tip_level: String?

  package init(_ record: DeviceRecord) {
    serial = record.serial
    model = record.model
    implanted = record.implanted
    explanted = record.explanted
    catheter_model = record.catheter_model
    catheter_mm = record.catheter_mm
    trimmed_mm = record.trimmed_mm
    tip_level = record.tip_level
  }
}

/// A note as JSON tells it.
package struct NoteJSON: Encodable {
  let at: String
  @OrNull var session: Int64?
  let text: String

  package init(_ record: NoteRecord) {
    at = record.at
    session = record.session
    text = record.text
  }
}

/// What was found in a patient as JSON tells it.
package struct AssessmentJSON: Encodable {
  let at: String
  @OrNull var session: Int64?
  @OrNull var ashworth: String?
  @OrNull var ashworth_legs: String?
  @OrNull var ashworth_arms: String?
  @OrNull var penn_spasms: Int64?

  package init(_ record: AssessmentRecord) {
    at = record.at
    session = record.session
    ashworth = record.ashworth
    ashworth_legs = record.ashworth_legs
    ashworth_arms = record.ashworth_arms
    penn_spasms = record.penn_spasms
  }
}
