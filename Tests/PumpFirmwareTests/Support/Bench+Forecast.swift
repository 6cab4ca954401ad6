import PumpFirmware
import Quantities
import Telemetry
import TestSupport
import Testing

extension Bench {
  /// What the pump foretells.
  mutating func foretell(_ request: ReadForecast = .running) -> Forecast? {
    if case .forecast(let forecast) = ask(.readForecast(request)) { return forecast }
    return nil
  }

  /// The same, where it must foretell something.
  mutating func foreseen(
    _ request: ReadForecast = .running, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Forecast {
    let forecast = foretell(request)
    return try #require(forecast, sourceLocation: sourceLocation)
  }

  /// Whether something is so after so many seconds from now, and was not a second before.
  func comes(
    after seconds: UInt32?, _ isSo: (PumpFirmware) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let seconds else {
      Issue.record("it is not foretold", sourceLocation: sourceLocation)
      return
    }
    var pump = self
    pump.motor.isLogging = false
    if seconds > 0 {
      pump.wait(.seconds(UInt64(seconds) - 1), link: .zero)
      #expect(!isSo(pump.firmware), "a second early", sourceLocation: sourceLocation)
      pump.wait(.seconds(1), link: .zero)
    }
    #expect(isSo(pump.firmware), "after \(seconds) s", sourceLocation: sourceLocation)
  }

  /// Whether what leaves the reservoir from now on reaches the tip after so many seconds.
  func tipComes(after seconds: UInt32?, sourceLocation: SourceLocation = #_sourceLocation) {
    let size = profile.strokeVolume.rawValue
    let strokes = firmware.state.strokes + (profile.path.volume.rawValue + size - 1) / size
    comes(after: seconds, { $0.state.strokes >= strokes }, sourceLocation: sourceLocation)
  }

  /// Whether an alarm begins after so many seconds.
  func alarm(
    _ alarm: Alarm, after seconds: UInt32?, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    comes(after: seconds, { $0.state.alarms.contains(alarm) }, sourceLocation: sourceLocation)
  }
}
