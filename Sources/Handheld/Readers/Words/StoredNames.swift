import PumpText
import Telemetry

extension NamedChoice {
  /// The name that archives and captures hold for good: that of the specification, which no release
  /// changes, and not that of scripts, which differs in part.
  var storedName: String { "\(wireName)" }
}
