// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The drug in the reservoir. Spec: messages.md, "drug".
public enum DrugCode: UInt8, WireNamed {
  /// Baclofen for intrathecal use.
  case baclofen = 1
  /// Morphine sulfate for intrathecal use.
  case morphine = 2
  /// Ziconotide for intrathecal use.
  case ziconotide = 3

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .baclofen: "baclofen"
    case .morphine: "morphine"
    case .ziconotide: "ziconotide"
    }
  }
}

extension DrugCode {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = DrugCode(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .baclofen
  }

  /// Zero stands for none; another number drops the message.
  package static func optional(from reader: inout ByteReader) -> Self? {
    let number = reader.u8()
    let choice = DrugCode(rawValue: number)
    if number != 0 && choice == nil { reader.reject() }
    return choice
  }
}
