extension String {
  /// The fields of this text between separators, each a letter of ASCII; empty ones are left out
  /// unless they are kept.
  package func fields(between separators: StaticString, keepsEmpty: Bool = false) -> [String] {
    let separators = Array("\(separators)".utf8)
    var fields: [String] = []
    var field: [UInt8] = []
    for letter in utf8 {
      guard separators.contains(letter) else {
        field.append(letter)
        continue
      }
      if keepsEmpty || !field.isEmpty { fields.append(String(decoding: field, as: UTF8.self)) }
      field = []
    }
    if keepsEmpty || !field.isEmpty { fields.append(String(decoding: field, as: UTF8.self)) }
    return fields
  }

  /// What stands before and what behind the first letter that is this one of ASCII; `nil` where it
  /// stands nowhere.
  package func halves(at separator: Unicode.Scalar) -> (before: String, behind: String)? {
    let letters = Array(utf8)
    guard let place = letters.firstIndex(of: UInt8(ascii: separator)) else { return nil }
    return (
      String(decoding: letters[..<place], as: UTF8.self),
      String(decoding: letters[(place + 1)...], as: UTF8.self)
    )
  }

  /// The whole number that stands here in decimal digits and nothing else; `nil` where none does,
  /// or one beyond 64 bits.
  package var wholeNumber: UInt64? {
    var number: UInt64 = 0
    for letter in utf8 {
      guard 0x30...0x39 ~= letter else { return nil }
      let (tens, isBeyond) = number.multipliedReportingOverflow(by: 10)
      let (sum, isFurther) = tens.addingReportingOverflow(UInt64(letter - 0x30))
      guard !isBeyond, !isFurther else { return nil }
      number = sum
    }
    return isEmpty ? nil : number
  }
}

extension StringProtocol {
  /// The parts of this text between the places where a word stands, empty ones too; the whole of it
  /// where it stands nowhere. The library's own search is not in Embedded Swift.
  package func parts(around word: String) -> [String] {
    let (text, word) = (Array(utf8), Array(word.utf8))
    var parts: [String] = []
    var start = 0
    var place = 0
    while !word.isEmpty, place + word.count <= text.count {
      if text[place..<place + word.count].elementsEqual(word) {
        parts.append(String(decoding: text[start..<place], as: UTF8.self))
        place += word.count
        start = place
      } else {
        place += 1
      }
    }
    return parts + [String(decoding: text[start...], as: UTF8.self)]
  }
}
