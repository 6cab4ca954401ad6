import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport
import Testing

extension Visit {
  /// Applies a fault now.
  mutating func inject(
    _ unit: FaultUnit, _ kind: FaultKind, _ value: Int64? = nil, for length: Milliseconds? = nil
  ) throws {
    try pump.inject(Fault(unit: unit, kind: kind, value: value), for: length, at: now)
  }

  /// Every entry of the log, in pages.
  mutating func readLog() throws -> [LogEntry] {
    _ = open()
    var entries: [LogEntry] = []
    while true {
      guard
        case .logPage(let page) = ask(.readLog(ReadLog(from: UInt32(entries.count + 1))))
      else {
        Issue.record("no page of the log came")
        return entries
      }
      if page.count == 0 { return entries }
      entries += (0..<page.count).map { page[$0].entry }
    }
  }

  /// The alarms that are active.
  var alarms: AlarmSet { pump.firmware.state.alarms }
  /// Strokes made since the factory.
  var strokes: UInt64 { pump.truth.strokes }
}
