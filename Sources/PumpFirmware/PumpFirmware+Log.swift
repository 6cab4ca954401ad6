public import Quantities
import Telemetry

/// The event log. Spec: memory.md, "Log", and therapy.md, "Event log".
extension PumpFirmware {
  /// Moves the log along: entries into a record, from a stored record into the ring, and a page to
  /// whoever asked. True when there is something to do or to wait for.
  @inline(__always)
  mutating func tendLog() -> Bool {
    // Nearly always: nothing that waits is in a stored record, and nobody asks.
    if state.log.waiting < LogJournal.patience && log.reading == nil
      && state.log.isBeyond(log.durable)
    {
      return false
    }
    return moveLog()
  }

  private mutating func moveLog() -> Bool {
    if let oldest = state.log.oldest, oldest <= log.durable, log.retryAt == nil {
      if has(.losesLogEntries) && oldest % 8 == 0 {
        state.log.remove(through: oldest)
        return moveLog()
      }
      log.writing = oldest..<oldest + writable(from: oldest)
      log.isWriteAsked = true
      return true
    }
    let isFull = state.log.waiting >= LogJournal.patience
    let isWanted = log.reading != nil && state.log.waiting > 0 && log.retryAt == nil
    if (isFull || isWanted) && !log.isStoreFailing && log.durable < state.log.sequence {
      beginStore()
      return true
    }
    if log.reading != nil {
      log.reading?.isUnderWay = true
      log.isReadAsked = true
      return true
    }
    return false
  }

  /// How many entries from a number on go to the ring at once: all that a stored record holds, up
  /// to the ring's end.
  @_addressableSelf
  private func writable(from number: UInt32) -> UInt32 {
    if has(.losesLogEntries) { return 1 }
    let places = UInt32(UInt64(MemoryMap.logEntries)) - UInt32(MemoryMap.logPlace(number))
    return min(log.durable - number + 1, places)
  }

  /// Gives access to the bytes that ``PumpAction/storeLog(place:count:)`` asks to be written. It
  /// changes nothing, as ``withRecord(_:)``.
  public mutating func withLogEntries<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    state.log.withStored(first: Int(UInt64(log.writing.upperBound - log.writing.lowerBound)), body)
  }

  /// The entries are in the ring, or are not; then it is tried again a minute later.
  mutating func logStored(_ isGood: Bool) {
    guard !log.writing.isEmpty else { return }
    let last = log.writing.upperBound - 1
    log.writing = 0..<0
    if isGood {
      state.log.remove(through: last)
      store.updateChanged { $0.log.remove(through: last) }
      // The memory works again; a record that says so ends the alarm.
      if state.alarms.contains(.memoryError) && !log.isStoreFailing { store.isDirty = true }
    } else {
      log.retryAt = time.after(.minutes(1))
      let now = time
      update { $0.raise(.memoryError, at: now) }
    }
  }

  /// The sequence number of the oldest entry the ring holds; zero when the log is empty.
  var oldestEntry: UInt32 {
    let newest = state.log.sequence
    let capacity = UInt32(MemoryMap.logEntries)
    return newest > capacity ? newest - capacity + 1 : min(newest, 1)
  }

  /// Has a request for a page wait until everything that was logged is in the ring.
  mutating func readLog(
    _ request: ReadLog, _ header: MessageHeader, checksum: UInt32
  ) throws(Refusal) {
    let newest = state.log.sequence
    if request.first < max(oldestEntry, 1) {
      throw Refusal(
        .readLog, .noSuchEntry, asked: UInt64(request.first), limit: UInt64(max(oldestEntry, 1)))
    }
    if request.first > newest + 1 {
      throw Refusal(.readLog, .noSuchEntry, asked: UInt64(request.first), limit: UInt64(newest))
    }
    log.reading = LogWork.Reading(header: header, checksum: checksum, first: request.first)
  }

  /// Which places of the ring a page needs: its entries, and the one before for its chain value.
  @_addressableSelf
  func pagePlaces() -> (place: UInt16, count: UInt8) {
    guard let first = log.reading?.first else { return (0, 0) }
    let start = first > oldestEntry ? first - 1 : first
    let end = min(state.log.sequence, first + UInt32(UInt64(LogPage.capacity)) - 1)
    let count = end >= start ? end - start + 1 : 0
    return (MemoryMap.logPlace(start), UInt8(truncatingIfNeeded: count))
  }

  /// Takes the entries that ``PumpAction/readLog(place:count:)`` asked for, one after another, and
  /// answers with the page.
  ///
  /// An entry that does not read back as what was written there ends the page before it.
  @inline(never)
  public mutating func logRead(_ bytes: Span<UInt8>, at now: Instant) {
    guard let reading = log.reading, reading.isUnderWay else { return }
    log.reading = nil
    var next = reading.first > oldestEntry ? reading.first - 1 : reading.first
    var page = LogPage(
      oldest: oldestEntry, newest: state.log.sequence, first: reading.first, previousChain: 0)
    let size = ChainedEntry.storedBytes
    var offset = 0
    while offset + size <= bytes.count {
      let entry = Self.entry(bytes.extracting(offset..<offset + size), next)
      if next < reading.first {
        // Without the entry before it the page's first chain value cannot be checked, and will not.
        page.previousChain = entry?.chain ?? 0
      } else if let entry {
        page.append(entry)
      } else {
        break
      }
      next += 1
      offset += size
    }
    answer(.logPage(page), reading.header, checksum: reading.checksum)
    work(upTo: now.therapy)
  }

  /// Forgets what waits in a record and is in the ring already: a record is not written again for
  /// each entry that gets there, and a pump that starts often would run out of room for those that
  /// wait.
  static func forgetWritten(_ journal: inout LogJournal, _ memory: Span<UInt8>) {
    while let first = journal.first {
      let number = first.entry.sequence
      let offset =
        MemoryMap.logOffset + Int(UInt64(MemoryMap.logPlace(number))) * MemoryMap.entryBytes
      let place = memory.extracting(offset..<offset + MemoryMap.entryBytes)
      guard entry(place, number) == first else { return }
      journal.remove(through: number)
    }
  }

  /// The entry of a number in one place of the ring; `nil` when there is another one, or none.
  static func entry(_ place: Span<UInt8>, _ sequence: UInt32) -> ChainedEntry? {
    entry(place).flatMap { $0.entry.sequence == sequence ? $0 : nil }
  }

  /// The entry in one place of the ring, whatever its number; `nil` when there is none.
  @inline(never)
  static func entry(_ place: Span<UInt8>) -> ChainedEntry? {
    unsafe place.withUnsafeBytes { raw -> ChainedEntry? in
      guard let base = raw.baseAddress else { return nil }
      var reader = unsafe ByteReader(base, count: raw.count)
      return ChainedEntry.stored(from: &reader)
    }
  }
}
