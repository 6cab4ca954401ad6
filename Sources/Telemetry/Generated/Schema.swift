// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The agreement on message layouts that both ends must share.
public enum Schema {
  /// CRC-32C of the canonical listing of `protocol-spec/messages.json`. Spec: messages.md, "Schema
  /// hash".
  public static var hash: UInt32 { 0x70B4_884A }
}

extension ProtocolVersion {
  /// The version this build speaks.
  public static var current: ProtocolVersion {
    ProtocolVersion(major: 1, minor: 0)
  }
}
