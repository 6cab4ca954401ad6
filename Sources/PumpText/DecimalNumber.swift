/// A decimal number as typed, and the unit behind it, taken apart without rounding.
struct DecimalNumber {
  /// All digits as one integer.
  private let digits: UInt64
  /// How many of them stand behind the decimal point.
  private let decimals: Int
  /// What follows the number, without spaces around it.
  let unit: String

  init(_ text: String, advice: String) throws(QuantityError) {
    var digits: UInt64 = 0
    var decimals = 0
    var hasPoint = false
    var hasDigit = false
    var rest = Substring(text).drop { $0.isBlank }
    if rest.first == "-" || rest.first == "\u{2212}" {
      throw QuantityError("\(QuantityText.quoted(text)) is negative; \(advice)")
    }
    while let character = rest.first {
      if let digit = character.asciiValue.flatMap({ $0 >= 48 && $0 <= 57 ? UInt64($0 - 48) : nil })
      {
        let (shifted, tooLong) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carries) = shifted.addingReportingOverflow(digit)
        guard !tooLong, !carries else {
          throw QuantityError("\(QuantityText.quoted(text)) is too large a number; \(advice)")
        }
        digits = sum
        hasDigit = true
        decimals += hasPoint ? 1 : 0
      } else if character == "." && !hasPoint {
        hasPoint = true
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard hasDigit else {
      throw QuantityError("\(QuantityText.quoted(text)) does not begin with a number; \(advice)")
    }
    if rest.first == "," {
      throw QuantityError(
        "\(QuantityText.quoted(text)) has a comma, which can mean two things; use a point")
    }
    if let mark = rest.first, mark == "e" || mark == "E" || mark == "^" {
      throw QuantityError("write \(QuantityText.quoted(text)) out in digits; \(advice)")
    }
    self.digits = digits
    self.decimals = decimals
    unit = rest.split { $0.isBlank }.joined()
  }

  /// The number times `scale`, exactly.
  func scaled(by scale: UInt64, text: String, unit: String) throws(QuantityError) -> UInt64 {
    var divisor: UInt64 = 1
    var digits = digits
    for _ in 0..<decimals {
      if digits.isMultiple(of: 10) {
        digits /= 10
      } else {
        let (next, overflow) = divisor.multipliedReportingOverflow(by: 10)
        divisor = overflow ? .max : next
      }
    }
    guard scale.isMultiple(of: divisor) else {
      throw QuantityError(
        "\(QuantityText.quoted(text)) is finer than can be programmed in \(unit), "
          + "and nothing is rounded"
      )
    }
    let (product, overflow) = digits.multipliedReportingOverflow(by: scale / divisor)
    guard !overflow else {
      throw QuantityError("\(QuantityText.quoted(text)) is too large to be programmed")
    }
    return product
  }
}

extension Character {
  /// A space of any width, as it comes along with pasted text.
  fileprivate var isBlank: Bool {
    self == " " || self == "\u{A0}" || self == "\u{202F}" || self == "\u{2009}"
  }
}
