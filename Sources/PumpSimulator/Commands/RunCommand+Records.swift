import ArgumentParser
import ProgrammerSession
import PumpText
import SerialLink

/// What a run keeps of what goes over its line.
extension RunCommand {
  /// A capture has a place of its own.
  func validateRecords() throws {
    guard capture == "-" else { return }
    if stdio {
      throw ValidationError(
        "--stdio has standard output for the line already; give --capture a file.")
    }
    if !command.isEmpty {
      throw ValidationError(
        "Standard output is the command's that stands behind --; give --capture a file.")
    }
  }

  /// Begins what is to be kept, before anybody can talk to the pump.
  func keepRecords(of unit: PumpUnit) throws {
    if let keylog {
      let host = unit.host
      try Self.telling(keylog, "key log") { () throws(NamedFile.Failure) in
        try unit.tap.logKeys(to: keylog) { role in host.pairing(role) }
      }
    }
    guard let capture else { return }
    let name = capture == "-" ? "standard output" : capture
    try Self.telling(name, "capture") { () throws(NamedFile.Failure) in
      try unit.tap.start(capture)
    }
  }

  private static func telling(
    _ path: String, _ what: String, _ body: () throws(NamedFile.Failure) -> Void
  ) throws {
    do throws(NamedFile.Failure) {
      try body()
    } catch {
      throw SimulatorError(
        .data,
        "\(path): the \(what) cannot be written (\(error.reason)). The pump did not start; no "
          + "therapy runs")
    }
  }
}
