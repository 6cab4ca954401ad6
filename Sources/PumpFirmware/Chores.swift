import Quantities
import Telemetry

/// What the firmware does besides delivering, and when it is due next. None of it survives a power
/// cut: it follows from the state and the time.
struct Chores: Sendable {
  var isMeasurementAsked = false
  var isMeasuring = false
  /// The strokes that the motor did not make, until a measurement tells whether the battery is why.
  var missedStrokes: UInt64 = 0
  var nextMeasurement: TherapyTime

  /// A test is asked for at power-on, before anything is delivered.
  var isSelfTestAsked = true
  var isTesting = false
  var nextSelfTest: TherapyTime

  /// The drug of the programme's largest day, with every bolus that the patient may have; `nil`
  /// when it has to be added up.
  var largestDay: Picograms?
  /// The step that a day schedule is at; `nil` in other modes, and once delivery has ended for
  /// good.
  var step: ScheduledStep?
  /// When the next step of a day schedule begins.
  var nextStep: TherapyTime? { step?.end }

  /// The tone that is to sound.
  var toneAsked: Tone?
  var isSounding = false
  /// When the next tone of the active alarms is due; `nil` while none is audible.
  var nextTone: TherapyTime?
  /// The alarms whose first tone has sounded.
  var announced = AlarmSet()
  /// Whether tones are silenced, so that the end of the silence is awaited.
  var isSilent = false

  /// Whether no tone is due or silenced, and none has sounded for an alarm that may still be there.
  @inline(__always)
  var isQuiet: Bool { announced.isEmpty && nextTone == nil && !isSilent }

  init(at time: TherapyTime, _ timings: AlarmTimings) {
    nextMeasurement = PumpFirmware.next(.days(1), after: time)
    nextSelfTest = PumpFirmware.next(timings.selfTestInterval, after: time)
  }

  /// Whether one is to be done, or its end awaited, before time goes on.
  var isBusy: Bool {
    isMeasurementAsked || isMeasuring || isSelfTestAsked || isTesting || toneAsked != nil
      || isSounding
  }
}
