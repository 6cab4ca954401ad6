import Quantities
package import Telemetry

/// How the doses in a log compare with the pump's counters.
///
/// Each day's account in the log gives the strokes made and the drug programmed since the factory,
/// and the pump's own counters give both now; at the factory both were zero, so a log that is known
/// from its first entry on accounts for everything. Between any two of these the volume pumped may
/// differ from the volume programmed by one stroke, and by what the log says was not delivered.
package struct LogAccount: Equatable {
  /// The volume of one stroke in nL.
  package let strokeNanolitres: UInt64
  /// From one account to the next, in order.
  package let spans: [Span]
  /// Whether the first span begins at the factory, so that the sums are those of the pump's life.
  package let isFromFactory: Bool
  /// What the log says was not delivered within the spans, in nL, by its cause.
  package let undelivered: [Missing]

  /// A volume that was not delivered for a cause.
  package struct Missing: Equatable {
    /// `nil` for a cause that this programmer does not know.
    package let cause: UndeliveredCause?
    package var nanolitres: Int64
  }

  /// What was programmed and pumped between two accounts.
  package struct Span: Equatable {
    /// The number of the log entry that ends it; `nil` for the pump's counters now.
    package let sequence: UInt32?
    package let seconds: ClosedRange<UInt32>
    /// The volume programmed in nL: a range when the strength changed within.
    package let programmed: ClosedRange<Int64>
    package let pumped: Int64
    /// The volume that the log says was not delivered, in nL, for the same reason a range.
    package let undelivered: ClosedRange<Int64>
    /// The same at the strength that was in the reservoir when the log said so.
    let likelyUndelivered: Int64

    /// The volume programmed; where a change of strength leaves a range, what agrees best.
    package var likelyProgrammed: Int64 {
      min(max(pumped + likelyUndelivered, programmed.lowerBound), programmed.upperBound)
    }

    /// By how much the volume pumped is off, in nL, at the least; above zero for too much.
    package var difference: Int64 {
      let most = programmed.upperBound - undelivered.lowerBound
      let least = programmed.lowerBound - undelivered.upperBound
      return pumped > most ? pumped - most : pumped < least ? pumped - least : 0
    }
  }

  /// The time of therapy they cover, in seconds since the factory.
  package var seconds: ClosedRange<UInt32> {
    guard let first = spans.first, let last = spans.last else { return 0...0 }
    // A log whose times run backwards is no reason to stop reading it.
    return first.seconds.lowerBound...max(first.seconds.lowerBound, last.seconds.upperBound)
  }

  /// What was programmed and what was pumped in all of them, in nL.
  package var programmed: Int64 { Self.sum(spans.map { $0.likelyProgrammed }) }
  package var pumped: Int64 { Self.sum(spans.map { $0.pumped }) }

  /// The spans that are off by more than a stroke.
  package var faults: [Span] { spans.filter { $0.difference.magnitude > strokeNanolitres } }
}

extension LogAccount {
  /// A point at which strokes and programmed drug are known.
  private struct Point {
    let sequence: UInt32?
    let seconds: UInt32
    let nanolitres: Int64
    let picograms: Int64
  }

  /// Compares a log with what the pump says now; `nil` when there is no account in the log, or the
  /// volume of a stroke is neither given nor follows from the numbers.
  package init?(
    _ entries: [ChainedEntry], now: Interrogation, strokeNanolitres given: UInt64? = nil
  ) {
    let log = entries.map { $0.entry }
    let strengths = StrengthHistory(log, now: now)
    var strokes: UInt64 = 0
    var days: [(entry: LogEntry, strokes: UInt64)] = []
    for entry in log where entry.kind == .delivered {
      // The log has them modulo 2^32.
      strokes += UInt64(entry.number &- UInt32(truncatingIfNeeded: strokes))
      days.append((entry, strokes))
    }
    let newest = days.last.map { ($0.strokes, $0.entry.amount, $0.entry.therapySeconds) }
    guard let newest,
      let stroke = given ?? Self.stroke(newest, strengths, now), stroke > 0
    else { return nil }
    strokeNanolitres = stroke
    isFromFactory = log.first?.sequence == 1
    var points =
      isFromFactory ? [Point(sequence: 0, seconds: 0, nanolitres: 0, picograms: 0)] : []
    points += days.map {
      Point(
        sequence: $0.entry.sequence, seconds: $0.entry.therapySeconds,
        nanolitres: Self.bounded(Self.volume($0.strokes, stroke)),
        picograms: Self.bounded($0.entry.amount))
    }
    // What a stall has cost since the last account is not in the log yet.
    if !now.status.alarms.contains(.motorStall) {
      points.append(
        Point(
          sequence: nil, seconds: now.status.therapySeconds,
          nanolitres: Self.bounded(now.pumpedNanolitres),
          picograms: Self.bounded(now.programmedPicograms)))
    }
    spans = zip(points, points.dropFirst()).map { Self.span($0, $1, log, strengths) }
    undelivered = Self.missing(
      log.filter { entry in
        entry.sequence > points.first?.sequence ?? .max
          && entry.sequence < points.last?.sequence ?? .max
      }, strengths)
  }

