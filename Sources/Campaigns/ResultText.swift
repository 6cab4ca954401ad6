import Quantities
import Telemetry

/// The bytes of a result's file: one line, with a checksum over every byte of what it holds, so
/// that a file that was cut, edited or laid out anew is not taken for one that was written so.
package enum ResultText {
  /// What is wrong with the bytes of a file.
  package enum Damage: Error, CaseIterable, Equatable {
    /// The end is missing.
    case cutShort
    /// It is no result, or was laid out anew.
    case foreign
    /// Something in it was changed.
    case edited

    /// The same in words.
    package var words: String {
      switch self {
      case .cutShort: "it is cut short"
      case .foreign: "it is no result as one is written: another file, or laid out anew"
      case .edited: "it was changed after it was written"
      }
    }
  }

  private static let start = Array(#"{"checksum":""#.utf8)
  private static let middle = Array(#"","result":"#.utf8)
  private static let end = Array("}\n".utf8)
  private static let digits = 64

  /// A file's bytes around the JSON of a result, which is one line without its end.
  package static func sealed(_ body: [UInt8]) -> [UInt8] {
    start + checksum(of: body[...]) + middle + body + end
  }

  /// The JSON of a result in a file's bytes.
  package static func opened(_ bytes: [UInt8]) throws(Damage) -> [UInt8] {
    let known = min(bytes.count, start.count)
    guard bytes[..<known].elementsEqual(start[..<known]) else { throw .foreign }
    let head = start.count + digits + middle.count
    guard bytes.count > head + end.count, bytes.suffix(end.count).elementsEqual(end) else {
      throw .cutShort
    }
    let body = bytes[head..<bytes.count - end.count]
    let told = bytes[start.count..<start.count + digits]
    let isWhole = bytes[start.count + digits..<head].elementsEqual(middle)
    guard isWhole, told.elementsEqual(checksum(of: body)) else { throw .edited }
    return Array(body)
  }

  /// The Ascon-Hash256 of some bytes, in digits of base 16.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(hash(of: Array(bytes)).utf8)
  }

  /// The Ascon-Hash256 of bytes, in 64 digits of base 16.
  package static func hash(of bytes: [UInt8]) -> String {
    var hash = AsconHash256()
    hash.update(bytes.span)
    let words = hash.finish()
    return hex(words.0) + hex(words.1) + hex(words.2) + hex(words.3)
  }

  /// A number in 16 digits of base 16.
  package static func hex(_ number: UInt64) -> String { padded(String(number, radix: 16), 16) }

  /// A number in 8 digits of base 16.
  package static func hex(_ number: UInt32) -> String { padded(String(number, radix: 16), 8) }

  private static func padded(_ digits: String, _ count: Int) -> String {
    String(repeating: "0", count: count - digits.utf8.count) + digits
  }
}
