package import Clinic
import PumpText
import Quantities
import SerialLink
import Telemetry
import VerbOutput

/// The way of every change of the programme: read, stage, read back, show, ask, commit, read again.
package struct ChangeFlow {
  package let access: PumpAccess
  package let given: GivenConsent
  package let indication: Indication?

  package init(access: PumpAccess, given: GivenConsent, indication: Indication?) {
    self.access = access
    self.given = given
    self.indication = indication
  }

  /// Carries a change through; `make` says what is to be staged in the pump as it was read.
  package func run(
    question: String, sentence: @escaping (ChangePreview) -> String,
    _ make: (PumpReading) throws -> StagedChange
  ) throws -> ChangeResult {
    let visit = try Visit.begin(access)
    let stager = Stager(ask: visit.reply)
    let reading: PumpReading
    let staged: StagedSet
    let wanted: StagedChange
    do {
      let now = try visit.interrogate()
      reading = PumpReading(
        now: now, programme: try stager.programme(try visit.therapy()),
        running: try visit.foretell(now))
      wanted = try make(reading)
      staged = try stager.stage(wanted, on: reading)
    } catch {
      // What was staged goes with the session, and the next programmer finds the pump free.
      visit.end()
      throw error
    }
    let proposal = try visit.propose(.commit(token: staged.token))
    let preview = self.preview(wanted, reading, staged, proposal.forecast)
    let consent = try visit.consent(
      to: proposal, preview: preview.words(StandardStreams.errorPaper), question: question,
      given: given)
    let (done, isReadBack) = try commit(wanted, staged, consent, visit, stager)
    return ChangeResult(
      preview: preview, consent: consent, done: done, isReadBack: isReadBack,
      sentence: sentence(preview))
  }

  /// Changes to a programme that does not depend on the one that runs.
  package func run(_ wanted: ProgrammeWanted, overridesSoftLimits: Bool) throws -> ChangeResult {
    try run(question: "Make it the therapy?", sentence: ChangeResult.programme) { reading in
      StagedChange(
        therapy: try wanted.therapy(at: reading.now.clock),
        overridesSoftLimits: overridesSoftLimits)
    }
  }

  private func preview(
    _ wanted: StagedChange, _ reading: PumpReading, _ staged: StagedSet, _ foretold: Forecast
  ) -> ChangePreview {
    let now = reading.now
    var preview = ChangePreview(
      before: reading.programme, after: staged.programme, now: now, running: reading.running,
      foretold: foretold)
    preview.patientBolus = wanted.patientBolus
    preview.beginsAnew = wanted.therapy != nil
    if let sent = wanted.refill, let report = staged.refill {
      preview.refill = RefillPreview(sent: sent, report: report, now: now)
    }
    preview.warnings = warnings(wanted, reading.programme, staged, now)
    preview.warnings += preview.refill?.warnings ?? []
    return preview
  }

  private func warnings(
    _ wanted: StagedChange, _ before: Programme, _ staged: StagedSet, _ now: Interrogation
  ) -> [Warning] {
    let after = staged.programme
    let comparison = DayComparison(before, after)
    // The flow that keeps the catheter open is no dose that a step could start from.
    let isStart = before.therapy.mode == .minimumRate
    let titration = Titration(
      comparison: isStart ? comparison.fromNothing : comparison,
      indication: indication, isRefill: wanted.refill != nil,
      sinceLastChange: Self.sinceLastChange(now))
    var warnings = titration.warnings
    if let bolus = before.therapy.periodic, after.therapy.periodic == nil {
      warnings.append(
        Warning(
          code: .periodicBolusEnds,
          message: "the periodic bolus of the running programme "
            + "(\(PeriodicWords.short(bolus))) ends with this change"))
    }
    return warnings
  }

  /// How long ago a change was committed, as far as the pump's last order tells.
  static func sinceLastChange(_ now: Interrogation) -> Milliseconds? {
    guard let last = now.lastApplied, last.request == .commit,
      last.therapySeconds <= now.status.therapySeconds
    else { return nil }
    return .seconds(UInt64(now.status.therapySeconds - last.therapySeconds))
  }

  private func commit(
    _ wanted: StagedChange, _ staged: StagedSet, _ consent: Consent, _ visit: Visit,
    _ stager: Stager
  ) throws -> (Visit.Done, isReadBack: Bool) {
    var plans: [PlanNumber: DayPlan]?
    let done = try visit.order(consent) { after in
      guard !wanted.plans.isEmpty else { return }
      var report = staged.programme.report
      report.therapy = after.therapy
      plans = try? stager.programme(report).plans
    }
    if let after = done.after, let part = wanted.difference(from: after, plans) {
      throw ProgrammerError(
        .protocolViolation,
        "the pump holds another \(part.words) now than was committed. Interrogate it before "
          + "anything else")
    }
    return (done, done.after != nil && (wanted.plans.isEmpty || plans != nil))
  }
}
