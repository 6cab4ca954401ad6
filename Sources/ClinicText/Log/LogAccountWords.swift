package import Clinic
import PumpText
import Quantities
import Telemetry

/// The account of volumes for people.
package struct LogAccountWords {
  private let account: LogAccount

  /// The words of an account.
  package init(account: LogAccount) { self.account = account }

  /// All of it, each with its label.
  package var facts: [ScreenFact] {
    let length = Milliseconds.seconds(
      UInt64(account.seconds.upperBound - account.seconds.lowerBound))
    let days = QuantityWords.duration(length)
    var facts: [ScreenFact] = []
    facts.add(
      "account",
      account.isFromFactory
        ? "of all \(days) since the factory"
        : "of the \(days) since the first day's account that is known")
    facts.add("programmed", Self.volume(account.programmed))
    facts.add("missing", missing)
    facts.add("pumped", "\(Self.volume(account.pumped)), in strokes of \(stroke) nL")
    facts.add(
      "result",
      account.faults.isEmpty
        ? "they agree, from each day's account to the next, within a stroke" : "THEY DO NOT AGREE",
      isWarning: !account.faults.isEmpty)
    for fault in account.faults { facts.add("", Self.words(fault)) }
    return facts
  }

  private var stroke: UInt64 { account.strokeNanolitres }

  /// What was not delivered, and why, as the log says.
  package var missing: String {
    guard !account.undelivered.isEmpty else { return "nothing, by the log" }
    return account.undelivered.map { part in
      "\(Self.volume(part.nanolitres)) not delivered and not made up for: "
        + (part.cause?.words ?? "for a cause unknown here")
    }.joined(separator: "; ")
  }

  private static func words(_ fault: LogAccount.Span) -> String {
    let place = fault.sequence.map { "the account of entry \($0)" } ?? "the counters now"
    return "up to \(place): \(fault.difference.magnitude) nL too "
      + "\(fault.difference > 0 ? "much" : "little") was pumped"
  }

  private static func volume(_ nanolitres: Int64) -> String {
    QuantityWords.volume(nanolitres: UInt64(max(0, nanolitres)))
  }
}
