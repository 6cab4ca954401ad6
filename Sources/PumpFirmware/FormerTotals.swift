import Quantities
import Telemetry

/// The totals that were in force and are so no longer, for 24 hours from their end. Spec:
/// therapy.md, "Largest step".
///
/// It keeps those that ended last apart and takes all before them together: their outermost, until
/// the last of them is over. So it never forgets too early, and at most too late.
struct FormerTotals: Hashable, Sendable {
  /// Totals, and until when they count.
  struct Ended: Hashable, Sendable {
    var range: TotalsRange
    var until: TherapyTime
  }

  var earlier: Ended?
  var last: Ended?

  /// Totals are in force no longer.
  mutating func end(_ totals: DayTotals, at time: TherapyTime) {
    let ended = Ended(range: TotalsRange(totals), until: time.after(.hours(24)))
    forget(by: time)
    if var before = last, before.range != ended.range {
      if let earlier { before.range.extend(by: earlier.range) }
      earlier = before
    }
    last = ended
  }

  /// The outermost of those that still count at a moment, and of those in force then; `nil` when
  /// there are none.
  func range(at time: TherapyTime, with running: DayTotals?) -> TotalsRange? {
    var range = running.map { TotalsRange($0) }
    Self.add(earlier, at: time, to: &range)
    Self.add(last, at: time, to: &range)
    return range
  }

  private static func add(
    _ ended: Ended?, at time: TherapyTime, to range: inout TotalsRange?
  ) {
    guard let ended, time < ended.until else { return }
    if range == nil { range = ended.range } else { range?.extend(by: ended.range) }
  }

  private mutating func forget(by time: TherapyTime) {
    if let ended = earlier, time >= ended.until { earlier = nil }
    if let ended = last, time >= ended.until { last = nil }
  }

  /// Whether it can stand in a record of a moment.
  func isPossible(at time: TherapyTime) -> Bool {
    let latest = time.after(.hours(24))
    return (earlier?.until ?? time) <= latest && (last?.until ?? time) <= latest
  }

  func encode(to writer: inout ByteWriter) {
    Self.encode(earlier, to: &writer)
    Self.encode(last, to: &writer)
  }

  init() {}

  /// Records of version 4 had zeros for totals that there are not.
  init(from reader: inout ByteReader, hasAllPlaces: Bool) {
    earlier = Self.ended(from: &reader, hasAllPlaces)
    last = Self.ended(from: &reader, hasAllPlaces)
  }

  private static func encode(_ ended: Ended?, to writer: inout ByteWriter) {
    writer.put(ended?.until.rawValue ?? 0)
    guard let range = ended?.range else { return }
    writer.put(range.lowLeast)
    writer.put(range.highLeast)
    writer.put(range.lowMost)
    writer.put(range.highMost)
    writer.put(range.lowWithPatient)
    writer.put(range.highWithPatient)
  }

  private static func ended(from reader: inout ByteReader, _ hasAllPlaces: Bool) -> Ended? {
    let until = TherapyTime(rawValue: reader.u64())
    if until == .zero && !hasAllPlaces { return nil }
    var range = TotalsRange(DayTotals(least: 0, most: 0, mostWithPatient: 0))
    let blank = range
    range.lowLeast = reader.u32()
    range.highLeast = reader.u32()
    range.lowMost = reader.u32()
    range.highMost = reader.u32()
    range.lowWithPatient = reader.u32()
    range.highWithPatient = reader.u32()
    let isOrdered =
      range.lowLeast <= range.highLeast && range.lowMost <= range.highMost
      && range.lowWithPatient <= range.highWithPatient
    if !isOrdered || (until == .zero && range != blank) { reader.reject() }
    return until == .zero ? nil : Ended(range: range, until: until)
  }
}
