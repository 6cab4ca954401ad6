package import ClinicText
package import PumpText
import SerialLink
import Synchronization

/// What the verb that runs has brought about so far.
///
/// Once an order is out, whatever goes wrong must not end the process with a code that says that
/// nothing was done: somebody would do it again. And from then until the words are out it is not to
/// be interrupted: nobody is to be left without them.
package final class VerbState: Sendable {

  package init() {}

  /// Of the verb that runs; `nil` outside of one.
  @TaskLocal package static var current: VerbState?

  private struct Facts {
    var fate = ProgramExitStatus.Fate.notCarriedOut
    var isRecordIncomplete = false
  }

  private let facts = Mutex(Facts())
  private let signals = Mutex<SignalPipe?>(nil)

  // MARK: What happens to an order

  /// The first byte of an order was handed to the line.
  static func orderIsOut() {
    current?.facts.withLock { if $0.fate == .notCarriedOut { $0.fate = .unknown } }
  }

  /// The outcome of an order is known, or is known not to be knowable. What was carried out before
  /// in the same verb stays so.
  static func orderEnded(_ fate: ProgramExitStatus.Fate) {
    current?.facts.withLock { if $0.fate != .carriedOut { $0.fate = fate } }
  }

  /// A record that somebody relies on, a capture or the outcome in the archive, was not kept. It
  /// was said already.
  package static func recordIsIncomplete() {
    current?.facts.withLock { $0.isRecordIncomplete = true }
  }

  /// What is certain of the order of this verb.
  package var fate: ProgramExitStatus.Fate { facts.withLock { $0.fate } }

  // MARK: How the verb ends

  /// How a verb ends that came to its end and told what it had to tell.
  package var exitStatus: ProgramExitStatus {
    let facts = facts.withLock { $0 }
    guard facts.isRecordIncomplete else { return .done }
    return facts.fate == .carriedOut ? .untold : .io
  }

  /// An error as it is to be reported when an order may have been carried out before it.
  package func judged(_ error: ProgrammerError) -> ProgrammerError {
    guard error.exitStatus.fate == .notCarriedOut else { return error }
    switch fate {
    case .notCarriedOut: return error
    case .carriedOut:
      return ProgrammerError(
        .untold, "the order was carried out; do not give it again. But \(error.text)")
    case .unknown:
      return ProgrammerError(
        .unknown,
        "an order was on its way, so nobody knows whether it was carried out. Do not repeat it. "
          + "Read the status (\(.readStatus)) before anything else. \(error.text)")
    }
  }

  // MARK: Interruptions

  /// Lets Ctrl-C, SIGTERM and a closed terminal wait until the verb's words are out.
  func holdSignals() throws(SerialError) {
    try signals.withLock { held throws(SerialError) in
      if held == nil { held = try SignalPipe() }
    }
  }

  /// Says which came meanwhile, and lets them take effect again.
  package func tellSignals() {
    for signal in takeSignals() {
      Notices.say("told to end (\(signal.name)), but the order was brought to its end first")
    }
  }

  private func takeSignals() -> [SignalPipe.Signal] {
    signals.withLock { held in
      var caught: [SignalPipe.Signal] = []
      if let pipe = held.take() {
        while let signal = try? pipe.next() { caught.append(signal) }
      }
      return caught
    }
  }
}
