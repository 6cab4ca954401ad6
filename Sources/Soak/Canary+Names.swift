package import Telemetry

extension Canary {
  /// Every mistake that can be built in; none outside a debug build.
  package static var all: [Canary] { (0..<count).compactMap(Canary.init(rawValue:)) }

  /// Its name, as it is written in this program.
  package var name: String { "\(self)" }
}
