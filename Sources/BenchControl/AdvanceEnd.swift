package import Quantities
package import Telemetry

/// What ends an advance before its time is over, at its very moment. Spec: bench.md, "Until".
package enum AdvanceEnd: Equatable, Sendable {
  /// The first tone of this alarm, or of any.
  case alarm(Alarm?)
  /// A bolus ends.
  case bolusEnd
  /// The pump's clock shows a moment: so many seconds after the midnight with which its day began.
  case clock(second: UInt64)
  /// Nothing that can be had is left in the reservoir.
  case empty
  /// A step of the day schedule begins.
  case nextStep
  /// Whoever is in the body, or somebody for them, calls.
  case patientCalls
  /// A moment of true therapy time.
  case therapyTime(TherapyTime)

  /// What of it is a word.
  package enum Kind: String, CaseIterable, Sendable {
    case alarm
    case bolusEnd = "bolus-end"
    case clock
    case empty
    case nextStep = "next-step"
    case patientCalls = "patient-calls"
    case therapyTime = "therapy-time"

    /// What it is, for the page: a row of its table.
    package var meaning: String {
      switch self {
      case .alarm: "The first tone of an alarm: of the one that `alarm` names, or of any."
      case .bolusEnd: "A bolus ends, or is cut short: ordered, of the patient, or of the programme."
      case .clock: "The pump's own clock shows the moment of `at_s`."
      case .empty:
        "Nothing that can be had is left in the reservoir, whatever the pump counts; at once, where"
          + " that is so already."
      case .nextStep: "A step of the day schedule begins."
      case .patientCalls:
        "The virtual patient, or somebody for them, calls. They are looked at every two hours."
      case .therapyTime: "True therapy time reaches `at_ms`."
      }
    }
  }

  /// The word for it.
  package var kind: Kind {
    switch self {
    case .alarm: .alarm
    case .bolusEnd: .bolusEnd
    case .clock: .clock
    case .empty: .empty
    case .nextStep: .nextStep
    case .patientCalls: .patientCalls
    case .therapyTime: .therapyTime
    }
  }

  /// What is said of it to `advance`.
  var parameters: [(String, BenchTree?)] {
    let word: [(String, BenchTree?)] = [("until", kind.rawValue.tree)]
    switch self {
    case .alarm(let alarm): return word + [("alarm", alarm?.benchName.tree)]
    case .clock(let second): return word + [("at_s", second.tree)]
    case .therapyTime(let moment): return word + [("at_ms", moment.rawValue.tree)]
    case .bolusEnd, .empty, .nextStep, .patientCalls: return word
    }
  }
}

/// The alarms that the bench knows.
package enum BenchAlarm {
  /// All of them, by their numbers.
  package static var all: [Alarm] {
    (UInt8.min...UInt8.max).compactMap { Alarm(rawValue: $0) }
  }
}

extension Alarm {
  /// Its name on the bench, which no release changes.
  package var benchName: String {
    switch self {
    case .lowReservoir: "low_reservoir"
    case .emptyReservoir: "empty_reservoir"
    case .electiveReplacement: "eri"
    case .endOfService: "eos"
    case .memoryError: "memory_error"
    case .memoryLost: "memory_lost"
    case .motorStall: "motor_stall"
    case .stoppedTooLong: "stopped_too_long"
    case .lowBatteryReset: "low_battery_reset"
    case .selfTestFailed: "self_test_failed"
    case .deliveryFault: "delivery_fault"
    case .clockUncertain: "clock_uncertain"
    case .emergencyRate: "emergency_rate"
    }
  }

  /// The alarm of a name; `nil` when it is none's.
  package init?(benchName name: String) {
    guard let alarm = BenchAlarm.all.first(where: { $0.benchName == name }) else { return nil }
    self = alarm
  }
}

extension TruthAnswer {
  /// Where an advance that goes until something stopped.
  package struct Stop: BenchRecord, Equatable, Sendable {
    /// Whether that came within the time.
    package var is_reached = false
    /// What it goes until.
    package var until = ""
    /// Which alarm; left out with any, and with everything else.
    package var alarm: String?
    /// The moment of true therapy time at which it stands.
    package var therapy_time_ms: UInt64 = 0

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("is_reached", &is_reached)
      fields.field("until", &until)
      fields.field("alarm", &alarm)
      fields.field("therapy_time_ms", &therapy_time_ms)
    }
  }
}
