// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What lies in the fluid path after a catheter was implanted or revised, as the surgeon left it.
/// Spec: messages.md, "pathContent".
public enum PathContent: UInt8, WireNamed {
  /// What lay in it before, as far as the pump knows.
  case asItWas = 0
  /// No drug in the catheter; in the pump's tubing what lay there before.
  case catheterEmpty = 1
  /// No drug between the reservoir's outlet and the tip.
  case pathEmpty = 2

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .asItWas: "asItWas"
    case .catheterEmpty: "catheterEmpty"
    case .pathEmpty: "pathEmpty"
    }
  }
}

extension PathContent {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = PathContent(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .asItWas
  }
}
