/// The columns of a history as a table, and the keys of its rows in JSON, in their order: those of
/// protocol-spec/archive.md. A unit is the last word of a name; one that was published keeps its
/// name and its place.
package enum HistoryColumn: String, CaseIterable, CodingKey {
  case patient
  case pump
  case time_utc
  case kind
  case what
  case outcome
  case settled_by
  case therapy_time_s
  case mode
  case daily_dose_mcg
  case dose_mcg
  case duration_s
  case withheld_mcg
  case withdrawn_ml
  case expected_ml
  case filled_ml
  case concentration_mcg_per_ml
  case old_concentration_mcg_per_ml
  case bridge
  case reservoir_ml
  case low_alarm_ml
  case pumped_ml
  case programmed_mcg
  case ashworth
  case ashworth_legs
  case ashworth_arms
  case penn_spasms
  case catheter_model
  case catheter_mm
  case trimmed_mm
  case tip_level
  case revision
  case response
  case lasted_min
  case drug
  case old_drug
  case pump_clock

  /// Whether it is a number, with its measure in the name.
  var isNumber: Bool {
    switch self {
    case .patient, .pump, .time_utc, .kind, .what, .outcome, .settled_by, .mode, .bridge, .ashworth,
      .ashworth_legs, .ashworth_arms, .catheter_model, .tip_level, .revision,
      .response, .drug, .old_drug, .pump_clock:
      false
    case .therapy_time_s, .daily_dose_mcg, .dose_mcg, .duration_s, .withheld_mcg, .withdrawn_ml,
      .expected_ml, .filled_ml, .concentration_mcg_per_ml, .old_concentration_mcg_per_ml,
      .reservoir_ml, .low_alarm_ml, .pumped_ml, .programmed_mcg, .penn_spasms, .catheter_mm,
      .trimmed_mm, .lasted_min:
      true
    }
  }
}
