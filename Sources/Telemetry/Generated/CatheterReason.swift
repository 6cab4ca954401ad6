// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Why the pump is told of a catheter. Spec: messages.md, "catheterReason".
public enum CatheterReason: UInt8, WireNamed {
  /// Pump and catheter were implanted.
  case implant = 1
  /// Another catheter took the place of the old one.
  case catheterReplaced = 2
  /// A piece of it was cut off.
  case catheterTrimmed = 3
  /// Its tip was moved to another level.
  case tipMoved = 4
  /// Another pump was put to it.
  case pumpReplaced = 5
  /// What was told before was wrong; nobody touched it.
  case corrected = 6

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .implant: "implant"
    case .catheterReplaced: "catheterReplaced"
    case .catheterTrimmed: "catheterTrimmed"
    case .tipMoved: "tipMoved"
    case .pumpReplaced: "pumpReplaced"
    case .corrected: "corrected"
    }
  }
}

extension CatheterReason {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = CatheterReason(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .implant
  }
}
