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
    let preview = ChangePreview(
      wanted, staged, on: reading, foretold: proposal.forecast, indication: indication)
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
