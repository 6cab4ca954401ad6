import ArgumentParser
import FoundationEssentials
import SerialLink

extension RunCommand {
  /// Runs the command beside a pump of these options, in a process of its own. What the options
  /// leave out is made for this run alone.
  func runCommand() throws {
    var code: Int32 = 0
    try CommandExit.reporting(json: json, { RunPart.files.advice($0) }) {
      let place = try CommandPlace()
      var words = CommandLine.arguments.dropFirst().prefix { $0 != "--" }
      if [link, device, listen, connect].allSatisfy({ $0 == nil }) {
        words += ["--link", place.file("pump")]
      }
      if state == nil { words += ["--state", place.file("state")] }
      if card == nil { words += ["--card", place.file("card.json")] }
      if control == nil { words += ["--control", place.file("control")] }
      let isTemporary = state == nil
      let known = Environment.value("PUMPLINK_ARCHIVE") ?? ""
      let archive = isTemporary && known.isEmpty ? place.file("archive.sqlite") : nil
      var run = try CommandRun(
        command, pump: Array(words), isTemporary: isTemporary, json: json)
      code = try run.run(archive: archive)
      _ = consume run
      _ = consume place
    }
    if code != 0 { throw ExitCode(code) }
  }
}
