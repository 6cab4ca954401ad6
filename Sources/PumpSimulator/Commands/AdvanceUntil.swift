import ArgumentParser
import BenchControl
import PumpText
import Quantities
import Telemetry

/// What `ctl advance --until` is given.
extension AdvanceEnd: ExpressibleByArgument {
  /// Reads a word such as `empty`, an alarm as `alarm:motor_stall`, a time of the pump's clock as
  /// `06:00` or `2 d 06:00`, or a moment of therapy as `therapy 90 d 6 h`; `nil` for anything else.
  public init?(argument: String) {
    let words = argument.split(separator: " ").map(String.init)
    guard let end = Self.word(argument) ?? Self.clock(words) ?? Self.moment(words) else {
      return nil
    }
    self = end
  }

  /// What can be given, for the help.
  public static var allValueStrings: [String] {
    [
      "alarm", "alarm:NAME", "bolus-end", "empty", "next-step", "patient-calls", "06:00",
      "2 d 06:00", "therapy 90 d",
    ]
  }

  /// Those of them that are whole words, for a shell to complete: the others are examples.
  static var words: [String] {
    allValueStrings.filter { $0.allSatisfy { $0.isLetter || $0 == "-" } }
  }

  private static func word(_ text: String) -> AdvanceEnd? {
    if text.hasPrefix("alarm:") {
      return Alarm(benchName: String(text.dropFirst(6))).map { .alarm($0) }
    }
    switch Kind(rawValue: text) {
    case .alarm: return .alarm(nil)
    case .bolusEnd: return .bolusEnd
    case .empty: return .empty
    case .nextStep: return .nextStep
    case .patientCalls: return .patientCalls
    // These say when.
    case .clock, .therapyTime, nil: return nil
    }
  }

  /// A time of day, so many days after that of the pump's clock.
  private static func clock(_ words: [String]) -> AdvanceEnd? {
    guard let last = words.last, let minute = try? QuantityText.timeOfDay(last) else { return nil }
    let second = UInt64(minute) * 60
    if words.count == 1 { return .clock(second: second) }
    guard let days = length(words.dropLast()), days.rawValue.isMultiple(of: 86_400_000) else {
      return nil
    }
    return .clock(second: days.rawValue / 1000 + second)
  }

  private static func moment(_ words: [String]) -> AdvanceEnd? {
    guard words.first == "therapy", let length = length(words.dropFirst()) else { return nil }
    return .therapyTime(TherapyTime(rawValue: length.rawValue))
  }

  /// A length of time in its parts, such as `90 d 6 h`, as therapy time is shown: each a number and
  /// a unit.
  private static func length(_ words: some Collection<String>) -> Milliseconds? {
    let words = Array(words)
    guard !words.isEmpty, words.count.isMultiple(of: 2) else { return nil }
    var sum: UInt64 = 0
    for place in stride(from: 0, to: words.count, by: 2) {
      let unit = words[place + 1] == "d" ? "days" : words[place + 1]
      guard let part = try? QuantityText.duration("\(words[place]) \(unit)") else { return nil }
      sum += part.rawValue
    }
    return sum <= UInt64(clamping: BenchRequest.longest) ? Milliseconds(rawValue: sum) : nil
  }
}
