import Clinic
import ClinicText
import Console
import PumpText
import Quantities
import Telemetry

/// A day drawn in characters, higher for more: beside its title in columns of half an hour, or of a
/// quarter where there is room, and on narrow paper under its title.
struct Timeline {
  /// The column where the picture begins on paper of the usual width.
  static let margin = 16
  /// The least that is kept for the day's total behind a picture.
  private static let totalWidth = 16

  /// How many columns a day has.
  let columns: Int
  /// Whether a picture stands under its title.
  let isUnder: Bool

  private let paper: Paper

  init(_ paper: Paper = .plain) {
    self.paper = paper
    let room = paper.columns - Self.margin - Self.totalWidth
    isUnder = room < 48
    columns = isUnder ? (paper.columns - Self.indent.count < 52 ? 24 : 48) : room < 96 ? 48 : 96
  }

  private static let indent = "  "
  private var columnMinutes: Int { ProgrammeDay.minutes / columns }

  /// All of a chart.
  func text(_ chart: DayChart) -> String {
    var text = paper.faint(axis(chart.axis))
    for row in chart.rows {
      switch row {
      case .day(let line):
        text += day(line, full: chart.full)
        if line.tellsSteps { text += steps(line) }
      case .boluses(let boluses): text += marks(boluses)
      }
    }
    return text
  }

  /// The hours over the pictures.
  func axis(_ title: String) -> String {
    var hours = ""
    for hour in stride(from: 0, through: 24, by: 3) {
      let column = hour * columns / 24
      hours += String(repeating: " ", count: max(0, column - hours.count)) + "\(hour)"
    }
    return row(title, hours + " h", "")
  }

  /// A day's basal dose, on a scale that `full` fills. Minimum rate is a dot: it is not nothing.
  private func day(_ line: DayLine, full: UInt64) -> String {
    let heights = Array("▁▂▃▄▅▆▇█")
    let picture = (0..<columns).map { column -> Character in
      // The highest dose of the column, so that no peak is too short to be seen.
      let start = column * columnMinutes
      let doses = (start..<start + columnMinutes).map { line.nanogramsPerDay(at: $0) }
      let dose = UInt64(doses.max() ?? 0)
      guard dose > 0, full > 0 else { return "·" }
      return heights[Int(max(1, min(8, (dose * 8 + full / 2) / full))) - 1]
    }
    return row(line.title, String(picture), line.total)
  }

  /// Marks at the minutes of boluses.
  private func marks(_ boluses: BolusMarks) -> String {
    var places = Array(repeating: Character(" "), count: columns)
    for minute in boluses.minutes { places[minute / columnMinutes % columns] = "▴" }
    return row("    boluses", String(places), boluses.note)
      + (boluses.span.map { "\(label(""))\($0)\n" } ?? "")
  }

  private func row(_ title: String, _ picture: String, _ note: String) -> String {
    let behind = note.isEmpty ? "" : "  \(note)"
    return isUnder
      ? "\(title)\(behind)\n\(Self.indent)\(picture)\n" : label(title) + picture + behind + "\n"
  }

  /// The steps of a day in words, as many on a line as there is room for.
  private func steps(_ day: DayLine) -> String {
    var lines = [label("")]
    for step in day.steps {
      let part = "\(step.time) \(step.dose)"
      let last = lines[lines.count - 1]
      if last.count + part.count + 2 > paper.columns && last.contains(where: { $0 != " " }) {
        lines.append(label(""))
      }
      if lines[lines.count - 1].contains(where: { $0 != " " }) { lines[lines.count - 1] += "  " }
      lines[lines.count - 1] += part
    }
    return lines.map { "\($0)\n" }.joined()
  }

  /// A title in the margin, as far as there is one.
  func label(_ title: String) -> String {
    if isUnder { return title.isEmpty ? Self.indent : "\(title)  " }
    return title + String(repeating: " ", count: max(1, Self.margin - title.count))
  }
}
