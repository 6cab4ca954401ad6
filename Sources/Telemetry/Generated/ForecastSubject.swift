// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What is foretold. Spec: messages.md, "forecastSubject".
public enum ForecastSubject: UInt8, WireNamed {
  /// What runs now, if nobody gives an order.
  case running = 0
  /// All that is staged, if it were committed now.
  case staged = 1
  /// A bolus, if it began now.
  case bolus = 2
  /// A prime, if it began now.
  case prime = 3
  /// A bridge, if it began now.
  case bridge = 4
  /// The end of a stop or of the emergency rate.
  case resume = 5
  /// The end of the bridge that runs or waits.
  case cancelBridge = 6
  /// A temporary rate or a planned stop, if it began now.
  case temporary = 7
  /// The end of the temporary rate or the planned stop that runs.
  case endTemporary = 8

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .running: "running"
    case .staged: "staged"
    case .bolus: "bolus"
    case .prime: "prime"
    case .bridge: "bridge"
    case .resume: "resume"
    case .cancelBridge: "cancelBridge"
    case .temporary: "temporary"
    case .endTemporary: "endTemporary"
    }
  }
}

extension ForecastSubject {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = ForecastSubject(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .running
  }
}
