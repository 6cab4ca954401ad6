import PumpText
import Quantities
import Telemetry

/// A day drawn in characters: 48 columns of half an hour, higher for more.
struct Timeline {
  static let columns = 48
  private static let columnMinutes = ProgrammeDay.minutes / columns
  /// The column where the picture begins.
  static let margin = 16

  /// The hours over the pictures.
  static func axis(_ title: String) -> String {
    var hours = ""
    for hour in stride(from: 0, through: 24, by: 3) {
      hours += String(repeating: " ", count: max(0, hour * 2 - hours.count)) + "\(hour)"
    }
    return label(title) + hours + " h\n"
  }

  /// A day's basal dose, on a scale that `full` fills. Minimum rate is a dot: it is not nothing.
  static func row(_ title: String, _ day: ProgrammeDay, full: UInt64, total: String) -> String {
    let heights = Array("▁▂▃▄▅▆▇█")
    let picture = (0..<columns).map { column -> Character in
      // The highest dose of the half hour, so that no peak is too short to be seen.
      let start = column * columnMinutes
      let doses = (start..<start + columnMinutes).compactMap { minute in
        day.step(at: UInt16(minute))?.dose.nanogramsPerDay
      }
      let dose = UInt64(doses.max() ?? 0)
      guard dose > 0, full > 0 else { return "·" }
      return heights[Int(max(1, min(8, (dose * 8 + full / 2) / full))) - 1]
    }
    return label(title) + String(picture) + "  " + total + "\n"
  }

  /// Marks at minutes of the day.
  static func marks(_ title: String, at minutes: [Int], note: String) -> String {
    var row = Array(repeating: Character(" "), count: columns)
    for minute in minutes { row[minute / columnMinutes % columns] = "▴" }
    return label(title) + String(row) + "  " + note + "\n"
  }

  /// The steps of a day in words, as many on a line as there is room for.
  static func steps(_ title: String, _ day: ProgrammeDay) -> String {
    var lines = [label(title)]
    for step in day.steps {
      let part = StepWords.line(step)
      if lines[lines.count - 1].count + part.count > 79 { lines.append(label("")) }
      if lines[lines.count - 1].count > margin { lines[lines.count - 1] += "  " }
      lines[lines.count - 1] += part
    }
    return lines.map { "\($0)\n" }.joined()
  }

  /// A title in the margin.
  static func label(_ title: String) -> String {
    title + String(repeating: " ", count: max(1, margin - title.count))
  }
}

/// A step of a day in words.
enum StepWords {
  /// What is given while it lasts.
  static func dose(_ step: DayStep) -> String {
    step.dose == .zero ? "minimum rate" : QuantityWords.dose(step.dose)
  }

  /// When it begins and what it gives, such as `06:00 150 mcg/day`.
  static func line(_ step: DayStep) -> String {
    "\(QuantityWords.timeOfDay(minutes: UInt64(step.startMinute))) \(dose(step))"
  }
}
