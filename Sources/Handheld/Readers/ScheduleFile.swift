package import Clinic
import ClinicText
import Foundation
import PumpText
import YamlFiles
import Yams

/// Reads a schedule from a YAML file: days as keys, steps as lists, and at will a periodic bolus.
///
/// What is wrong is told with its line, so that it can be found in the file.
package enum ScheduleFile {
  /// What a file looks like, for the help.
  package static let example = """
    weekdays:
      - 00:00 100 mcg/day
      - 06:00 150 mcg/day
      - 22:00 100 mcg/day
    weekend:
      - 00:00 120 mcg/day
    periodic: 25 mcg over 10 min every 6 h, first at 08:00
    """

  /// Reads the file as it is to be the therapy.
  /// - Parameters:
  ///   - path: The file; `-` is standard input.
  ///   - periodic: A periodic bolus in place of the file's.
  ///   - keepsOthers: Whether days that the file forgets keep the plan they follow.
  package static func read(
    _ path: String, periodic: PeriodicWanted?, keepsOthers: Bool
  ) throws -> ScheduleWanted {
    var schedule = try read(path)
    if let periodic { schedule.periodic = periodic }
    guard !keepsOthers else { return schedule }
    // Before anything is sent: a file that forgets a day is wrong whatever the pump runs.
    do throws(WantedProblem) {
      _ = try schedule.numbered(keeping: nil)
    } catch {
      throw ProgrammerError(.data, "\(path): \(error.words). Nothing was sent")
    }
    return schedule
  }

  /// Reads the file; `-` is standard input.
  package static func read(_ path: String) throws -> ScheduleWanted {
    let data =
      path == "-"
      ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
    guard let data, let text = FileText.text(data) else {
      throw ProgrammerError(
        .data, "\(path): there is no schedule that can be read as text. Nothing was sent")
    }
    return try parse(text, path: path)
  }

  package static func parse(_ text: String, path: String) throws -> ScheduleWanted {
    do {
      guard let node = try YamlText.compose(text), let mapping = node.mapping else {
        throw FileProblem(
          line: 1,
          "a schedule has days and their steps: each day a key, with a list under it; "
            + "see \(.readScheduleHelp)")
      }
      var schedule = ScheduleWanted()
      for (key, value) in mapping { try add(key, value, to: &schedule) }
      return schedule
    } catch {
      throw FileProblem(error).error(in: path)
    }
  }

  private static func add(_ key: Node, _ value: Node, to schedule: inout ScheduleWanted) throws {
    let name = key.string ?? ""
    guard name != "periodic" else {
      guard let text = value.scalar?.string else {
        throw FileProblem(line: value, "periodic is not a single value")
      }
      schedule.periodic = try FileProblem.at(value) { () throws(QuantityError) in
        try PeriodicText.read(text)
      }
      return
    }
    let days = try FileProblem.at(key) { () throws(QuantityError) in try Weekdays(name) }
    guard let list = value.sequence else {
      throw FileProblem(line: value, "\(name) has no list of steps; begin each with “- ”")
    }
    var texts: [String] = []
    for item in list {
      guard let text = item.scalar?.string else {
        throw FileProblem(line: item, "this is no step; write for example - 06:00 150 mcg/day")
      }
      // Each by itself first, for the line of the one that is wrong.
      _ = try FileProblem.at(item) { () throws(QuantityError) in try ScheduleText.step(text) }
      texts.append(text)
    }
    try FileProblem.at(key) { () throws(QuantityError) in
      let day = try ScheduleText.day(texts)
      try schedule.add(named: days, day)
    }
  }
}
