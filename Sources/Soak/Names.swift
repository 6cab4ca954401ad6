import Telemetry

/// A case of one of the protocol's vocabularies as a life tells it: by its name in the source, or
/// by its number where nothing can tell the name. No life depends on it.
func named<Choice: RawRepresentable>(_ choice: Choice) -> String where Choice.RawValue == UInt8 {
  #if hasFeature(Embedded)
    "\(choice.rawValue)"
  #else
    "\(choice)"
  #endif
}

extension AlarmSet {
  /// Those that are active, as a failure tells them.
  var words: String {
    (0..<Alarm.count).compactMap(Alarm.init(rawValue:)).filter { contains($0) }.map(named)
      .joined(separator: ", ")
  }
}
