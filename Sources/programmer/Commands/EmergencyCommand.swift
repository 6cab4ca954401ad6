import ArgumentParser
import CommandEntry
import Foundation
import ProgrammerSession
import PumpText
import SerialLink
import Telemetry

/// `programmer emergency`.
struct EmergencyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: "Make the pump go to its minimum rate now. Needs no card, but the head in contact.",
    discussion: """
      For an emergency far from the clinic: an overdose, or a patient whose card nobody has. It \
      can only ever lessen the drug: a running bolus or prime ends, and the pump gives the minimum \
      rate that keeps the catheter open. It does not stop the pump, changes no programme and reads \
      nothing of the therapy. An alarm sounds at once. A clinician with the card undoes it with \
      `programmer resume`.

      A sudden loss of intrathecal baclofen can kill: watch for withdrawal.

      Example: programmer emergency --port /dev/ttyUSB0
      """)

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  struct Result: Verb.Result {
    let pump: PumpReport

    struct Report: Encodable {
      let order = "emergency"
      let pump: PumpReport
    }

    var outcome: VerbAnswer.Outcome { .done }
    var json: any Encodable { Report(pump: pump) }

    var words: String {
      """
      done: \(pump.model) \(pump.serial) gives at most its minimum rate; a bolus or prime that ran \
      has ended. Watch the patient for withdrawal. A clinician with the card of this pump gets the \
      therapy back with `programmer resume`

      """
    }
  }

  func run() throws {
    try Verb.run(json: port.json) {
      let visit = try Visit(identifying: port)
      try check(visit.identity)
      let agreed = try visit.confirm(
        Self.preview(visit.identity), question: "Go to minimum rate now?", yes: change.yes)
      try call(visit.connection, agreed)
      return Result(pump: PumpReport(visit.identity))
    }
  }

  /// A card is not needed, but one that was given says which pump is meant.
  private func check(_ identity: Identity) throws {
    let path = port.card ?? ProcessInfo.processInfo.environment["PUMPLINK_CARD"] ?? ""
    guard !path.isEmpty, let card = try? CardReader.read(path),
      card.serial != identity.serial.string
    else { return }
    throw ProgrammerError(
      .configuration,
      "the card is for pump \(card.serial), and pump \(identity.serial.string) answered. Nothing "
        + "was changed. If this is the right patient all the same, call without a card: no --card, "
        + "and PUMPLINK_CARD empty")
  }

  /// What it does and what it cannot, for somebody in a hurry.
  static func preview(_ identity: Identity) -> String {
    var preview = OrderPreview()
    preview.add("pump", "\(identity.model.string) \(identity.serial.string)")
    preview.add("new", "MINIMUM RATE, until a clinician with the card resumes the therapy")
    preview.add("ends", "a running bolus or prime; a bridge waits, boluses are left out")
    preview.add("cannot", "stop the pump, take back what was given, or start a stopped pump")
    preview.add(
      "WARNING", "a sudden loss of intrathecal baclofen can kill: watch for withdrawal")
    return preview.text
  }

  /// How long a pump that makes everybody wait is called, in ms: longer than its longest wait.
  private static let patience: UInt64 = 130_000

  /// Calls until the pump answers. It can be called any number of times: more changes nothing.
  private func call(_ connection: PumpConnection, _ agreed: Yes) throws {
    var last: ProgrammerError?
    var calls = 0
    let end = MonotonicClock.milliseconds() + Self.patience
    while calls < 3 {
      calls += 1
      switch try connection.callEmergency(agreed) {
      case .reply(.acknowledged): return
      case .refused(let refusal)
      where refusal.code == .tooManyAttempts && MonotonicClock.milliseconds() < end:
        // Somebody tried the wrong card before; that is no reason to leave the patient alone.
        StandardStreams.error(
          "programmer: \(refusal.sentence); it is called again by itself, leave the head where it "
            + "is\n")
        if VerbState.current?.fate == .notCarriedOut { try VerbState.current?.releaseSignals() }
        var nothing = PollSet(capacity: 1)
        try nothing.wait(timeoutMilliseconds: Int(min(refusal.limit, 64)) * 1000 + 50)
        calls -= 1
      case .refused(let refusal) where refusal.code == .noSession:
        // The offer it was called for lapsed on the way; another is to be had.
        last = OutcomeWords.error(refusal)
      case .refused(let refusal): throw OutcomeWords.error(refusal)
      case .failed(.noAnswer(.emergencyRate, _)):
        last = ProgrammerError(
          .unknown,
          "the pump's answer was lost, so nobody knows whether it went to minimum rate. Hold the "
            + "head still, right over the pump, and call again: it does no harm to call twice")
      case .failed(let error):
        // Once it may have been heard, nothing says that it was not.
        last = last?.ending == .unknown ? last : OutcomeWords.error(error, port: connection.name)
      default:
        throw ProgrammerError(
          .protocolViolation, "\(connection.name): the answer was of the wrong kind")
      }
    }
    if let last { throw last }
  }
}
