/// What an entry of the event log is about. Spec: messages.md, "logKind".
public enum LogKind: UInt8, Hashable, Sendable {
  /// The pump was switched on. `detail`: ``ResetCause``; `number`: the epoch of its sessions;
  /// `amount`: strokes.
  case switchedOn = 1
  /// An order was carried out. `detail`: ``RequestType``; `short`: request id; `number`: session.
  case order = 2
  /// A programme came into force. `detail`: ``InfusionMode``; `number`: ng of its largest day;
  /// `amount`: its revision.
  case therapy = 3
  /// A soft limit was overridden. `detail`: ``RefusalCode``; `number`: what was asked for, or the
  /// highest value it can hold; `amount`: the limit.
  case override = 4
  /// An infusion began. `detail`: ``InfusionKind``; `number`: ng; `amount`: ms.
  case infusionStarted = 5
  /// An infusion ended. `detail`: ``InfusionKind``; `short`: 1 when it was cut short; `number`: ng
  /// given; `amount`: strokes.
  case infusionEnded = 6
  /// An infusion that was due did not begin. `detail`: ``InfusionKind``; `short`: the
  /// ``RefusalCode`` that stood against it, or 0 when the pump was without power; `number`: ng;
  /// `amount`: how many.
  case infusionSkipped = 7
  /// A step of the day schedule began. `detail`: plan; `short`: its start in minutes since
  /// midnight; `number`: ng/day; `amount`: strokes.
  case step = 8
  /// The day's account. `short`: patient requests denied since the last; `number`: strokes modulo
  /// 2^32; `amount`: pg programmed since the factory.
  case delivered = 9
  /// An alarm began. `detail`: ``Alarm``; `amount`: strokes.
  case alarmRaised = 10
  /// An alarm ended. `detail`: ``Alarm``; `amount`: strokes.
  case alarmEnded = 11
  /// The reservoir was refilled. `detail`: ``BridgeDecision``; `short`: ``SkipReason``; `number`:
  /// nL filled in; `amount`: nL withdrawn times 2^32 and nL expected.
  case refilled = 12
  /// The strength in the reservoir changed. `detail`: ``DrugCode``; `number`: mcg/mL after mixing;
  /// `amount`: mcg/mL before.
  case drugChanged = 13
  /// The wall clock was set. `detail`: ``ClockReason``; `short`: 1 when it was set before;
  /// `number`: the new clock; `amount`: the old one, or 0.
  case clockSet = 14
  /// Drug that was programmed and is not made up for. `detail`: ``UndeliveredCause``; `amount`: pg.
  case undelivered = 15
  /// A self-test failed. `detail`: the bits of ``SelfTest``.
  case selfTestFailed = 16
  /// Entries could not be stored and are lost. `number`: how many.
  case entriesLost = 17
  /// The patient bolus was turned on or off. `detail`: 1 or 0; `short`: lockout in min; `number`:
  /// ng; `amount`: ms times 256 and the maximum per day.
  case patientBolus = 18
  /// The low-reservoir alarm was set. `number`: nL; `amount`: nL before.
  case lowAlarm = 19
}

/// Why the pump was switched on.
public enum ResetCause: UInt8, Hashable, Sendable {
  /// Power came.
  case power = 0
  /// The battery gave out for a moment.
  case lowBattery = 1
  /// The clock was lost: therapy time went on from the last record.
  case clockLost = 2
}

/// Why drug that was programmed is not made up for.
public enum UndeliveredCause: UInt8, Hashable, Sendable {
  /// The motor stalled.
  case stall = 1
  /// Delivery ended for a reason nobody can resume from.
  case failure = 2
  /// The pump was without power.
  case power = 3
}

/// What is infused besides, or in place of, the basal infusion. Spec: therapy.md, "Precedence".
public enum InfusionKind: UInt8, Hashable, Sendable {
  /// A bolus a clinician ordered.
  case bolus = 1
  /// A bolus the patient asked for.
  case patientBolus = 2
  /// A bolus of the programme.
  case periodicBolus = 3
  /// The priming of the fluid path, in place of the basal infusion.
  case prime = 4
  /// A bridge between two strengths, in place of the basal infusion.
  case bridge = 5

