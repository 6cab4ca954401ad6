import PumpFirmware
import Quantities
import Telemetry

/// The pump's memory in flash. Spec: board.md, "Memory".
///
/// The first pages are the image of ``MemoryMap``, byte for byte: a page for each slot, and the
/// ring of the log, 64 entries to a page. A ring is written over one entry at a time, and flash is
/// erased a page at a time; so the page whose turn has come is copied first into one of two areas
/// behind the image, and what is not written anew yet is read there. What lies before the entry to
/// be written is brought back at once: in the ring stands all up to the newest entry, which is how
/// a pump reads it when it is switched on.
///
/// Whatever moment the power fails at, nothing is lost that was stored: a copy is whole before its
/// page is erased, a page that was not erased to the end is erased again, an entry is marked before
/// it is brought back, so that a part of one is not taken for another, and an area is taken only
/// when all that it holds stands in the ring.
package struct PumpFlash<Chip: FlashChip> {
  /// One of the areas for copies: a page of entries, and a page that begins with the header.
  private struct Area {
    /// The page of the ring that it has a copy of, if any.
    var page: Int?
    /// Which of the two is the newer one.
    var number: UInt32 = 0
    /// Whether the ring's page was erased since.
    var isErased = false
  }

  /// The chip.
  package private(set) var chip: Chip
  private var areas = [2 of Area](repeating: Area())
  private let entry = MemoryMap.entryBytes

  /// The memory in a chip, which is as it was left. What the power cut short there is finished.
  package init(_ chip: Chip) {
    precondition(chip.pages >= FlashMap.pages, "a chip that holds the image and two copies")
    self.chip = chip
    for area in areas.indices { open(area) }
    for area in areas.indices { _ = finish(area) }
  }

  /// Makes all of it blank; false when the chip cannot.
  package mutating func format() -> Bool {
    areas = [2 of Area](repeating: Area())
    var isGood = true
    for page in 0..<FlashMap.pages where !chip.erase(page: page) { isGood = false }
    return isGood
  }

  /// Writes a record to a slot, and reads it back; false when it does not.
  package mutating func store(_ record: Span<UInt8>, slot: UInt8) -> Bool {
    let page = Int(UInt64(slot))
    guard chip.erase(page: page) else { return false }
    return put(record, at: page * FlashMap.pageBytes)
  }

  /// Writes entries to the ring from a place on, and reads them back; false when one does not.
  package mutating func storeLog(_ entries: Span<UInt8>, place: UInt16) -> Bool {
    var start = 0
    var place = Int(UInt64(place))
    while start < entries.count {
      let bytes = entries.extracting(start..<min(start + entry, entries.count))
      guard storeEntry(bytes, place: place) else { return false }
      start += entry
      place += 1
    }
    return true
  }

  /// Reads a place of the ring to an offset of other bytes; zeros where nothing was ever written.
  package func readEntry(place: UInt16, into bytes: inout MutableSpan<UInt8>, at offset: Int) {
    let source = source(of: FlashMap.offset(ofPlace: Int(UInt64(place))))
    for index in 0..<entry { bytes[offset + index] = source.map { chip[$0 + index] } ?? 0 }
  }

  /// Gives the image to be read, as a pump is switched on with it: blank places are all ones.
  package func withImage<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    chip.withBytes { body($0.extracting(0..<MemoryMap.imageBytes)) }
  }

  // MARK: Entries

  private mutating func storeEntry(_ bytes: Span<UInt8>, place: Int) -> Bool {
    let offset = FlashMap.offset(ofPlace: place)
    let page = offset / FlashMap.pageBytes
    let copy = newestArea(of: page)
    let isOwn = copy.map { areas[$0].isErased && !isMarked(offset, in: $0) } ?? true
    if isOwn, chip.holds(bytes, at: offset) { return true }
    if !isOwn || !isBlank(offset) {
      guard renew(page, without: offset) else { return false }
    }
    return put(bytes, at: offset)
  }

  /// Where an entry stands: in the ring, or in the copy of its page; `nil` where it is blank.
  @inline(never)
  private func source(of own: Int) -> Int? {
    var place = own
    if let area = newestArea(of: own / FlashMap.pageBytes) {
      let isOwn = areas[area].isErased && !isMarked(own, in: area) && !isBlank(own)
      if !isOwn { place = FlashMap.copy(of: own, in: area) }
    }
    return isBlank(place) ? nil : place
  }

  @inline(never)
  private func newestArea(of page: Int) -> Int? {
    let isFirst = areas[0].page == page
    let isSecond = areas[1].page == page
    if isFirst && isSecond { return newest }
    return isFirst ? 0 : isSecond ? 1 : nil
  }

  private var newest: Int {
    if areas[0].page == nil { return 1 }
    if areas[1].page == nil { return 0 }
    return Int32(bitPattern: areas[1].number &- areas[0].number) > 0 ? 1 : 0
  }

  /// Whether an entry of the ring is brought back from an area, and so may be a part of itself.
  @inline(never)
  private func isMarked(_ own: Int, in area: Int) -> Bool {
    !isBlank(FlashMap.mark(of: own, in: area), bytes: FlashMap.markBytes)
  }

  private mutating func mark(_ own: Int, in area: Int) -> Bool {
    let mark = [4 of UInt8](repeating: 0)
    return put(mark.span, at: FlashMap.mark(of: own, in: area))
  }

  // MARK: Copies

  /// Makes a page of the ring blank from an entry on, and keeps what it holds in a copy, but for
  /// that entry.
  private mutating func renew(_ page: Int, without next: Int) -> Bool {
    // A page that could not be erased the last time: its copy is whole, and stays.
    if let area = newestArea(of: page), !areas[area].isErased,
      isBlank(FlashMap.copy(of: next, in: area))
    {
      return finish(area)
    }
    let area = 1 - newest
    guard settle(area), clear(area) else { return false }
    for own in Self.entries(of: page) where own != next {
      guard let source = source(of: own) else { continue }
      guard copy(source, to: FlashMap.copy(of: own, in: area)) else { return false }
      if own < next, !mark(own, in: area) { return false }
    }
    let number = areas[1 - area].number &+ 1
    let words = CarryHeader(number: number, page: UInt32(truncatingIfNeeded: page)).words
    guard put(words.span, at: FlashMap.header(area)) else { return false }
    areas[area] = Area(page: page, number: number)
    return finish(area)
  }

  /// Erases a page of the ring whose copy is whole.
  @inline(never)
  private mutating func erase(_ page: Int, for area: Int) -> Bool {
    guard chip.erase(page: page) else { return false }
    let done = [4 of UInt8](repeating: 0)
    guard chip.program(done.span, at: FlashMap.header(area) + CarryHeader.doneOffset) else {
      return false
    }
    areas[area].isErased = true
    return true
  }

  /// Brings what an area alone holds into its page, so that the area is free.
  private mutating func settle(_ area: Int) -> Bool {
    guard finish(area) else { return false }
    guard let page = page(of: area) else { return true }
    for own in Self.entries(of: page) where isBlank(own) {
      let copied = FlashMap.copy(of: own, in: area)
      if isBlank(copied) { continue }
      guard mark(own, in: area), copy(copied, to: own) else { return false }
    }
    return true
  }

  /// Makes an area blank. First its header is no header any more: an erasure that is cut short
  /// could leave it with a word behind it that says something else.
  private mutating func clear(_ area: Int) -> Bool {
    areas[area] = Area()
    let zeros = [16 of UInt8](repeating: 0)
    let page = FlashMap.header(area)
    return chip.program(zeros.span, at: page) && chip.erase(page: page / FlashMap.pageBytes)
      && chip.erase(page: FlashMap.content(area) / FlashMap.pageBytes)
  }

  /// Finds what an area holds.
  private mutating func open(_ area: Int) {
    let offset = FlashMap.header(area)
    let header = chip.withBytes { CarryHeader($0.extracting(offset..<offset + CarryHeader.bytes)) }
    guard let header else { return }
    let page = Int(UInt64(header.page))
    guard FlashMap.ring.contains(page) else { return }
    let isErased = !isBlank(offset + CarryHeader.doneOffset, bytes: FlashMap.markBytes)
    areas[area] = Area(page: page, number: header.number, isErased: isErased)
  }

  /// Does what is still to be done with an area: its page is erased, and has what is marked.
  @inline(never)
  private mutating func finish(_ area: Int) -> Bool {
    guard let page = page(of: area) else { return true }
    if !areas[area].isErased, !erase(page, for: area) { return false }
    for own in Self.entries(of: page) where isMarked(own, in: area) {
      guard copy(FlashMap.copy(of: own, in: area), to: own) else { return false }
    }
    return true
  }

  /// The page of the ring that an area has the newest copy of, if any.
  private func page(of area: Int) -> Int? {
    guard let page = areas[area].page, newestArea(of: page) == area else { return nil }
    return page
  }

  // MARK: Bytes

  /// Where the entries of a page begin.
  private static func entries(of page: Int) -> StrideTo<Int> {
    stride(
      from: page * FlashMap.pageBytes, to: (page + 1) * FlashMap.pageBytes,
      by: MemoryMap.entryBytes)
  }

  @inline(never)
  private mutating func copy(_ source: Int, to target: Int) -> Bool {
    var bytes = [32 of UInt8](repeating: 0)
    for index in bytes.indices { bytes[index] = chip[source + index] }
    return chip.holds(bytes.span, at: target) || put(bytes.span, at: target)
  }

  @inline(never)
  private mutating func put(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    chip.program(bytes, at: offset) && chip.holds(bytes, at: offset)
  }

  private func isBlank(_ offset: Int, bytes: Int = MemoryMap.entryBytes) -> Bool {
    chip.isBlank(offset, bytes: bytes)
  }
}
