/// Text in XML and HTML.
package enum MarkupText {
  /// Text in which nothing is markup, within quotation marks of either kind too. What no document
  /// can hold is shown by its number.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        result += shown(scalar)
      case _ where scalar.value & 0xFFFE == 0xFFFE: result += shown(scalar)
      case _: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16))}"
  }
}
