import Quantities

/// Printable ASCII of at most `capacity` bytes, as models and serial numbers are written.
///
/// On the wire it has a fixed length and is padded with zero bytes. Spec: messages.md, "Text".
public struct ShortText<let capacity: Int>: Sendable {
  private var bytes = [capacity of UInt8](repeating: 0)

  /// The number of characters.
  public private(set) var count = 0

  /// No characters.
  public init() {}

  /// Text from bytes, or `nil` when there are too many or one is not printable ASCII.
  public init?(_ text: Span<UInt8>) {
    guard text.count <= capacity else { return nil }
    for index in text.indices {
      guard text[index] >= 0x20, text[index] < 0x7F else { return nil }
      bytes[index] = text[index]
    }
    count = text.count
  }

  /// The character at a place below ``count``.
  public subscript(index: Int) -> UInt8 {
    precondition(index < count, "no such character")
    return bytes[index]
  }

  init(from reader: inout ByteReader) {
    var ended = false
    for index in 0..<capacity {
      let byte = reader.u8()
      if byte == 0 {
        ended = true
      } else if ended || byte < 0x20 || byte >= 0x7F {
        reader.reject()
      } else {
        bytes[index] = byte
        count = index + 1
      }
    }
  }

  func encode(to writer: inout ByteWriter) {
    for index in bytes.indices { writer.put(bytes[index]) }
  }
}

extension ShortText: Equatable {
  /// Whether both hold the same characters.
  public static func == (left: Self, right: Self) -> Bool {
    for index in left.bytes.indices where left.bytes[index] != right.bytes[index] { return false }
    return true
  }
}
