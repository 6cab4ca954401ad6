import Quantities
import Telemetry

/// A message between a bench and a board, as it comes: taken byte by byte, without a heap.
///
/// Little endian: magic `B` (1), kind (1), length of the payload (2), payload, CRC-32C of all
/// before (4). What is no message is passed over up to the next magic. Spec: board.md, "Bench".
package struct BoardFrameReader {
  /// The longest payload, in bytes.
  package static var mostPayload: Int { 2056 }
  static var magic: UInt8 { 0x42 }
  static var headerBytes: Int { 4 }

  private var bytes = [2064 of UInt8](repeating: 0)
  private var count = 0

  /// A reader that has nothing yet.
  package init() {}

  /// What kind of message came: a ``BoardOrder``, or an answer to one.
  package var kind: UInt8 { bytes[1] }

  private var length: Int { Int(UInt64(bytes[2])) | Int(UInt64(bytes[3])) << 8 }

  /// Takes a byte; true with the last one of a message, which is there until the next byte.
  @inline(never)
  package mutating func take(_ byte: UInt8) -> Bool {
    if count > 0 || byte == Self.magic {
      bytes[count] = byte
      count += 1
    }
    guard count >= Self.headerBytes else { return false }
    guard length <= Self.mostPayload else {
      count = 0
      return false
    }
    guard count == Self.headerBytes + length + 4 else { return false }
    let end = count - 4
    count = 0
    var sum: UInt32 = 0
    for index in 0..<4 { sum |= UInt32(bytes[end + index]) << UInt32(8 * index) }
    return CRC32C.checksum(bytes.span.extracting(0..<end)) == sum
  }

  /// Gives the payload of the message that came.
  package func withPayload<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(Self.headerBytes..<Self.headerBytes + length))
  }
}

/// Sends a message piece by piece, and its checksum behind it.
package struct BoardFrameWriter {
  private var sum = CRC32C()
  private var left: Int

  /// Begins a message of a kind whose payload is so long.
  package init(_ kind: UInt8, length: Int, send: (UInt8) -> Void) {
    precondition(length <= BoardFrameReader.mostPayload, "a message that a reader has room for")
    left = length
    let header: [4 of UInt8] = [
      BoardFrameReader.magic, kind, UInt8(truncatingIfNeeded: length),
      UInt8(truncatingIfNeeded: length >> 8),
    ]
    put(header.span, send)
  }

  /// Sends a piece of the payload; the last one is followed by the checksum.
  package mutating func send(_ bytes: Span<UInt8>, send: (UInt8) -> Void) {
    left -= bytes.count
    put(bytes, send)
    guard left == 0 else { return }
    for index in 0..<4 { send(UInt8(truncatingIfNeeded: sum.value >> UInt32(8 * index))) }
  }

  private mutating func put(_ bytes: Span<UInt8>, _ send: (UInt8) -> Void) {
    sum.update(bytes)
    for index in bytes.indices { send(bytes[index]) }
  }
}
