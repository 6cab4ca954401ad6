package import Telemetry

extension Alarm: NamedChoice {
  /// The alarm's name in scripts and JSON.
  package var name: String {
    switch self {
    case .electiveReplacement: "eri"
    case .endOfService: "eos"
    case .lowReservoir, .emptyReservoir, .memoryError, .memoryLost, .motorStall, .stoppedTooLong,
      .lowBatteryReset, .selfTestFailed, .deliveryFault, .clockUncertain, .emergencyRate:
      snakeName
    }
  }

  /// The alarm in a few words, such as `motor stall`.
  package var title: String {
    switch self {
    case .lowReservoir: "low reservoir"
    case .emptyReservoir: "empty reservoir"
    case .electiveReplacement: "replacement due (ERI)"
    case .endOfService: "end of service (EOS)"
    case .memoryError: "memory error"
    case .memoryLost: "memory lost"
    case .motorStall: "motor stall"
    case .stoppedTooLong: "stopped too long"
    case .lowBatteryReset: "low-battery reset"
    case .selfTestFailed: "self-test failed"
    case .deliveryFault: "delivery fault"
    case .clockUncertain: "time of day lost"
    case .emergencyRate: "emergency minimum rate"
    }
  }

  /// What the alarm means for the patient and what to do.
  package var words: String {
    switch self {
    case .lowReservoir: "the reservoir is low; schedule a refill"
    case .emptyReservoir: "the reservoir is empty by the pump's count; refill now"
    case .electiveReplacement: "the battery ends service within 90 days; schedule a replacement"
    case .endOfService: "end of service: delivery has stopped for good; replace the pump now"
    case .memoryError: "a write to the pump's memory failed; therapy goes on unchanged"
    case .memoryLost: "the pump lost its programme and has stopped; the patient gets no drug"
    case .motorStall: "the motor does not turn; the patient gets no drug"
    case .stoppedTooLong:
      "delivery has been stopped for more than 48 hours and the patient gets no drug; resume it, "
        + "or treat the withdrawal"
    case .lowBatteryReset:
      "the battery gave out for a moment and the pump waits, stopped; the patient gets no drug "
        + "until it is resumed"
    case .selfTestFailed:
      "a self-test failed and the pump has stopped for good; the patient gets no drug; replace "
        + "the pump"
    case .deliveryFault:
      "the pump found that it pumped more or less than was programmed and has stopped for good; "
        + "the patient gets no drug; replace the pump"
    case .clockUncertain:
      "the pump lost the time of day, so a schedule may be early or late; set the clock"
    case .emergencyRate:
      "somebody without a key took the pump to minimum rate and the programme does not run; see "
        + "the patient now, and resume it when that is safe and no other pump gives the therapy"
    }
  }
}

extension AlarmSet {
  /// The active alarms, lowest number first.
  package var list: [Alarm] { Alarm.all.filter { contains($0) } }
}

extension Tone: NamedChoice {
  /// What the patient hears, and what it tells.
  package var words: String {
    switch self {
    case .single: "one tone of 1 s: call to schedule a visit"
    case .twoTone: "two tones in turn for 3 s: call now"
    }
  }
}
