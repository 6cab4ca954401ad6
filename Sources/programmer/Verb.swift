import ArgumentParser
import Clinic
import ClinicText
import Handheld
import PumpText
import ScenarioTargets
import SerialLink
import Telemetry
import VerbOutput

/// Runs what a verb does, prints its result, and turns what it throws into an exit code.
enum Verb {
  /// The script that verbs are recorded in; `nil` for none.
  @TaskLocal static var recording: ScriptRecording?

  /// `body` gives `nil` when everything is printed already.
  static func run(json: Bool, _ body: () throws -> (any VerbResult)?) throws {
    var record: ((_ line: String) -> Void)?
    if let recording { record = { Self.record($0, in: recording) } }
    let exitStatus = try noticed {
      try VerbRun(json: json, face: .commandLine, record: record).exitStatus(of: body)
    }
    if exitStatus != .done { throw ExitCode(exitStatus.rawValue) }
  }

  /// Runs something of a visit, whose notices go where this program's words for a person go.
  static func noticed<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Notices.$sink.withValue(Notices.Sink { tell($0) }, operation: body)
  }

  /// Says something to the person beside the result, in this program's name.
  static func tell(_ words: String) { StandardStreams.error("programmer: \(words)\n") }

  /// Runs a verb of the pump that the options name, which needs its card.
  static func run(
    _ port: PortOptions, _ body: (PumpAccess) throws -> (any VerbResult)?
  ) throws {
    try run(json: port.json) {
      let port = try port.settled()
      return try body(port.access())
    }
  }

  /// Runs a verb that only reads the pump.
  static func read(
    _ port: PortOptions, role: Role = .clinician, _ body: (Visit) throws -> any VerbResult
  ) throws {
    try run(port) { access in
      let visit = try Visit.begin(access, role: role)
      defer { visit.end() }
      return try body(visit)
    }
  }

  /// Runs a verb that gives the pump one order.
  static func order(
    _ wanted: OrderWanted, _ port: PortOptions, _ given: GivenConsent, role: Role = .clinician,
    despiteTransfer: Bool = false
  ) throws {
    try run(port) { access in
      try OrderFlow(access: access, given: given, role: role, despiteTransfer: despiteTransfer)
        .result(of: wanted)
    }
  }

  /// Adds the verb to the script that it is recorded in.
  private static func record(_ line: String, in recording: ScriptRecording) {
    do throws(NamedFile.Failure) {
      try recording.add(line, of: .programmer)
    } catch {
      VerbState.recordIsIncomplete()
      tell("\(recording.path): the step could not be recorded (\(error.reason))")
    }
  }
}
