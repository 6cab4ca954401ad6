package import Quantities
package import Telemetry

/// An order as it is wanted, before the pump is known that it is given to. A change of the
/// programme is a ``ChangeWanted``, and a new key is ordered by ``KeyRotation``.
package enum OrderWanted: Equatable {
  /// A bolus beside the programme, of so many ng.
  case bolus(nanograms: UInt32, duration: Milliseconds, overridesSoftLimits: Bool)
  /// The end of a bolus or prime that runs.
  case cancelBolus
  /// A prime of a part of the path.
  case prime(PrimedPath)
  /// A bridge at a flow in nL/day.
  case bridge(flowNanolitresPerDay: UInt32)
  /// The end of the bridge that runs or waits.
  case cancelBridge
  /// No delivery.
  case stop
  /// Delivery again.
  case resume
  /// Silent tones for so many minutes; zero ends a silence.
  case silenceAlarms(minutes: UInt16)
  /// The volume of the low-reservoir alarm, in nL.
  case lowAlarm(nanolitres: UInt32)
  /// A time of the wall clock, and why; without a reason it is worked out where it can be.
  case setClock(WallClock, reason: ClockReason?, acceptsShift: Bool)
  /// The bolus that the patient may ask for.
  case requestBolus

  /// What is read of the pump before the order can be shown.
  var reads: [VisitStep] {
    switch self {
    case .bolus, .resume: [.interrogate, .therapy]
    case .lowAlarm: [.interrogate, .foretell]
    case .setClock: [.interrogate, .clockSchedule]
    case .cancelBolus, .prime, .bridge, .cancelBridge, .stop, .silenceAlarms, .requestBolus:
      [.interrogate]
    }
  }

  /// The order of which a forecast has to be consented to; `nil` where a yes is enough.
  func dose(_ now: Interrogation) -> DoseOrder? {
    switch self {
    case .bolus(let nanograms, let duration, let overrides):
      .bolus(
        nanograms: nanograms, milliseconds: UInt32(clamping: duration.rawValue),
        overridesSoftLimits: overrides)
    case .prime(let path): .prime(path, volumesVersion: now.volumesVersion)
    case .bridge(let flow):
      .bridge(flowNanolitresPerDay: flow, volumesVersion: now.volumesVersion)
    case .cancelBridge: .cancelBridge
    case .resume: .resume
    case .cancelBolus, .stop, .silenceAlarms, .lowAlarm, .setClock, .requestBolus: nil
    }
  }
}
