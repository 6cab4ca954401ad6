import Clinic
import GRDB

/// Doses of trials: the same by patient and moment. What came of one was entered once.
extension ArchiveMerger {
  mutating func mergeTrials() throws {
    var touched: Set<Int64> = []
    for row in try Row.fetchAll(theirs, sql: "SELECT * FROM screening_doses ORDER BY at, id") {
      guard let patient = patients[row["patient"]] else { continue }
      touched.insert(patient)
      let here = try Row.fetchOne(
        mine, sql: "SELECT * FROM screening_doses WHERE patient = ? AND at = ?",
        arguments: [patient, row["at"] as String])
      guard let here else {
        try insert(row, into: "screening_doses", setting: ["patient": patient])
        count.screening_doses += 1
        continue
      }
      try mergeResponse(here, row)
    }
    for id in touched.sorted() { try checkTrial(id) }
  }

  /// Of a dose that both have: what came of it, from whichever has that.
  private mutating func mergeResponse(_ here: Row, _ there: Row) throws {
    let response = ["responded", "lasted_min", "observed"]
    let isSame = here["dose_ng"] as Int64 == there["dose_ng"]
    let isOpen = here["responded"] as Bool? == nil
    let isNews = there["responded"] as Bool? != nil
    guard isSame, isOpen || !isNews || Self.values(here, response) == Self.values(there, response)
    else { return contradict(MergeWords.screening(there["at"])) }
    guard isOpen, isNews else { return }
    try mine.execute(
      sql: "UPDATE screening_doses SET responded = ?, lasted_min = ?, observed = ? WHERE id = ?",
      arguments: StatementArguments(Self.values(there, response)) + [here["id"] as Int64])
    count.edited += 1
  }

  /// Doses of two machines are those of one trial, or contradict each other.
  private mutating func checkTrial(_ patient: Int64) throws {
    let doses = try Archive.screeningDoses(of: patient, mine).compactMap(\.dose)
    do throws(ScreeningTrial.Problem) {
      _ = try ScreeningTrial(doses)
    } catch {
      let code = try String.fetchOne(
        mine, sql: "SELECT code FROM patients WHERE id = ?", arguments: [patient])
      contradict(MergeWords.trial(code ?? "", TrialWords.problem(error)))
    }
  }
}
