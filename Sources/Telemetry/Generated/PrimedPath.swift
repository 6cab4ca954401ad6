// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Which part of the fluid path is primed. Spec: messages.md, "primedPath".
public enum PrimedPath: UInt8, WireNamed {
  /// Pump tubing and catheter: a new system.
  case wholePath = 1
  /// The catheter only: the pump was primed before.
  case catheter = 2

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .wholePath: "wholePath"
    case .catheter: "catheter"
    }
  }
}

extension PrimedPath {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = PrimedPath(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .wholePath
  }

  /// Zero stands for none; another number drops the message.
  package static func optional(from reader: inout ByteReader) -> Self? {
    let number = reader.u8()
    let choice = PrimedPath(rawValue: number)
    if number != 0 && choice == nil { reader.reject() }
    return choice
  }
}
