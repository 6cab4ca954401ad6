import ArgumentParser
import CommandEntry
import PumpText
import SerialLink

/// The virtual implanted pump.
@main
struct PumpFirmwareSim: VerbGroup {
  static let configuration = CommandConfiguration(
    commandName: "PumpFirmwareSim",
    abstract: "A virtual implanted pump on a pty, a serial port or TCP.",
    discussion: """
      An emulator of a fictional pump for engineering, testing and teaching. It is not a medical \
      device, gives no dosing advice, and is compatible with no real implant.

      \(ProgramExitStatus.list)
      """,
    version: "1.0.0",
    subcommands: [RunCommand.self, ConformCommand.self, ControlCommand.self])

  static func main() {
    StandardStreams.reserve()
    SignalPipe.ignoreFailedWrites()
    CommandEntry.run(Self.self, Array(CommandLine.arguments.dropFirst())) { arguments in
      guard let complaint = SignedWords.complaint(unsigned(arguments)) else { return }
      throw ValidationError("\(complaint) Nothing was done.")
    }
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
