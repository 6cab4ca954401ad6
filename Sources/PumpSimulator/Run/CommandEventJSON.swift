import SerialLink
import VerbOutput

/// What is said of a command beside a pump that did not go as it should.
struct CommandEventJSON: Encodable {
  /// What happened.
  enum Event: String, CaseIterable, Encodable {
    case unstarted = "command_not_started"
    case pumpEnded = "pump_ended"
  }

  var event: Event
  var command: String
  /// Why, for a person.
  var reason: String
  /// What a shell would end with.
  var exit_code: Int32

  private var advice: String

  private enum CodingKeys: CodingKey { case event, command, reason, exit_code }

  /// A command that could not be started, and what that means.
  init(
    unstarted command: String, _ error: SerialError,
    advice: String = "The pump was ready and was not touched; it ends now"
  ) {
    event = .unstarted
    self.command = command
    exit_code = error.shellCode
    reason =
      exit_code == 127
      ? "there is no such program, or what it is run by is missing"
      : error.reason
    self.advice = advice
  }

  /// A pump that ended before the command did.
  init(pumpEnd end: StartedProgram.End, under command: String, isTemporary: Bool) {
    event = .pumpEnded
    self.command = command
    exit_code = end.exitCode
    switch end {
    case .exited(let code): reason = "the pump ended with exit code \(code)"
    case .signalled(let number): reason = "the pump was killed by signal \(number)"
    }
    advice =
      "No therapy runs; \(command) goes on without a pump. "
      + (isTemporary
        ? "Its memory goes away when that ends"
        : "Its memory holds all that it acknowledged: start it again on the same files")
  }

  /// The report as one line of JSON.
  var line: String { (try? JSONText.line(self)) ?? "" }

  /// The report for people.
  var words: String {
    switch event {
    case .unstarted: "\(command): \(reason). \(advice)"
    case .pumpEnded: "\(reason) while \(command) ran. \(advice)"
    }
  }
}
