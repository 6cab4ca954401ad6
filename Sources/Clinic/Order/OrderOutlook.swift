package import Telemetry

/// What an order would do to the pump as it was read: what a person is shown before he agrees.
package enum OrderOutlook {
  case bolus(BolusPreview)
  /// What runs, and of it is still to come.
  case cancelBolus(Interrogation)
  case prime(PrimePreview)
  case bridge(BridgePreview)
  case cancelBridge(BridgeEndPreview)
  /// What flows, and ends.
  case stop(Interrogation)
  case resume(ResumePreview)
  case silence(SilencePreview)
  case lowAlarm(LowAlarmPreview)
  case clock(ClockPreview)
  /// What the patient may ask for; `nil` when that is off, and the pump counts what it denies.
  case requestBolus(PatientBolus?)

  /// The order that a yes is enough for; `nil` for one that is proposed with its forecast.
  package var plain: PlainOrder? {
    switch self {
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .silence(let preview): .silenceAlarms(minutes: preview.minutes)
    case .lowAlarm(let preview): .setLowAlarm(preview.nanolitres)
    case .clock(let preview):
      .setClock(preview.clock, reason: preview.reason, acceptsShift: preview.acceptsShift)
    case .requestBolus: .requestBolus
    case .bolus, .prime, .bridge, .cancelBridge, .resume: nil
    }
  }
}
