package import Quantities
package import Telemetry

extension ChangePreview {
  /// What a staged change would do to the pump as it was read, and what there is to think about.
  package init(
    _ wanted: StagedChange, _ staged: ReadBackSet, on reading: PumpReading, foretold: Forecast,
    indication: Indication?
  ) {
    self.init(
      before: reading.programme, after: staged.programme, now: reading.now,
      running: reading.running, foretold: foretold)
    drugs = reading.drugs
    patientBolus = wanted.patientBolus
    beginsAnew = wanted.therapy != nil
    if let sent = wanted.refill, let report = staged.refill {
      refill = RefillPreview(sent: sent, report: report, now: now)
    }
    // The rules of titration are those of baclofen.
    if after.report.drug == .baclofen && replacedDrug == nil {
      warnings = titration(indication, isRefill: wanted.refill != nil).findings.map {
        .titration($0)
      }
    }
    if let bolus = before.therapy.periodic, after.therapy.periodic == nil {
      warnings.append(.periodicBolusEnds(bolus))
    }
    warnings += refill?.warnings ?? []
  }

  private func titration(_ indication: Indication?, isRefill: Bool) -> Titration {
    // The flow that keeps the catheter open is no dose that a step could start from.
    let isStart = before.therapy.mode == .minimumRate
    return Titration(
      comparison: isStart ? comparison.fromNothing : comparison, indication: indication,
      isRefill: isRefill, sinceLastChange: Self.sinceLastChange(now))
  }

  /// How long ago a change was committed, as far as the pump's last order tells.
  package static func sinceLastChange(_ now: Interrogation) -> Milliseconds? {
    guard let last = now.lastApplied, last.request == .commit,
      last.therapySeconds <= now.status.therapySeconds
    else { return nil }
    return .seconds(UInt64(now.status.therapySeconds - last.therapySeconds))
  }
}
