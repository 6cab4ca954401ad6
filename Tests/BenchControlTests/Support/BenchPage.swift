import BenchControl

/// The tables of bench.md that are written from the table of methods, by the name of their marker.
enum BenchPage {
  static var tables: [(name: String, text: String)] {
    [
      ("methods", methods), ("errors", errors), ("line", line), ("until", until),
      ("events", events),
    ]
  }

  private static func row(_ cells: String...) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  private static func head(_ cells: String...) -> String {
    row(cells.joined(separator: " | "))
      + row(cells.map { _ in "---" }.joined(separator: " | "))
  }

  /// What each method does, takes and answers.
  private static var methods: String {
    let rows = BenchMethod.allCases.map { method in
      row(
        "`\(method.rawValue)`", (method.isReading ? "only reads: " : "") + method.effect,
        method.answer.meaning)
    }
    let taken = BenchMethod.allCases.flatMap { method in
      method.parameters.filter { $0.measure == nil }.map { parameter in
        row(
          "`\(method.rawValue)`", name(parameter), values(parameter.values), parameter.meaning)
      }
    }
    return head("method", "effect", "result") + rows.joined()
      + "\nA parameter in brackets may be left out; `link_set` takes at least one"
      + " [fault of the line](#the-line)\nor `seed`.\n\n"
      + head("method", "parameter", "values", "meaning") + taken.joined()
  }

  private static var errors: String {
    head("error", "meaning")
      + BenchFailure.Code.allCases.map { row("\($0.rawValue)", $0.meaning) }.joined()
  }

  /// What an advance can go until.
  private static var until: String {
    head("until", "when it stops")
      + AdvanceEnd.Kind.allCases.map { row("`\($0.rawValue)`", $0.meaning) }.joined()
  }

  /// What can be told of a pump's life.
  private static var events: String {
    head("event", "when, and its keys")
      + BenchEvent.allCases.map { row("`\($0.rawValue)`", $0.meaning) }.joined()
  }

  /// What can be wrong with the line.
  private static var line: String {
    head("key", "unit", "values", "what happens")
      + BenchMethod.lineFaults.map {
        row("`\($0.name)`", $0.measure ?? "", values($0.values), $0.meaning)
      }.joined()
  }

  private static func name(_ parameter: BenchParameter) -> String {
    parameter.isOptional ? "[`\(parameter.name)`]" : "`\(parameter.name)`"
  }

  private static func values(_ values: BenchParameter.Values) -> String {
    switch values {
    case .path: "an absolute path"
    case .words(let words): words.all.map { "`\($0)`" }.joined(separator: ", ")
    case .numbers(let range, .signed64) where range.upperBound == Int128(Int64.max):
      "64 bits, signed"
    case .numbers(let range, .unsigned64) where range.upperBound == Int128(UInt64.max):
      "64 bits, unsigned"
    case .numbers(let range, _): Self.range(range)
    case .zeroOrNumbers(let range, _): "0, or \(Self.range(range))"
    }
  }

  private static func range(_ range: ClosedRange<Int128>) -> String {
    "\(grouped(range.lowerBound)) to \(grouped(range.upperBound))"
  }

  /// A number in groups of three digits; four digits stand together, as everywhere on the page.
  static func grouped(_ value: Int128) -> String {
    let digits = Array(String(value.magnitude))
    let sign = value < 0 ? "-" : ""
    guard digits.count > 4 else { return sign + String(digits) }
    let places = digits.indices.map { place in
      (digits.count - place) % 3 == 0 && place > 0 ? " \(digits[place])" : "\(digits[place])"
    }
    return sign + places.joined()
  }
}
