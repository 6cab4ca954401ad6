/// Tables of a report.
enum ReportTable {
  /// Rows under heads; the columns of numbers stand to the right, and times are
  /// kept on one line.
  static func list(
    _ heads: [String], _ rows: [[String]], numbers: Set<Int> = [], times: Set<Int> = []
  ) -> Markup {
    func row(_ cells: [String], _ kind: String) -> Markup {
      .element(
        "tr", [],
        cells.enumerated().map { place, text in
          .tag(
            kind, numbers.contains(place) ? "number" : times.contains(place) ? "time" : nil,
            text: text)
        })
    }
    return .element(
      "table", [("class", "list")],
      [
        .tag("thead", nil, row(heads, "th")),
        .element("tbody", [], rows.map { row($0, "td") }),
      ])
  }

  /// Names with their values.
  static func facts(_ rows: [(String, String)]) -> Markup {
    .element(
      "table", [("class", "facts")],
      [
        .element(
          "tbody", [],
          rows.map { name, value in
            .tag("tr", nil, .tag("th", text: name), .tag("td", text: value))
          })
      ])
  }
}