  /// Far more than any pump infuses in its life; a damaged log can hold any number.
  private static let most: UInt64 = 1 << 60

  private static func bounded(_ number: UInt64) -> Int64 { Int64(min(number, most)) }

  private static func sum(_ numbers: some Sequence<Int64>) -> Int64 {
    numbers.reduce(0) { min(max($0 + $1, -Int64(most)), Int64(most)) }
  }

  private static func volume(_ strokes: UInt64, _ stroke: UInt64) -> UInt64 {
    let (product, overflow) = strokes.multipliedReportingOverflow(by: stroke)
    return overflow ? .max : product
  }

  private static func missing(_ log: [LogEntry], _ strengths: StrengthHistory) -> [Missing] {
    var sums: [Missing] = []
    for entry in log where entry.kind == .undelivered {
      let cause = UndeliveredCause(rawValue: entry.detail)
      let strength = strengths.strength(at: entry.therapySeconds)
      let volume = bounded(entry.amount / UInt64(strength))
      if let place = sums.firstIndex(where: { $0.cause == cause }) {
        sums[place].nanolitres = sum([sums[place].nanolitres, volume])
      } else {
        sums.append(Missing(cause: cause, nanolitres: volume))
      }
    }
    return sums
  }

  private static func span(
    _ from: Point, _ to: Point, _ log: [LogEntry], _ strengths: StrengthHistory
  ) -> Span {
    let seconds = from.seconds...max(from.seconds, to.seconds)
    let range = strengths.range(in: seconds)
    let within = log.filter {
      $0.kind == .undelivered && $0.sequence > from.sequence ?? 0
        && $0.sequence < to.sequence ?? .max
    }
    let missing = sum(within.map { bounded($0.amount) })
    func volumes(_ picograms: Int64) -> ClosedRange<Int64> {
      let least = picograms / Int64(range.upperBound)
      return least...max(least, picograms / Int64(range.lowerBound))
    }
    return Span(
      sequence: to.sequence, seconds: seconds,
      programmed: volumes(max(0, to.picograms - from.picograms)),
      pumped: to.nanolitres - from.nanolitres, undelivered: volumes(missing),
      likelyUndelivered: sum(Self.missing(within, strengths).map { $0.nanolitres }))
  }

  /// The volume of a stroke as it follows from the pump's counters and the newest account: of the
  /// whole numbers that divide the volume pumped, the one that agrees best.
  private static func stroke(
    _ newest: (strokes: UInt64, picograms: UInt64, seconds: UInt32), _ strengths: StrengthHistory,
    _ now: Interrogation
  ) -> UInt64? {
    guard newest.strokes > 0, now.pumpedNanolitres > 0 else { return nil }
    let since = newest.seconds...max(newest.seconds, now.status.therapySeconds)
    let strength = UInt64(strengths.range(in: since).upperBound)
    // What was programmed since the account may not be pumped yet; all of it in picograms.
    let later = now.programmedPicograms - min(newest.picograms, now.programmedPicograms)
    let pumped = now.pumpedNanolitres.multipliedReportingOverflow(by: strength)
    let strokes = newest.strokes.multipliedReportingOverflow(by: strength)
    guard !pumped.overflow, !strokes.overflow, pumped.partialValue >= later else { return nil }
    let guess = StrokeGuess(
      drug: pumped.partialValue - later, strokes: strokes.partialValue)
    // No pump's stroke is a millilitre; a log that says so tells nothing of its volume.
    guard (1..<1_000_000).contains(guess.whole) else { return nil }
    return guess.candidates.filter { now.pumpedNanolitres.isMultiple(of: $0) }
      .min { guess.distance(to: $0) < guess.distance(to: $1) }
  }
}

/// Which strength was in the reservoir when.
package struct StrengthHistory {
  private let changes: [(seconds: UInt32, before: UInt32, after: UInt32)]
  private let now: UInt32

  package init(_ log: [LogEntry], now: Interrogation) {
    changes = log.filter { $0.kind == .drugChanged }
      .map { ($0.therapySeconds, UInt32(clamping: $0.amount), $0.number) }
    self.now = now.concentration.microgramsPerMillilitre
  }

  /// The strength at a moment, in mcg/mL.
  package func strength(at seconds: UInt32) -> UInt32 {
    if let last = changes.last(where: { $0.seconds <= seconds }) { return max(1, last.after) }
    return max(1, changes.first?.before ?? now)
  }

  /// The weakest and the strongest in a time, in mcg/mL.
  func range(in seconds: ClosedRange<UInt32>) -> ClosedRange<UInt32> {
    var values = [strength(at: seconds.lowerBound), strength(at: seconds.upperBound)]
    for change in changes where seconds.contains(change.seconds) {
      values += [max(1, change.before), max(1, change.after)]
    }
    return (values.min() ?? now)...(values.max() ?? now)
  }
}
