import Quantities
package import Telemetry

/// Goes over the fields of something that is sent: the same list of fields writes and reads them,
/// eight bytes to a number.
///
/// Writing, a field is put down and given back as it is; reading, what came is given in its place.
package struct FieldCoder {
  private var reader: ByteReader?
  private var writer: ByteWriter?

  /// Reads fields.
  package init(_ reader: ByteReader) { self.reader = reader }

  /// Writes fields.
  package init(_ writer: ByteWriter) { self.writer = writer }

  /// How many bytes were written.
  package var written: Int { writer?.offset ?? 0 }

  /// Whether everything that was read was there, and nothing else.
  package var isWhole: Bool { reader.map { $0.fault == nil && $0.remaining == 0 } ?? true }

  /// A number.
  @inline(never)
  package mutating func number(_ value: UInt64) -> UInt64 {
    if reader != nil { return reader?.u64() ?? 0 }
    writer?.put(value)
    return value
  }

  mutating func half(_ value: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: number(UInt64(value)))
  }
  mutating func short(_ value: UInt16) -> UInt16 {
    UInt16(truncatingIfNeeded: number(UInt64(value)))
  }
  mutating func byte(_ value: UInt8) -> UInt8 { UInt8(truncatingIfNeeded: number(UInt64(value))) }
  mutating func flag(_ value: Bool) -> Bool { number(value ? 1 : 0) != 0 }

  mutating func block(_ value: AsconBlock) -> AsconBlock {
    AsconBlock(low: number(value.low), high: number(value.high))
  }

  mutating func text<let capacity: Int>(_ value: inout ShortText<capacity>) {
    var letters = [capacity of UInt8](repeating: 0)
    let count = Int(truncatingIfNeeded: number(UInt64(value.count)))
    for index in 0..<min(max(count, 0), capacity) {
      letters[index] = byte(index < value.count ? value[index] : 0)
    }
    let read = letters.span.extracting(0..<min(max(count, 0), capacity))
    value = ShortText(read) ?? ShortText()
  }
}
