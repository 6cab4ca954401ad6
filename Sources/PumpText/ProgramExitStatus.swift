/// How a program of this project ends: its exit code, and what that tells a script that decides
/// whether to try again.
///
/// The one table of them; `--help` prints it and the README repeats it. Never 77 (build tools read
/// it as "skipped"), 124 or 137 (those of `timeout`).
package enum ProgramExitStatus: Int32, CaseIterable, Sendable {
  /// All that was asked for.
  case done = 0
  /// The pump or a person said no, or what was checked does not hold.
  case refused = 1
  /// The command line cannot be carried out as it stands.
  case usage = 64
  /// A file holds what it should not.
  case data = 65
  /// No pump, or no port.
  case unavailable = 69
  /// A fault of the program itself.
  case bug = 70
  /// Carried out, but standard output, a capture or the archive did not take the word of it.
  case untold = 73
  /// The link was cut, or the system refused a read or a write.
  case io = 74
  /// Nobody knows whether the order was carried out.
  case unknown = 75
  /// The far side proved nothing, or does not keep to the protocol.
  case protocolViolation = 76
  /// The parts do not belong together, or something is set up wrongly.
  case configuration = 78

  /// What is certain of an order.
  package enum Fate: Sendable {
    /// It was not carried out, and will not be.
    case notCarriedOut
    /// It was carried out.
    case carriedOut
    /// It may have been.
    case unknown
  }

  /// What the code says of an order that was to be given.
  package var fate: Fate {
    switch self {
    case .done, .untold: .carriedOut
    case .unknown: .unknown
    case .refused, .usage, .data, .unavailable, .bug, .io, .protocolViolation, .configuration:
      .notCarriedOut
    }
  }

  /// The name in JSON, as `outcome`.
  package var name: String {
    switch self {
    case .done, .untold: "done"
    case .refused: "refused"
    case .unknown: "unknown"
    case .usage, .data, .unavailable, .bug, .io, .protocolViolation, .configuration: "failed"
    }
  }

  /// What it means, as `--help` and the README have it.
  package var sentence: String {
    switch self {
    case .done: "done"
    case .refused: "refused by the pump, at the question or by a check; nothing changed"
    case .usage: "wrong command line; nothing was sent"
    case .data: "bad file"
    case .unavailable: "no pump or port"
    case .bug: "a bug"
    case .untold: "carried out, but telling or recording it failed; do not repeat it"
    case .io: "input or output failed (unplugged, disk full); nothing was carried out"
    case .unknown: "outcome unknown; read the status before anything else"
    case .protocolViolation: "protocol violation, or no key that fits; nothing was carried out"
    case .configuration: "wrong configuration; nothing was carried out"
    }
  }

  /// All of them in one sentence.
  package static var list: String {
    "Exit codes: "
      + allCases.map { "\($0.rawValue) \($0.sentence)" }.joined(separator: ". ") + "."
  }
}
