import Console

/// What kept a verb from being done, in words for the person at the programmer.
struct ProgrammerError: Error {
  /// How the process ends; the numbers are a contract with scripts.
  enum Ending: Int32 {
    /// The pump or the person said no. Nothing changed.
    case refused = 1
    /// The command line cannot be carried out as it stands.
    case usage = 64
    /// A file holds what it should not.
    case data = 65
    /// No pump, or no port.
    case unavailable = 69
    /// The link was cut, or the system refused a read or write.
    case io = 74
    /// Nobody knows whether the order was carried out.
    case unknown = 75
    /// The far side does not keep to the protocol.
    case protocolViolation = 76
    /// The parts do not belong together.
    case configuration = 78

    /// The ending's name in JSON.
    var name: String {
      switch self {
      case .refused: "refused"
      case .unknown: "unknown"
      default: "failed"
      }
    }
  }

  let ending: Ending
  /// What happened, what it means for the therapy, what to do: on one line, whatever is in the
  /// words from outside that it quotes.
  let message: String
  /// The refusal, when the pump gave one.
  var refusal: RefusalReport?

  init(_ ending: Ending, _ message: String, refusal: RefusalReport? = nil) {
    self.ending = ending
    self.message = message.shown
    self.refusal = refusal
  }
}
