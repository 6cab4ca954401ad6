import PumpText
import Quantities
import SerialLink
import Telemetry

/// The way of every change of the programme: read, stage, read back, show, ask, commit, read again.
struct ChangeFlow {
  let port: PortOptions
  let change: ChangeOptions
  let indication: Indication?

  /// What was read from the pump before anything was staged.
  struct Reading {
    let now: Interrogation
    let programme: Programme
  }

  /// Carries a change through; `make` says what is to be staged in the pump as it was read.
  func run(
    question: String, sentence: @escaping (ChangePreview) -> String,
    _ make: (Reading) throws -> StagedChange
  ) throws -> ChangeResult {
    let visit = try Visit.begin(port)
    let stager = Stager(ask: visit.reply)
    let preview: ChangePreview
    let staged: StagedSet
    let wanted: StagedChange
    do {
      let now = try visit.interrogate()
      let before = try stager.programme(try visit.therapy())
      wanted = try make(Reading(now: now, programme: before))
      staged = try stager.stage(wanted)
      preview = self.preview(wanted, before, staged, now)
    } catch {
      // What was staged goes with the session, and the next programmer finds the pump free.
      visit.end()
      throw error
    }
    try visit.confirm(
      preview.words(StandardStreams.errorPaper), question: question, yes: change.yes)
    return try commit(wanted, staged, preview, sentence, visit, stager)
  }

  /// Changes to a programme that does not depend on the one that runs.
  func run(_ wanted: ProgrammeWanted, overridesSoftLimits: Bool) throws -> ChangeResult {
    try run(question: "Make it the therapy?", sentence: ChangeResult.programme) { reading in
      StagedChange(
        therapy: try wanted.therapy(at: reading.now.clock),
        overridesSoftLimits: overridesSoftLimits)
    }
  }

  private func preview(
    _ wanted: StagedChange, _ before: Programme, _ staged: StagedSet, _ now: Interrogation
  ) -> ChangePreview {
    var preview = ChangePreview(before: before, after: staged.programme, now: now)
    preview.patientBolus = wanted.patientBolus
    preview.beginsAnew = wanted.therapy != nil
    if let sent = wanted.refill, let report = staged.refill {
      preview.refill = RefillPreview(sent: sent, report: report, now: now)
    }
    preview.warnings = warnings(wanted, before, staged, now)
    preview.warnings += preview.refill?.warnings ?? []
    return preview
  }

  private func warnings(
    _ wanted: StagedChange, _ before: Programme, _ staged: StagedSet, _ now: Interrogation
  ) -> [Warning] {
    let after = staged.programme
    // The flow that keeps the catheter open is no dose that a step could start from.
    let isStart = before.therapy.mode == .minimumRate
    let titration = Titration(
      before: isStart ? 0 : UInt64(before.report.dailyNanograms),
      after: UInt64(after.report.dailyNanograms),
      indication: indication, isRefill: wanted.refill != nil,
      sinceLastChange: Self.sinceLastChange(now))
    var warnings = titration.warnings
    if let bolus = before.therapy.periodic, after.therapy.periodic == nil {
      warnings.append(
        Warning(
          code: "periodic_bolus_ends",
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
    _ wanted: StagedChange, _ staged: StagedSet, _ preview: ChangePreview,
    _ sentence: (ChangePreview) -> String, _ visit: Visit, _ stager: Stager
  ) throws -> ChangeResult {
    var plans: [PlanNumber: DayPlan]?
    let done = try visit.order({ .commit(Commit(token: staged.token, notAfter: $0)) }) { after in
      guard !wanted.plans.isEmpty else { return }
      var report = staged.programme.report
      report.therapy = after.therapy
      plans = try? stager.programme(report).plans
    }
    if let after = done.after, let part = wanted.difference(from: after, plans) {
      throw ProgrammerError(
        .protocolViolation,
        "the change was committed, but the pump holds another \(part) now. Interrogate it before "
          + "anything else")
    }
    let isReadBack = done.after != nil && (wanted.plans.isEmpty || plans != nil)
    return ChangeResult(
      preview: preview, done: done, isReadBack: isReadBack, sentence: sentence(preview))
  }
}

/// How a change of the programme turned out, for people and for programs.
struct ChangeResult: Verb.Result {
  let preview: ChangePreview
  let done: Visit.Done
  let isReadBack: Bool
  let sentence: String

  var json: any Encodable {
    ChangeJSON(
      before: TherapyJSON(preview.before), therapy: TherapyJSON(preview.after),
      change_percent: preview.permille.map { Double($0) / 10 },
      minutes_to_tip: preview.minutesToTip,
      delivery: preview.isStopped ? "stopped" : "running", therapy_time_s: done.therapySeconds,
      refill: preview.refill.map(RefillJSON.init),
      patient_bolus: (preview.patientBolus.map(\.settings) ?? preview.now.patientBolus)
        .map(PatientBolusJSON.init),
      warnings: preview.warnings)
  }

  var words: String {
    "done: \(sentence); \(isReadBack ? "read back from the pump" : "not read back")\n"
  }

  /// The programme in a few words.
  static func programme(_ preview: ChangePreview) -> String {
    let daily = QuantityWords.dosePerDay(nanograms: UInt64(preview.after.report.dailyNanograms))
    return "\(preview.after.therapy.mode.words), \(daily) (\(preview.changeWords))"
  }
}
