import ClinicText
import Quantities

/// Tables of a report. Each says what it holds, and each head what it is the head of, for readers
/// that see no columns.
enum ReportTable {
  /// Rows under heads; the columns of numbers stand to the right, and times are
  /// kept on one line.
  static func list(
    _ caption: String, _ heads: [String], _ rows: [[String]], numbers: Set<Int> = [],
    times: Set<Int> = []
  ) -> Markup {
    func row(_ cells: [String], _ kind: String, _ scope: [(String, String)]) -> Markup {
      .element(
        "tr", [],
        cells.enumerated().map { place, text in
          let style = numbers.contains(place) ? "number" : times.contains(place) ? "time" : nil
          let isTime = style == "time" && kind == "td"
          return .element(
            kind, (style.map { [("class", $0)] } ?? []) + scope,
            isTime ? pieces(text) : [.text(text)])
        })
    }
    return .element(
      "table", [("class", "list")],
      [
        .tag("caption", text: caption),
        .tag("thead", nil, row(heads, "th", [("scope", "col")])),
        .element("tbody", [], rows.map { row($0, "td", []) }),
      ])
  }

  /// A time in pieces that are never broken: without room it breaks between date and hour.
  private static func pieces(_ text: String) -> [Markup] {
    let pieces = text.split(separator: " ").map { Markup.tag("span", text: String($0)) }
    return Array(pieces.map { [$0] }.joined(separator: [.text(" ")]))
  }

  /// Names with their values.
  static func facts(_ caption: String, _ rows: [ScreenFact]) -> Markup {
    .element(
      "table", [("class", "facts")],
      [
        .tag("caption", text: caption),
        .element(
          "tbody", [],
          rows.map { row in
            .tag(
              "tr", nil, .element("th", [("scope", "row")], [.text(row.label)]),
              .tag("td", text: row.value))
          }),
      ])
  }
}
