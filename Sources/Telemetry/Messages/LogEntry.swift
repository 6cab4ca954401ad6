import Quantities

/// One entry of the event log. Spec: therapy.md, "Event log", and memory.md, "Log".
public struct LogEntry: Hashable, Sendable {
  /// Its number, from 1 on without a gap.
  public var sequence: UInt32
  /// When it happened, in seconds of therapy since the factory.
  public var therapySeconds: UInt32
  /// What it is about.
  public var kind: LogKind
  /// As ``LogKind`` says.
  public var detail: UInt8
  /// As ``LogKind`` says.
  public var short: UInt16
  /// As ``LogKind`` says.
  public var number: UInt32
  /// As ``LogKind`` says.
  public var amount: UInt64

  /// An entry from its parts.
  public init(
    sequence: UInt32, therapySeconds: UInt32, kind: LogKind, detail: UInt8 = 0, short: UInt16 = 0,
    number: UInt32 = 0, amount: UInt64 = 0
  ) {
    self.sequence = sequence
    self.therapySeconds = therapySeconds
    self.kind = kind
    self.detail = detail
    self.short = short
    self.number = number
    self.amount = amount
  }

  /// The chain value of this entry behind one whose chain value is `previous`: the first eight
  /// bytes of Ascon-Hash256 over both.
  public func chain(after previous: UInt64) -> UInt64 {
    let (place, what) = storedHead
    return AsconHash256.chain(previous, place, what, amount)
  }

  /// Reads an entry of a number from where its place tells that; `nil` unless there is one.
  package static func unnumbered(
    _ sequence: UInt32, from reader: inout ByteReader
  ) -> LogEntry? {
    let found = optional(sequence, from: &reader)
    if found == nil { reader.reject() }
    return reader.fault == nil ? found : nil
  }

  /// Number and seconds, and kind to number, as they stand in two words of the stored form.
  @inline(__always)
  fileprivate var storedHead: (UInt64, UInt64) {
    (UInt64(sequence) | UInt64(therapySeconds) &<< 32, about | UInt64(number) &<< 32)
  }

  /// Kind, detail and short as they stand one after another, in the low half of a word.
  @inline(__always)
  private var about: UInt64 {
    UInt64(kind.rawValue) | UInt64(detail) &<< 8 | UInt64(short) &<< 16
  }

  /// The fields after the sequence number.
  @inline(__always)
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.put(UInt64(therapySeconds) | about &<< 32)
    writer.put(number)
    writer.put(amount)
  }

  /// Reads the fields after the sequence number; kind zero marks a place without an entry, where
  /// everything else is zero too. Behind such a place no entry may stand.
  fileprivate static func optional(
    _ sequence: UInt32, from reader: inout ByteReader, mayStand: Bool = true
  ) -> LogEntry? {
    let seconds = reader.u32()
    let secondsEnd = reader.offset
    let number = reader.u8()
    let kind = LogKind(rawValue: number)
    if number == 0 {
      if seconds != 0 { reader.reject(at: secondsEnd) }
    } else if kind == nil || !mayStand {
      reader.reject()
    }
    let detail = reader.u8()
    if number == 0 && detail != 0 { reader.reject() }
    let short = reader.u16()
    if number == 0 && short != 0 { reader.reject() }
    let third = reader.u32()
    if number == 0 && third != 0 { reader.reject() }
    let amount = reader.u64()
    if number == 0 && amount != 0 { reader.reject() }
    return kind.map { kind in
      LogEntry(
        sequence: sequence, therapySeconds: seconds, kind: kind, detail: detail, short: short,
        number: third, amount: amount)
    }
  }
}

/// An entry and its chain value, as the pump's memory and a page hold it.
public struct ChainedEntry: Hashable, Sendable {
  /// The entry.
  public var entry: LogEntry
  /// Its chain value.
  public var chain: UInt64

  /// An entry with its chain value.
  public init(_ entry: LogEntry, chain: UInt64) {
    self.entry = entry
    self.chain = chain
  }

  /// The length of an entry in the pump's memory, in bytes.
  package static var storedBytes: Int { 32 }

  /// The entry as the pump's memory holds it, as four words whose bytes stand in the order of
  /// memory wherever this runs. Spec: memory.md, "Log".
  @inline(__always)
  package var storedWords: (UInt64, UInt64, UInt64, UInt64) {
    // The words that are hashed, too: a pump writes tens of thousands of entries.
    let (place, what) = entry.storedHead
    return (
      place.littleEndian, what.littleEndian, entry.amount.littleEndian, chain.littleEndian
    )
  }

  /// Reads an entry from the pump's memory; `nil` unless there is one.
  package static func stored(from reader: inout ByteReader) -> ChainedEntry? {
    let sequence = reader.u32()
    guard let entry = LogEntry.optional(sequence, from: &reader) else { return nil }
    let chain = reader.u64()
    return reader.fault == nil ? ChainedEntry(entry, chain: chain) : nil
  }

  /// The entry and its chain value without the number, where that follows from the place.
  package func encodeUnnumbered(to writer: inout ByteWriter) {
    entry.encode(to: &writer)
    writer.put(chain)
  }

  /// Reads an entry of a number from where its place tells that; `nil` unless there is one.
  package static func unnumbered(
    _ sequence: UInt32, from reader: inout ByteReader
  ) -> ChainedEntry? {
    let found = inPage(sequence, from: &reader, mayStand: true)
    return reader.fault == nil ? found : nil
  }

  static func inPage(
    _ sequence: UInt32, from reader: inout ByteReader, mayStand: Bool
  ) -> ChainedEntry? {
    let entry = LogEntry.optional(sequence, from: &reader, mayStand: mayStand)
    let chain = reader.u64()
    if entry == nil && chain != 0 { reader.reject() }
    return entry.map { ChainedEntry($0, chain: chain) }
  }
}
