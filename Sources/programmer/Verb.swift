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
    let state = VerbState()
    let exitStatus = try noticed {
      try VerbState.$current.withValue(state) {
        defer { state.tellSignals() }
        return try end(json: json, state, body)
      }
    }
    if exitStatus != .done { throw ExitCode(exitStatus.rawValue) }
  }

  /// Runs something of a visit, whose notices go where this program's words for a person go.
  static func noticed<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Notices.$sink.withValue(Notices.Sink { tell($0) }, operation: body)
  }

  /// Says something to the person beside the result, in this program's name.
  static func tell(_ words: String) { StandardStreams.error("programmer: \(words)\n") }

  /// Prints words while the verb goes on; false when whoever read them has gone, as `head` does.
  static func show(_ text: String) throws -> Bool {
    try isRead { () throws(SerialError) in try StandardStreams.print(text) }
  }

  /// Prints an object while the verb goes on; false when whoever read it has gone.
  static func show(json value: any Encodable) throws -> Bool {
    let line = try JSONText.line(value)
    return try isRead { () throws(SerialError) in try StandardStreams.print(json: line) }
  }

  /// Prints a table while the verb goes on; false when whoever read it has gone.
  static func show(table text: String) throws -> Bool {
    try isRead { () throws(SerialError) in try StandardStreams.print(table: text) }
  }

  private static func isRead(_ print: () throws(SerialError) -> Void) throws -> Bool {
    do throws(SerialError) {
      try print()
      return true
    } catch {
      if error.kind == .unplugged { return false }
      throw untold(error)
    }
  }

  /// Runs a verb of the pump that the options name, which needs its card.
  static func run(
    _ port: PortOptions, _ body: (PumpAccess) throws -> (any VerbResult)?
  ) throws {
    // A card that was not given is a mistake in the command line, and no failure of the verb.
    _ = try port.cardPath()
    try run(json: port.json) { try body(port.access()) }
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

  private static func end(
    json: Bool, _ state: VerbState, _ body: () throws -> (any VerbResult)?
  ) throws -> ProgramExitStatus {
    do {
      guard let result = try body() else { return state.exitStatus }
      let line = json || recording != nil ? try JSONText.line(result.answer) : ""
      record(line)
      do throws(SerialError) {
        if json {
          try StandardStreams.print(json: line)
        } else {
          try StandardStreams.print(result.words(on: StandardStreams.outputPaper))
        }
      } catch {
        throw untold(error)
      }
      return state.exitStatus
    } catch let error as ProgrammerError {
      return try report(state.judged(error), json: json)
    } catch let error as SerialError {
      let plain = ProgrammerError(SerialWords.exitStatus(error), SerialWords.sentence(error))
      return try report(state.judged(plain), json: json)
    } catch  where state.fate != .notCarriedOut {
      return try report(
        state.judged(ProgrammerError(.bug, FaceText(String(describing: error)))), json: json)
    }
  }

  /// Adds the verb to the script that it is recorded in.
  private static func record(_ line: String) {
    guard let recording else { return }
    do throws(NamedFile.Failure) {
      try recording.add(line, of: .programmer)
    } catch {
      VerbState.recordIsIncomplete()
      tell("\(recording.path): the step could not be recorded (\(error.reason))")
    }
  }

  private static func untold(_ error: SerialError) -> ProgrammerError {
    ProgrammerError(.io, "the result could not be printed: \(error.description)")
  }

  private static func report(_ error: ProgrammerError, json: Bool) throws -> ProgramExitStatus {
    tell(error.message(.commandLine))
    if json || recording != nil {
      let line = try JSONText.line(FailureJSON(error, .commandLine))
      if json { StandardStreams.output(json: line) }
      record(line)
    }
    return error.exitStatus
  }
}
