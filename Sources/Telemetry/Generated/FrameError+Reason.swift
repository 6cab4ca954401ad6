// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

extension FrameError {
  /// Why a frame was dropped. Spec: link.md, "What is dropped".
  public enum Reason: UInt8, WireNamed {
    /// More bytes between two delimiters than the longest frame has. Expected: 254; found: bytes
    /// between the delimiters, counted to 1048576 at most.
    case oversized = 1
    /// Fewer bytes between two delimiters than the shortest frame has. Expected: 9; found: bytes
    /// between the delimiters.
    case truncated = 2
    /// The stuffing codes do not end exactly at the end of the frame. Expected: bytes between the
    /// delimiters; found: 0.
    case badStuffing = 3
    /// The checksum does not match the content. Expected: checksum computed; found: checksum
    /// received.
    case badChecksum = 4
    /// The envelope is of no kind this version knows, or the content is too short for its kind.
    /// Expected: 0; found: 0.
    case unknownEnvelope = 5
    /// The message is of no type this version knows, or runs in the other direction. Expected: 0;
    /// found: type number.
    case unknownMessage = 6
    /// The content ends inside a field, or goes on after the last. Expected: bytes the content
    /// should have, 0 when it ends inside a field; found: bytes of content, checksum not counted.
    case wrongLength = 7
    /// A field has a value that its type does not allow. Expected: 0; found: where the field ends
    /// in the content; for a text, where its first wrong character ends.
    case invalidField = 8
    /// The message is sealed, and the tag fits no key that the receiver has for it. Expected: 0;
    /// found: 0.
    case forged = 9
    /// The message is sealed and genuine, and its counter is not above the highest that was
    /// accepted. Expected: 0; found: 0.
    case repeated = 10

    /// Its name in the specification, which no release changes.
    public var wireName: StaticString {
      switch self {
      case .oversized: "oversized"
      case .truncated: "truncated"
      case .badStuffing: "badStuffing"
      case .badChecksum: "badChecksum"
      case .unknownEnvelope: "unknownEnvelope"
      case .unknownMessage: "unknownMessage"
      case .wrongLength: "wrongLength"
      case .invalidField: "invalidField"
      case .forged: "forged"
      case .repeated: "repeated"
      }
    }
  }
}
