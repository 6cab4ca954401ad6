package import Quantities
import Telemetry

/// The moments of a forecast, as nothing but ``Ahead`` tells them.
extension Forecast {
  package var tip: Ahead? { secondsToTip.map(Ahead.init(seconds:)) }
  package var lowAlarm: Ahead? { secondsToLowAlarm.map(Ahead.init(seconds:)) }
  package var empty: Ahead? { secondsToEmpty.map(Ahead.init(seconds:)) }
  package var replacement: Ahead? { secondsToReplacement.map(Ahead.init(seconds:)) }
  package var endOfService: Ahead? { secondsToEndOfService.map(Ahead.init(seconds:)) }
}
