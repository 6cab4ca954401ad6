import Quantities
import Telemetry

/// The end of the event log: what the record of the state carries until it is in the log's ring.
///
/// An event and the change it tells of go into one record and so become durable together; from the
/// stored record the entry is copied into the ring. A power cut between the two leaves the entry in
/// the record, and the copy is made again. Spec: memory.md, "Log".
public struct LogJournal: Equatable, Sendable {
  /// How many entries can wait.
  static var capacity: Int { 24 }
  /// How many may wait before a record is written for their sake.
  static var patience: Int { 14 }

  /// The sequence number of the newest entry; zero when there is none.
  public private(set) var sequence: UInt32 = 0
  /// Its chain value; zero when there is none.
  public private(set) var chain: UInt64 = 0
  /// How many entries found no place since the last one that did.
  private(set) var lost: UInt32 = 0
  /// How many entries wait.
  private(set) var waiting = 0
  /// Whether nothing is written down: of a state that looks ahead nothing has happened.
  var isMuted = false
  /// Those that wait, the oldest first.
  private var entries = [24 of ChainedEntry](repeating: Self.blank)

  private static var blank: ChainedEntry {
    ChainedEntry(LogEntry(sequence: 0, therapySeconds: 0, kind: .order), chain: 0)
  }

  /// A log without entries.
  init() {}

  /// The number of the oldest entry that waits; `nil` when none does.
  @inline(__always)
  var oldest: UInt32? {
    waiting > 0 ? sequence - UInt32(truncatingIfNeeded: waiting) + 1 : nil
  }

  /// The oldest entry that waits; `nil` when none does. It changes nothing, as
  /// ``DayPlan/step(at:)``.
  var first: ChainedEntry? { mutating get { waiting > 0 ? entries[0] : nil } }

  /// Gives access to so many of the oldest that wait, as the ring holds them. It changes nothing,
  /// as ``DayPlan/step(at:)``.
  mutating func withStored<Result>(
    first count: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    // As many as can wait, 32 bytes each.
    var bytes = [768 of UInt8](repeating: 0)
    var span = bytes.mutableSpan
    unsafe span.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return }
      var writer = unsafe ByteWriter(base, capacity: raw.count)
      for place in 0..<min(count, waiting) { entries[place].encode(to: &writer) }
    }
    return body(bytes.span.extracting(first: min(count, waiting) * ChainedEntry.storedBytes))
  }

  /// Adds an entry. When there is no place for it, it is counted, and the next that finds one is
  /// preceded by an entry that says how many were lost.
  mutating func append(
    _ kind: LogKind, at time: TherapyTime, detail: UInt8 = 0, short: UInt16 = 0,
    number: UInt32 = 0, amount: UInt64 = 0
  ) {
    if isMuted { return }
    let needed = lost > 0 ? 2 : 1
    guard waiting + needed <= Self.capacity else {
      if lost < .max { lost += 1 }
      return
    }
    let seconds = UInt32(clamping: time.seconds)
    if lost > 0 {
      put(LogEntry(sequence: 0, therapySeconds: seconds, kind: .entriesLost, number: lost))
      lost = 0
    }
    put(
      LogEntry(
        sequence: 0, therapySeconds: seconds, kind: kind, detail: detail, short: short,
        number: number, amount: amount))
  }

  private mutating func put(_ entry: LogEntry) {
    var entry = entry
    sequence += 1
    entry.sequence = sequence
    chain = entry.chain(after: chain)
    entries[waiting] = ChainedEntry(entry, chain: chain)
    waiting += 1
  }

  /// Forgets the entries that wait up to one of a number: they are in the ring.
  mutating func remove(through sequence: UInt32) {
    guard let oldest, sequence >= oldest else { return }
    let gone = min(Int(UInt64(sequence - oldest)) + 1, waiting)
    waiting -= gone
    for place in 0..<waiting { entries[place] = entries[place + gone] }
  }

  /// Two journals are equal when they end the same and have the same entries waiting.
  public static func == (left: LogJournal, right: LogJournal) -> Bool {
    guard left.sequence == right.sequence, left.chain == right.chain, left.lost == right.lost,
      left.waiting == right.waiting
    else { return false }
    for place in 0..<left.waiting where left.entries[place] != right.entries[place] {
      return false
    }
    return true
  }

  /// It changes nothing, as ``DayPlan/step(at:)``.
  mutating func encode(to writer: inout ByteWriter) {
    writer.put(sequence)
    writer.put(chain)
    writer.put(lost)
    writer.put(UInt8(truncatingIfNeeded: waiting))
    for place in 0..<waiting {
      entries[place].encodeUnnumbered(to: &writer)
    }
  }

  /// Reads what waits; records of version 3 had each entry's number before it.
  init(from reader: inout ByteReader, isNumbered: Bool) {
    sequence = reader.u32()
    chain = reader.u64()
    lost = reader.u32()
    let count = UInt32(reader.u8())
    if count > UInt32(UInt64(Self.capacity)) || count > sequence {
      reader.reject()
      return
    }
    while waiting < Int(UInt64(count)) {
      let expected = sequence - count + 1 + UInt32(UInt64(waiting))
      let found =
        isNumbered
        ? ChainedEntry.stored(from: &reader)
        : ChainedEntry.unnumbered(expected, from: &reader)
      guard let entry = found, entry.entry.sequence == expected else {
        reader.reject()
        return
      }
      entries[waiting] = entry
      waiting += 1
    }
    if waiting > 0 && entries[waiting - 1].chain != chain { reader.reject() }
  }
}
