public import Telemetry

extension Canary {
  /// Every mistake that can be built in; none outside a debug build.
  public static var all: [Canary] { (0..<count).compactMap(Canary.init(rawValue:)) }

  /// Its name, as it is written in this program.
  public var name: String { "\(self)" }
}