  /// Whether the basal infusion waits while it runs.
  public var replacesBasal: Bool { self == .prime || self == .bridge }
}

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

  /// The length of an entry as it is hashed, in bytes.
  static var byteCount: Int { 24 }

  /// The chain value of this entry behind one whose chain value is `previous`: the first eight
  /// bytes of Ascon-Hash256 over both.
  public func chain(after previous: UInt64) -> UInt64 {
    var bytes = [24 of UInt8](repeating: 0)
    var span = bytes.mutableSpan
    unsafe span.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return }
      var writer = unsafe ByteWriter(base, capacity: raw.count)
      writer.put(sequence)
      encode(to: &writer)
    }
    return AsconHash256.chain(previous, bytes.span)
  }

  /// The fields after the sequence number.
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.put(therapySeconds)
    writer.put(kind.rawValue)
    writer.put(detail)
    writer.put(short)
    writer.put(number)
    writer.put(amount)
  }

  /// Reads the fields after the sequence number; kind zero marks a place without an entry.
  fileprivate static func optional(
    _ sequence: UInt32, from reader: inout ByteReader
  ) -> LogEntry? {
    let seconds = reader.u32()
    let number = reader.u8()
    let kind = LogKind(rawValue: number)
    if number != 0 && kind == nil { reader.reject() }
    if number == 0 && seconds != 0 { reader.reject() }
    let entry = LogEntry(
      sequence: sequence, therapySeconds: seconds, kind: kind ?? .order, detail: reader.u8(),
      short: reader.u16(), number: reader.u32(), amount: reader.u64())
    if number == 0 && (entry.detail != 0 || entry.short != 0 || entry.number != 0) {
      reader.reject()
    }
    if number == 0 && entry.amount != 0 { reader.reject() }
    return kind == nil ? nil : entry
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

  package func encode(to writer: inout ByteWriter) {
    writer.put(entry.sequence)
    entry.encode(to: &writer)
    writer.put(chain)
  }

  /// Reads an entry from the pump's memory; `nil` unless there is one.
  package static func stored(from reader: inout ByteReader) -> ChainedEntry? {
    let sequence = reader.u32()
    guard let entry = LogEntry.optional(sequence, from: &reader) else { return nil }
    let chain = reader.u64()
    return reader.fault == nil ? ChainedEntry(entry, chain: chain) : nil
  }

  fileprivate func encodeInPage(to writer: inout ByteWriter) {
    entry.encode(to: &writer)
    writer.put(chain)
  }

  fileprivate static func inPage(
    _ sequence: UInt32, from reader: inout ByteReader
  ) -> ChainedEntry? {
    let entry = LogEntry.optional(sequence, from: &reader)
    let chain = reader.u64()
    if entry == nil && chain != 0 { reader.reject() }
    return entry.map { ChainedEntry($0, chain: chain) }
  }
}

/// A request for the log from an entry on. Spec: messages.md, "readLog".
public struct ReadLog: Hashable, Sendable {
  /// The sequence number of the first entry wanted.
  public var first: UInt32

  /// A request for the log from an entry on.
  public init(from first: UInt32) { self.first = first }

  init(from reader: inout ByteReader) { first = reader.u32() }

  func encode(to writer: inout ByteWriter) { writer.put(first) }
}

/// A few entries of the log in a row. Spec: messages.md, "logPage".
public struct LogPage: Hashable, Sendable {
  /// The most entries a page can hold.
  public static var capacity: Int { 7 }

  /// The sequence number of the oldest entry the pump keeps; zero when the log is empty.
  public var oldest: UInt32
  /// The sequence number of the newest entry; zero when the log is empty.
  public var newest: UInt32
  /// The sequence number of the first entry of the page.
  public var first: UInt32
  /// The chain value of the entry before the first.
  public var previousChain: UInt64
  private var entries = [7 of ChainedEntry?](repeating: nil)
  /// How many entries there are, at most ``capacity``.
  public private(set) var count = 0

  /// A page without entries.
  public init(oldest: UInt32, newest: UInt32, first: UInt32, previousChain: UInt64) {
    self.oldest = oldest
    self.newest = newest
    self.first = first
    self.previousChain = previousChain
  }

  /// Adds an entry; traps when the page is full.
  public mutating func append(_ entry: ChainedEntry) {
    precondition(count < Self.capacity, "a page of the log is full")
    entries[count] = entry
    count += 1
  }

  /// The entry at a place, 0 through ``count`` - 1; traps elsewhere.
  public subscript(place: Int) -> ChainedEntry {
    guard place >= 0, place < count, let entry = entries[place] else {
      preconditionFailure("the page has no such entry")
    }
    return entry
  }

  init(from reader: inout ByteReader) {
    oldest = reader.u32()
    newest = reader.u32()
    first = reader.u32()
    previousChain = reader.u64()
    for place in 0..<Self.capacity {
      let next = ChainedEntry.inPage(first &+ UInt32(place), from: &reader)
      if next != nil && count < place { reader.reject() }
      guard let next, count == place else { continue }
      append(next)
    }
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(oldest)
    writer.put(newest)
    writer.put(first)
    writer.put(previousChain)
    for place in 0..<Self.capacity {
      if place < count {
        self[place].encodeInPage(to: &writer)
      } else {
        for _ in 0..<7 { writer.put(0 as UInt32) }
      }
    }
  }

  /// Two pages are equal when all they tell is.
  public static func == (left: LogPage, right: LogPage) -> Bool {
    guard left.oldest == right.oldest, left.newest == right.newest, left.first == right.first,
      left.previousChain == right.previousChain, left.count == right.count
    else { return false }
    for place in 0..<left.count where left[place] != right[place] { return false }
    return true
  }

  /// Hashes what identifies the page.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(first)
    hasher.combine(count)
    for place in 0..<count { hasher.combine(self[place]) }
  }
}
