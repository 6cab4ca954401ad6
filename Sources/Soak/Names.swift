import Telemetry

/// A case of one of the protocol's vocabularies as a trace tells it.
func named(_ choice: some WireNamed) -> String { "\(choice.wireName)" }

extension AlarmSet {
  /// Those that are active, as a failure tells them.
  var words: String {
    (0..<Alarm.count).compactMap(Alarm.init(rawValue:)).filter { contains($0) }.map { named($0) }
      .joined(separator: ", ")
  }
}
