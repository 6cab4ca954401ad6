import Console

/// Reads a text of JSON (RFC 8259) as values: an implant card that a person chose. Numbers are
/// whole, for nothing that a page reads has others.
struct JSONReader {
  private let bytes: [UInt8]
  private var place = 0
  /// What is deeper than any card is no card.
  private static var deepest: Int { 8 }

  /// The value of a text; `nil` where that is no JSON, or has what no card has.
  static func read(_ text: String) -> ViewValue? {
    var reader = JSONReader(bytes: Array(text.utf8))
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skip()
    return reader.place == reader.bytes.count ? value : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skip() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      place += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skip()
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) -> ViewValue? {
    guard depth < Self.deepest else { return nil }
    skip()
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return list(depth: depth)
    case UInt8(ascii: "\""): return string().map { .text($0) }
    case UInt8(ascii: "t"): return word("true", .flag(true))
    case UInt8(ascii: "f"): return word("false", .flag(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func word(_ letters: String, _ value: ViewValue) -> ViewValue? {
    for byte in letters.utf8 {
      guard next == byte else { return nil }
      place += 1
    }
    return value
  }

  private mutating func number() -> ViewValue? {
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var digits: [UInt8] = []
    while let byte = next, (0x30...0x39).contains(byte) {
      digits.append(byte)
      place += 1
    }
    let whole = String(decoding: digits, as: UTF8.self).wholeNumber
    return whole.flatMap(Int64.init(exactly:)).map { .number(isNegative ? -$0 : $0) }
  }

  private mutating func list(depth: Int) -> ViewValue? {
    place += 1
    var values: [ViewValue] = []
    if take(UInt8(ascii: "]")) { return .list([]) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .list(values) : nil
  }

  private mutating func object(depth: Int) -> ViewValue? {
    place += 1
    var fields: [ViewField] = []
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skip()
      guard next == UInt8(ascii: "\""), let name = string(), take(UInt8(ascii: ":")),
        let value = value(depth: depth + 1)
      else { return nil }
      fields.append(ViewField(name, value))
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .object(fields) : nil
  }

  private mutating func string() -> String? {
    place += 1
    var letters: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: letters, as: UTF8.self)
      case UInt8(ascii: "\\"):
        // A card has names and digits: nothing that would have to be written so.
        guard let escaped = next,
          escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
            || escaped == UInt8(ascii: "/")
        else { return nil }
        letters.append(escaped)
        place += 1
      case 0..<0x20: return nil
      default: letters.append(byte)
      }
    }
    return nil
  }
}
