package import Clinic
import PumpText
package import Telemetry

/// Stages changes and reads them back. Nothing is taken on trust: what the pump holds must be what
/// it was sent, or nothing is committed.
package struct Stager {
  /// Carries out one request; throws what kept it from being answered as asked.
  package let ask: (Request) throws -> Reply

  package init(ask: @escaping (Request) throws -> Reply) {
    self.ask = ask
  }

  /// Stages everything in order and reads everything back; `reading` is the pump as it was before.
  func stage(_ change: StagedChange, on reading: PumpReading) throws -> StagedSet {
    for part in change.parts { _ = try ask(.part(part)) }
    guard case .staged(let report) = try ask(.query(.readBack)) else { throw Self.surprise }
    var refill: RefillReport?
    if change.refill != nil {
      guard case .refill(let body) = try ask(.query(.readRefill)) else { throw Self.surprise }
      refill = body
    }
    let staged = Set(change.plans.map(\.number))
    let programme = try programme(report) { staged.contains($0) ? .staged : .committed }
    let settings = try change.patientBolus.map { _ in try patientBolus(.staged).settings }
    try Self.check(change, programme, refill, settings)
    guard ReadBack.isRight(programme.report, refill, for: change, on: reading) else {
      throw ProgrammerError(
        .protocolViolation,
        "the pump read back a strength or a bridge that does not follow from what it holds and was "
          + "sent. Nothing was changed")
    }
    return StagedSet(programme: programme, refill: refill)
  }

  /// A programme with the plans its week uses.
  package func programme(
    _ report: TherapyReport, _ source: (PlanNumber) -> Source = { _ in .committed }
  ) throws -> Programme {
    var plans: [PlanNumber: DayPlan] = [:]
    for number in Programme.plans(of: report.therapy.week) {
      let wanted = ReadDayPlan(number, source(number))
      guard case .dayPlan(let body) = try ask(.query(.readDayPlan(wanted))), body.number == number,
        body.source == wanted.source
      else { throw Self.surprise }
      plans[number] = body.plan
    }
    let programme = Programme(report: report, plans: plans)
    if let part = ReadBack.contradiction(in: programme) {
      throw ProgrammerError(
        .protocolViolation,
        "the pump's \(part.words) does not follow from the programme beside it. Nothing was "
          + "committed; interrogate the pump before anything else")
    }
    return programme
  }

  /// The settings of the patient bolus.
  package func patientBolus(_ source: Source) throws -> PatientBolusReport {
    guard case .patientBolus(let body) = try ask(.query(.readPatientBolus(source))),
      body.source == source
    else { throw Self.surprise }
    return body
  }

  private static func check(
    _ change: StagedChange, _ programme: Programme, _ refill: RefillReport?,
    _ settings: PatientBolus??
  ) throws {
    let isSame =
      (change.therapy == nil || programme.therapy == change.therapy)
      && change.plans.allSatisfy { programme.plans[$0.number] == $0.plan }
      && change.patientBolus.map(\.settings) == settings
    guard isSame else {
      throw ProgrammerError(
        .protocolViolation,
        "the pump read back another programme than the one it was sent. Nothing was changed")
    }
    guard let sent = change.refill, let refill else { return }
    guard refill.token == programme.report.token,
      refill.withdrawnNanolitres == sent.withdrawnNanolitres,
      refill.volumeNanolitres == sent.filledNanolitres, refill.drug == sent.drug,
      programme.report.drug == sent.drug, refill.filledConcentration == sent.concentration,
      programme.report.concentration == refill.concentration,
      refill.lowAlarmNanolitres == sent.lowAlarmNanolitres, refill.bridge == sent.bridge,
      refill.skipReason == sent.skipReason
    else {
      throw ProgrammerError(
        .protocolViolation,
        "the pump read back another refill than the one it was sent. Nothing was changed")
    }
  }

  private static var surprise: ProgrammerError {
    ProgrammerError(
      .protocolViolation, "the pump's answer was of the wrong kind. Nothing was committed")
  }
}
