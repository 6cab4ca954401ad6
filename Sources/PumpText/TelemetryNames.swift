public import Telemetry

extension ShortText: CustomStringConvertible {
  /// The characters.
  public var description: String { string }

  /// The characters as a string.
  public var string: String {
    String(decoding: (0..<count).map { self[$0] }, as: UTF8.self)
  }

  /// Text from a string, or `nil` when it is too long or not printable ASCII.
  public init?(string: String) {
    self.init(Array(string.utf8).span)
  }
}

extension InfusionMode {
  /// The mode's name in scripts and JSON.
  public var name: String {
    switch self {
    case .simpleContinuous: "simple_continuous"
    case .minimumRate: "minimum_rate"
    }
  }

  /// The mode in words.
  public var words: String {
    switch self {
    case .simpleContinuous: "simple continuous"
    case .minimumRate: "minimum rate"
    }
  }
}

extension DrugCode {
  /// The drug's name.
  public var name: String {
    switch self {
    case .baclofen: "baclofen"
    }
  }
}

extension BatteryState {
  /// The state's name in scripts and JSON.
  public var name: String {
    switch self {
    case .ok: "ok"
    case .electiveReplacement: "eri"
    case .endOfService: "eos"
    }
  }
}

extension Alarm {
  /// Every alarm, lowest number first.
  public static var all: [Alarm] { (0..<16).compactMap { Alarm(rawValue: $0) } }

  /// The alarm's name in scripts and JSON.
  public var name: String {
    switch self {
    case .lowReservoir: "low_reservoir"
    case .emptyReservoir: "empty_reservoir"
    case .electiveReplacement: "eri"
    case .endOfService: "eos"
    case .memoryError: "memory_error"
    case .memoryLost: "memory_lost"
    case .motorStall: "motor_stall"
    }
  }

  /// What the alarm means for the patient and what to do.
  public var words: String {
    switch self {
    case .lowReservoir: "the reservoir is low; schedule a refill"
    case .emptyReservoir: "the reservoir is empty by the pump's count; refill now"
    case .electiveReplacement: "the battery ends service within 90 days; schedule a replacement"
    case .endOfService: "end of service: delivery has stopped for good; replace the pump now"
    case .memoryError: "a write to the pump's memory failed; therapy goes on unchanged"
    case .memoryLost: "the pump lost its programme and has stopped; the patient gets no drug"
    case .motorStall: "the motor does not turn; the patient gets no drug"
    }
  }
}

extension AlarmSet {
  /// The active alarms, lowest number first.
  public var list: [Alarm] { Alarm.all.filter { contains($0) } }
}

extension RequestType {
  /// The request's name, as in the protocol's specification.
  public var name: String {
    switch self {
    case .identify: "identify"
    case .openSession: "openSession"
    case .closeSession: "closeSession"
    case .interrogate: "interrogate"
    case .readStatus: "readStatus"
    case .readTherapy: "readTherapy"
    case .stageTherapy: "stageTherapy"
    case .readBack: "readBack"
    case .commit: "commit"
    case .discard: "discard"
    case .startBolus: "startBolus"
    case .cancelBolus: "cancelBolus"
    case .stop: "stop"
    case .resume: "resume"
    case .setClock: "setClock"
    }
  }
}
