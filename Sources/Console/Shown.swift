/// Shows what a person did not write here: the content of files, typed words, names of files, the
/// answers of another program. Nothing in it reaches a terminal as a command.
package enum Shown {
  /// Whether a character would do something other than be seen: a control character, or one that
  /// turns the direction of what stands beside it, hides, or ends a line.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // C0, DEL and C1; U+009B begins a terminal's command as well as ESC does.
    case 0x00..<0x20, 0x7F..<0xA0: true
    // What turns the direction of text.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    // Line and paragraph separators, and what is not seen at all.
    case 0x00AD, 0x200B, 0x2028, 0x2029, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    // No characters of a text, and those that ``Paper`` marks emphasis with.
    case 0xFDD0...0xFDEF, 0x10FED0...0x10FEDF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// A hidden character as it is shown, such as `\u{1b}`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16) + "}"
  }

  /// JSON with hidden characters in its texts written as `\u009b`, which a reader of JSON takes
  /// for the same. The line break at its end stays.
  package static func json(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isHidden($0) && $0 != "\n" }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isHidden(scalar), scalar != "\n" else {
        result.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        let padding = String(repeating: "0", count: 4 - digits.count)
        result.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
      }
    }
    return String(result)
  }
}

extension String {
  /// This text from outside on one line, each hidden character in it shown, such as `\u{1b}`.
  package var shown: String {
    guard unicodeScalars.contains(where: Shown.isHidden) else { return self }
    return unicodeScalars.map { Shown.isHidden($0) ? Shown.escape($0) : String($0) }.joined()
  }
}

extension Substring {
  /// As ``Swift/String/shown``.
  package var shown: String { String(self).shown }
}
