import PumpText
import Telemetry

extension NamedChoice {
  /// The name that archives and captures hold for good: that of the specification, which no release
  /// changes, and not that of scripts, which differs in part.
  var storedName: String { "\(wireName)" }

  /// The choice that is held under a name; `nil` when none is.
  init?(storedName: String) {
    guard let choice = Self.all.first(where: { $0.storedName == storedName }) else { return nil }
    self = choice
  }
}
