package import ArgumentParser
import CommandEntry
import PumpText
import YamlFiles

/// The virtual implanted pump.
package struct PumpFirmwareSim: VerbGroup {
  package static let configuration = CommandConfiguration(
    commandName: "PumpFirmwareSim",
    abstract: "A virtual implanted pump on a pty, a serial port or TCP.",
    discussion: """
      An emulator of a fictional pump for engineering, testing and teaching. It is not a medical \
      device, gives no dosing advice, and is compatible with no real implant.

      \(ProgramExitStatus.list)
      """,
    version: ProgramVersion.words,
    subcommands: [RunCommand.self, ConformCommand.self, ControlCommand.self])

  package init() {}

  /// Runs the program with the words of its command line, and ends the process.
  package static func main() {
    var words = CommandEntry.words()
    // What else it does takes nothing from there.
    let isBench = words.first == "ctl"
    let settings =
      isBench ? CommandEntry.settings(from: &words, as: "PumpFirmwareSim") : Settings.none
    Settings.$current.withValue(settings) {
      CommandEntry.run(Self.self, words, check: { try check($0) })
    }
  }

  /// What the parser cannot see is wrong with words of the command line.
  package static func check(_ arguments: [String]) throws {
    guard let complaint = SignedWords.complaint(unsigned(arguments)) else { return }
    throw ValidationError("\(complaint) Nothing was done.")
  }

  /// Why a bench's command cannot be given to a pump that is in the process of whoever gives it;
  /// `nil` when it can.
  package static func needsProcess(_ command: any ParsableCommand) -> String? {
    if command is ControlCommand.Quit {
      return "a pump in this process ends with its script; quit is for one with a process of its "
        + "own"
    }
    if let events = command as? ControlCommand.Events, events.follow {
      return "nothing happens to a pump in this process while somebody follows it; leave out "
        + "--follow"
    }
    if let capture = command as? ControlCommand.CaptureCommand.Start, capture.file == "-" {
      return "a pump in this process has no standard output for a capture; name a file"
    }
    if let crash = command as? ControlCommand.Crash, crash.kill {
      return "a pump in this process cannot be killed without it; leave out --kill, or play the "
        + "script with --port and --control"
    }
    return nil
  }

  /// The words in which no quantity is negative: all but the value of a fault, such as a drift.
  static func unsigned(_ words: some Sequence<String>) -> [String] {
    // What a command is given behind the two minus is its own.
    let words = Array(words.prefix { $0 != "--" })
    guard words.first == "ctl", let fault = words.firstIndex(of: "fault") else { return words }
    let options = words[fault...].firstIndex { $0.hasPrefix("--") } ?? words.endIndex
    return Array(words[..<fault] + words[options...])
  }
}
