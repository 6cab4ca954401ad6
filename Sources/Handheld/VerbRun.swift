import ClinicText
package import PumpText
import SerialLink
package import VerbOutput

/// Runs what a verb does, prints its result or what kept it from one, and gives what it ends with.
///
/// What is said beside the result are ``Notices``.
package struct VerbRun {
  private let json: Bool
  private let face: Face
  private let record: ((_ line: String) -> Void)?

  /// - Parameters:
  ///   - json: Whether the result is printed as an object.
  ///   - face: How what can be done next is said to who reads it.
  ///   - record: Takes the object of the result, for a script that verbs are recorded in.
  package init(json: Bool, face: Face, record: ((_ line: String) -> Void)? = nil) {
    self.json = json
    self.face = face
    self.record = record
  }

  /// Runs a verb.
  /// - Parameter body: What it does; gives `nil` when everything is printed already.
  package func exitStatus(of body: () throws -> (any VerbResult)?) throws -> ProgramExitStatus {
    let state = VerbState()
    return try VerbState.$current.withValue(state) {
      defer { state.tellSignals() }
      return try end(state, body)
    }
  }

  private func end(
    _ state: VerbState, _ body: () throws -> (any VerbResult)?
  ) throws -> ProgramExitStatus {
    do {
      guard let result = try body() else { return state.exitStatus }
      let line = json || record != nil ? try JSONText.line(result.answer) : ""
      record?(line)
      do throws(SerialError) {
        if json {
          try StandardStreams.print(json: line)
        } else {
          try StandardStreams.print(result.words(on: StandardStreams.outputPaper))
        }
      } catch {
        throw Self.untold(error)
      }
      return state.exitStatus
    } catch let error as ProgrammerError {
      return try report(state.judged(error))
    } catch let error as SerialError {
      let plain = ProgrammerError(SerialWords.exitStatus(error), SerialWords.sentence(error))
      return try report(state.judged(plain))
    } catch  where state.fate != .notCarriedOut {
      return try report(
        state.judged(ProgrammerError(.bug, FaceText(String(describing: error)))))
    }
  }

  private func report(_ error: ProgrammerError) throws -> ProgramExitStatus {
    Notices.say(error.message(face))
    if json || record != nil {
      let line = try JSONText.line(FailureJSON(error, face))
      if json { StandardStreams.output(json: line) }
      record?(line)
    }
    return error.exitStatus
  }
}

// What is printed while a verb goes on.

extension VerbRun {
  /// Prints words while the verb goes on; false when whoever read them has gone, as `head` does.
  package static func show(_ text: String) throws -> Bool {
    try isRead { () throws(SerialError) in try StandardStreams.print(text) }
  }

  /// Prints an object while the verb goes on; false when whoever read it has gone.
  package static func show(json value: any Encodable) throws -> Bool {
    let line = try JSONText.line(value)
    return try isRead { () throws(SerialError) in try StandardStreams.print(json: line) }
  }

  /// Prints a table while the verb goes on; false when whoever read it has gone.
  package static func show(table text: String) throws -> Bool {
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

  /// That something could not be printed.
  private static func untold(_ error: SerialError) -> ProgrammerError {
    ProgrammerError(.io, "the result could not be printed: \(error.description)")
  }
}
