/// Rows of text in columns: words to the left, figures to the right.
struct TextTable {
  private var rows: [[String]]
  private let columns: Int

  init(_ heading: [String]) {
    rows = [heading]
    columns = heading.count
  }

  /// Adds a row; cells left out at its end are empty.
  mutating func add(_ cells: [String]) {
    rows.append(cells + Array(repeating: "", count: columns - cells.count))
  }

  /// The table, each row with a line's end.
  var text: String {
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return Self.isWords(column) ? row[column] + space : space + row[column]
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }
    return lines.joined()
  }

  private static func isWords(_ column: Int) -> Bool { column == 0 || column == 2 }
}

/// Figures for people, with their units.
enum Figure {
  static func us(_ value: Double) -> String { decimal(value, places: 1) + " us" }

  static func ms(_ value: Double) -> String { decimal(value, places: 2) + " ms" }

  /// So many per second.
  static func rate(_ perSecond: Double) -> String {
    switch perSecond {
    case 1e6...: decimal(perSecond / 1e6, places: 1) + " M/s"
    default: decimal(perSecond, places: 0) + " /s"
    }
  }

  /// A number that is not negative, rounded to so many decimal places.
  static func decimal(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    let scaled = Int((value * Double(scale)).rounded())
    guard places > 0 else { return "\(scaled)" }
    let fraction = "\(scaled % scale)"
    return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }
}
