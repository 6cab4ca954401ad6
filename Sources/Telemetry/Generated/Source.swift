// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Which of two is meant. Spec: messages.md, "source".
public enum Source: UInt8, WireNamed {
  /// What is in force.
  case committed = 0
  /// What is staged in this session.
  case staged = 1

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .committed: "committed"
    case .staged: "staged"
    }
  }
}

extension Source {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = Source(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .committed
  }
}
