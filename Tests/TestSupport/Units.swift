public import Quantities
public import Telemetry

extension DoseRate {
  /// A dose in ng/day; traps where there is none.
  public static func ngPerDay(_ value: UInt32) -> DoseRate {
    guard let dose = DoseRate(nanogramsPerDay: value) else {
      preconditionFailure("\(value) ng/day")
    }
    return dose
  }
}

extension Concentration {
  /// A strength in mcg/mL; traps where there is none.
  public static func strength(_ value: UInt32) -> Concentration {
    guard let strength = Concentration(microgramsPerMillilitre: value) else {
      preconditionFailure("\(value) mcg/mL")
    }
    return strength
  }
}

extension ShortText {
  /// Text of printable ASCII; traps when it is not, or too long.
  public init(text: String) {
    guard let short = ShortText(Array(text.utf8).span) else { preconditionFailure(text) }
    self = short
  }
}

extension Nanolitres {
  /// A volume in nL.
  public static func nl(_ value: UInt64) -> Nanolitres { Nanolitres(rawValue: value) }
  /// A volume in mL.
  public static func ml(_ value: UInt64) -> Nanolitres { Nanolitres(rawValue: value * 1_000_000) }
}

extension FlowRate {
  /// A flow in nL/day.
  public static func nlPerDay(_ value: UInt64) -> FlowRate { FlowRate(rawValue: value) }
}

extension Milliseconds {
  /// So many milliseconds.
  public static func ms(_ value: UInt64) -> Milliseconds { Milliseconds(rawValue: value) }
}

extension TherapyTime {
  /// So many milliseconds.
  public static func ms(_ value: UInt64) -> TherapyTime { TherapyTime(rawValue: value) }
}
