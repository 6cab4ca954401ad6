// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What the patient hears. Spec: messages.md, "tone".
public enum Tone: UInt8, WireNamed {
  /// One tone of 1 s: call to schedule a visit.
  case single = 1
  /// Two tones in turn for 3 s: call now.
  case twoTone = 2

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .single: "single"
    case .twoTone: "twoTone"
    }
  }
}

extension Tone {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = Tone(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .single
  }
}
