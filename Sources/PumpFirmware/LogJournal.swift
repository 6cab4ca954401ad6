import Quantities
import Telemetry

/// The end of the event log: what the record of the state carries until it is in the log's ring.
///
/// An event and the change it tells of go into one record and so become durable together; from the
/// stored record the entry is copied into the ring. A power cut between the two leaves the entry in
/// the record, and the copy is made again. Spec: memory.md, "Log".
public struct LogJournal: Equatable, Sendable {
  /// How many entries can wait.
  static var capacity: Int { 36 }
  /// How many may wait before a record is written for their sake.
  static var patience: Int { 26 }

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
  /// Those that wait, the oldest first, each as the ring holds it: four words of eight bytes, the
  /// lowest byte first wherever this runs.
  private var words = [144 of UInt64](repeating: 0)

  /// A log without entries.
  init() {}

  /// The number of the oldest entry that waits; `nil` when none does.
  @inline(__always)
  var oldest: UInt32? {
    waiting > 0 ? sequence - UInt32(truncatingIfNeeded: waiting) + 1 : nil
  }

  /// Whether all that wait come after the one of a number.
  @inline(__always)
  func isBeyond(_ number: UInt32) -> Bool {
    sequence - UInt32(truncatingIfNeeded: waiting) >= number
  }

  /// The oldest entry that waits; `nil` when none does. It changes nothing, as
  /// ``DayPlan/step(at:from:)``.
  var first: ChainedEntry? {
    mutating get { waiting > 0 ? withStored(first: 1) { PumpFirmware.entry($0) } : nil }
  }

  /// Gives access to so many of the oldest that wait, as the ring holds them. It changes nothing,
  /// as ``DayPlan/step(at:from:)``.
  mutating func withStored<Result>(
    first count: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let length = min(count, waiting) * ChainedEntry.storedBytes
    return unsafe words.span.withUnsafeBytes { raw in
      body(unsafe raw.bindMemory(to: UInt8.self).span.extracting(first: length))
    }
  }

  /// Adds an entry. When there is no place for it, it is counted, and the next that finds one is
  /// preceded by an entry that says how many were lost.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
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
    entry.sequence = sequence + 1
    put(ChainedEntry(entry, chain: entry.chain(after: chain)))
  }

  private mutating func put(_ next: ChainedEntry) {
    let place = 4 * waiting
    (words[place], words[place + 1], words[place + 2], words[place + 3]) = next.storedWords
    sequence = next.entry.sequence
    chain = next.chain
    waiting += 1
  }

  /// Forgets the entries that wait up to one of a number: they are in the ring.
  mutating func remove(through sequence: UInt32) {
    guard let oldest, sequence >= oldest else { return }
    let gone = min(Int(UInt64(sequence - oldest)) + 1, waiting)
    waiting -= gone
    for place in 0..<4 * waiting { words[place] = words[place + 4 * gone] }
  }

  /// Two journals are equal when they end the same and have the same entries waiting.
  public static func == (left: LogJournal, right: LogJournal) -> Bool {
    guard left.sequence == right.sequence, left.chain == right.chain, left.lost == right.lost,
      left.waiting == right.waiting
    else { return false }
    for place in 0..<4 * left.waiting where left.words[place] != right.words[place] {
      return false
    }
    return true
  }
}

/// How a record holds what waits. Spec: memory.md, "Record".
extension LogJournal {
  /// The first chain value and the entries without their numbers, from which the rest follows. It
  /// changes nothing, as ``DayPlan/step(at:from:)``.
  mutating func encode(to writer: inout ByteWriter) {
    writer.put(sequence)
    writer.put(waiting > 0 ? UInt64(littleEndian: words[3]) : chain)
    writer.put(lost)
    writer.put(UInt8(truncatingIfNeeded: waiting))
    for place in 0..<waiting {
      // The number is the low half of the first word.
      writer.put(UInt32(truncatingIfNeeded: UInt64(littleEndian: words[4 * place]) >> 32))
      writer.put(UInt64(littleEndian: words[4 * place + 1]))
      writer.put(UInt64(littleEndian: words[4 * place + 2]))
    }
  }

  /// Reads a record's journal.
  init(from reader: inout ByteReader) {
    let count = readStart(from: &reader, capacity: Self.capacity)
    let first = chain
    for place in 0..<count {
      guard let entry = LogEntry.unnumbered(sequence + 1, from: &reader) else { return }
      put(ChainedEntry(entry, chain: place == 0 ? first : entry.chain(after: chain)))
    }
  }

  /// Reads what records before version 5 kept: the newest chain value, and each entry with its own;
  /// in those of version 3 with its number before it too.
  init(chained reader: inout ByteReader, isNumbered: Bool) {
    let count = readStart(from: &reader, capacity: 24)
    let last = chain
    for place in 0..<count {
      let next = sequence + 1
      let found =
        isNumbered
        ? ChainedEntry.stored(from: &reader) : ChainedEntry.unnumbered(next, from: &reader)
      guard let found, found.entry.sequence == next,
        place == 0 || found.entry.chain(after: chain) == found.chain
      else {
        reader.reject()
        return
      }
      put(found)
    }
    if chain != last { reader.reject() }
  }

  /// Reads what stands before the entries, and how many there are.
  private mutating func readStart(from reader: inout ByteReader, capacity: Int) -> UInt32 {
    let newest = reader.u32()
    chain = reader.u64()
    lost = reader.u32()
    let count = UInt32(reader.u8())
    if count > UInt32(UInt64(capacity)) || count > newest || newest == 0 && chain != 0 {
      reader.reject()
      return 0
    }
    sequence = newest - count
    return count
  }
}
