package import Clinic

/// A row of a history as JSON tells it: the columns of the table, with numbers.
package struct HistoryRowJSON: Encodable {
  @OrNull var patient: String?
  @OrNull var pump: String?
  let time_utc: String
  let kind: String
  @OrNull var what: String?
  @OrNull var outcome: String?
  @OrNull var settled_by: String?
  @OrNull var therapy_time_s: Double?
  @OrNull var mode: String?
  @OrNull var daily_dose_mcg: Double?
  @OrNull var dose_mcg: Double?
  @OrNull var duration_s: Double?
  @OrNull var withheld_mcg: Double?
  @OrNull var withdrawn_ml: Double?
  @OrNull var expected_ml: Double?
  @OrNull var filled_ml: Double?
  @OrNull var concentration_mcg_per_ml: Double?
  @OrNull var old_concentration_mcg_per_ml: Double?
  @OrNull var bridge: String?
  @OrNull var reservoir_ml: Double?
  @OrNull var low_alarm_ml: Double?
  @OrNull var pumped_ml: Double?
  @OrNull var programmed_mcg: Double?
  @OrNull var ashworth: String?
  @OrNull var ashworth_legs: String?
  @OrNull var ashworth_arms: String?
  @OrNull var penn_spasms: Double?

  package init(_ row: HistoryRow) {
    let cells = HistoryTable.cells(row)
    func number(_ name: String) -> Double? { cells[name].flatMap { Double($0) } }
    patient = cells["patient"]
    pump = cells["pump"]
    time_utc = cells["time_utc"] ?? ""
    kind = cells["kind"] ?? ""
    what = cells["what"]
    outcome = cells["outcome"]
    settled_by = cells["settled_by"]
    therapy_time_s = number("therapy_time_s")
    mode = cells["mode"]
    daily_dose_mcg = number("daily_dose_mcg")
    dose_mcg = number("dose_mcg")
    duration_s = number("duration_s")
    withheld_mcg = number("withheld_mcg")
    withdrawn_ml = number("withdrawn_ml")
    expected_ml = number("expected_ml")
    filled_ml = number("filled_ml")
    concentration_mcg_per_ml = number("concentration_mcg_per_ml")
    old_concentration_mcg_per_ml = number("old_concentration_mcg_per_ml")
    bridge = cells["bridge"]
    reservoir_ml = number("reservoir_ml")
    low_alarm_ml = number("low_alarm_ml")
    pumped_ml = number("pumped_ml")
    programmed_mcg = number("programmed_mcg")
    ashworth = cells["ashworth"]
    ashworth_legs = cells["ashworth_legs"]
    ashworth_arms = cells["ashworth_arms"]
    penn_spasms = number("penn_spasms")
  }
}
