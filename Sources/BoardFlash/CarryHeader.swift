import Telemetry

/// What stands beside the copy of a page of the log's ring: which page it is of.
///
/// Little endian: magic (4), number of the copy (4), the ring's page (4), CRC-32C of those (4).
/// Behind it stands a word that is programmed once the page itself was erased.
package struct CarryHeader: Equatable, Sendable {
  /// Its size, in bytes.
  package static var bytes: Int { 16 }
  /// Where the word stands that says the ring's page was erased.
  package static var doneOffset: Int { 16 }
  private static var magic: UInt32 { 0x5952_4143 }

  /// Which of the two copies is the newer one: they are numbered one after another.
  package let number: UInt32
  /// The page of the ring.
  package let page: UInt32

  /// A header from its parts.
  package init(number: UInt32, page: UInt32) {
    self.number = number
    self.page = page
  }

  /// The header that begins a page; `nil` when there is none, or a part of one.
  package init?(_ bytes: Span<UInt8>) {
    let read = unsafe bytes.withUnsafeBytes { raw -> CarryHeader? in
      guard let base = raw.baseAddress else { return nil }
      var reader = unsafe ByteReader(base, count: Self.bytes)
      let magic = reader.u32()
      let header = CarryHeader(number: reader.u32(), page: reader.u32())
      return magic == Self.magic && reader.u32() == header.checksum ? header : nil
    }
    guard let read else { return nil }
    self = read
  }

  /// The header as it is programmed.
  package var words: [16 of UInt8] {
    var bytes = body
    put(checksum, 12, into: &bytes)
    return bytes
  }

  private var body: [16 of UInt8] {
    var bytes = [16 of UInt8](repeating: 0)
    put(Self.magic, 0, into: &bytes)
    put(number, 4, into: &bytes)
    put(page, 8, into: &bytes)
    return bytes
  }

  private var checksum: UInt32 {
    let bytes = body
    return CRC32C.checksum(bytes.span.extracting(0..<12))
  }

  private func put(_ value: UInt32, _ place: Int, into bytes: inout [16 of UInt8]) {
    for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }
}
