import Clinic
import Quantities
package import Telemetry

/// A bridge between two strengths as the log tells it: one, from its first beginning to its last
/// end, however often it was held up meanwhile. Moments are in seconds of therapy.
package struct Bridge: Equatable {
  package let began: Double
  /// When it ended; `nil` when it has not yet.
  package let ended: Double?
  /// Whether it was ended before it was through.
  package let isCutShort: Bool
  /// When the reservoir was filled with the new strength.
  package let filled: Double
  /// The strengths in mcg/mL.
  package let old: Double
  package let new: Double
  /// What the old programme gave in a day, in mcg: the flow of the bridge, at the old strength.
  package let oldDose: Double
  /// What it had to make up for, because the motor did not move it, in mL.
  package let madeUp: Double
  /// How much longer that made it, in s.
  package let madeUpSeconds: Double
  /// When it did not flow: it waited, or the motor stalled.
  package let pauses: [ClosedRange<Double>]
  /// For how long it waited while delivery was stopped or the pump without power, in s.
  package let waited: Double

  /// Which drug took the place of which with it; `nil` where the drug stayed what it was.
  package let drugs: DrugChange?

  /// What one stroke of the motor of so many nL is worth in an hour, in mcg/day of the new liquid:
  /// by so much hours differ even if nothing is wrong.
  package func strokeDose(nanolitres: UInt64) -> Double { Double(nanolitres) / 1e6 * new * 24 }

  /// Whether it flowed all through a time.
  package func isFlowing(from: Double, to: Double) -> Bool {
    !pauses.contains { $0.lowerBound < to && $0.upperBound > from }
  }
}

extension Bridge {
  private static let kind = InfusionKind.bridge.rawValue

  /// The last bridge of a refill in a log; `nil` when there is none that has begun.
  package init?(_ entries: [LogEntry]) {
    guard let part = Self.part(entries),
      let change = part.first(where: { $0.kind == .drugChanged }),
      let first = part.first(where: Self.isStart)
    else { return nil }
    began = Double(first.therapySeconds)
    filled = Double(change.therapySeconds)
    old = Double(change.amount)
    new = Double(change.number)
    drugs = DrugChange(change)
    let millilitres = Double(first.number) / 1000 / max(new, 1)
    oldDose = millilitres * 86_400_000 / Double(max(first.amount, 1)) * old
    var added = 0.0
    var waits: [ClosedRange<Double>] = []
    var cut: Double?
    var running: LogEntry? = first
    // What a part of it still had to give when it ended, and when that was.
    var rest = (nanograms: 0.0, seconds: Double(first.therapySeconds))
    for entry in part where entry.sequence > first.sequence {
      let seconds = Double(entry.therapySeconds)
      if Self.isStart(entry) {
        added += max(0, Double(entry.number) - rest.nanograms)
        if seconds > rest.seconds { waits.append(rest.seconds...seconds) }
        running = entry
      } else if entry.kind == .infusionEnded, entry.detail == Self.kind, let start = running {
        rest = (max(0, Double(start.number) - Double(entry.number)), seconds)
        if entry.short == 0 { rest.nanograms = 0 }
        running = nil
      } else if Self.isEnd(entry), running != nil || rest.nanograms > 0 {
        cut = seconds
        break
      }
    }
    isCutShort = cut != nil
    ended = cut ?? (running == nil && rest.nanograms == 0 ? rest.seconds : nil)
    // A rounding of the entries to the nanogram is no stroke.
    madeUp = added > 100 ? added / 1e6 / max(new, 1) * 1000 : 0
    madeUpSeconds =
      added > 100 ? added / Double(max(first.number, 1)) * Double(first.amount) / 1000 : 0
    waited = waits.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    pauses = waits + Self.stalls(part)
  }

  private static func isStart(_ entry: LogEntry) -> Bool {
    entry.kind == .infusionStarted && entry.detail == kind
  }

  /// Whether a bridge that is not through is ended for good: by order, or with all delivery.
  private static func isEnd(_ entry: LogEntry) -> Bool {
    (entry.kind == .order && entry.detail == RequestType.cancelBridge.rawValue)
      || (entry.kind == .alarmRaised && Alarm(rawValue: entry.detail)?.endsDelivery == true)
  }

  /// The entries from the refill of the last bridge that has begun until another one.
  private static func part(_ entries: [LogEntry]) -> ArraySlice<LogEntry>? {
    var end = entries.endIndex
    while let place = entries[..<end].lastIndex(where: {
      ($0.kind == .refilled && $0.detail == BridgeDecision.bridge.rawValue)
        || ($0.kind == .order && $0.detail == RequestType.startBridge.rawValue)
    }) {
      let part = entries[place..<end]
      if part.first?.kind == .refilled, part.contains(where: isStart) { return part }
      end = place
    }
    return nil
  }

  /// When the motor is known to have stalled.
  private static func stalls(_ part: ArraySlice<LogEntry>) -> [ClosedRange<Double>] {
    part.filter { $0.kind == .alarmRaised && $0.detail == Alarm.motorStall.rawValue }.map { entry in
      let end = part.first {
        $0.kind == .alarmEnded && $0.detail == entry.detail && $0.sequence > entry.sequence
      }
      let from = Double(entry.therapySeconds)
      return from...(end.map { max(from, Double($0.therapySeconds)) } ?? .infinity)
    }
  }
}
