import PumpFirmware
import Quantities
import Telemetry

/// The pump's memory in flash. Spec: board.md, "Memory".
///
/// The first pages are the image of ``MemoryMap``, byte for byte: a page for each slot, and the
/// ring of the log, 64 entries to a page. A ring is written over one entry at a time, and flash is
/// erased a page at a time; so the page whose turn has come is copied first into one of two areas
/// behind the image, and what is not written anew yet is read there.
///
/// Whatever moment the power fails at, nothing is lost that was stored: a copy is whole before its
/// page is erased, a page that was not erased to the end is erased again, and an area is taken
/// only when all that it holds stands in the ring.
package struct PumpFlash<Chip: FlashChip> {
  /// One of the areas for copies: a page of entries, and a page that begins with the header.
  private struct Area {
    var header: CarryHeader?
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
    let source = source(of: Int(UInt64(place)))
    chip.withBytes { all in
      for index in 0..<entry { bytes[offset + index] = source.map { all[$0 + index] } ?? 0 }
    }
  }

  /// Gives the image to be read, as a pump is switched on with it: blank places are all ones.
  package func withImage<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    chip.withBytes { body($0.extracting(0..<MemoryMap.imageBytes)) }
  }

  // MARK: Entries

  private mutating func storeEntry(_ bytes: Span<UInt8>, place: Int) -> Bool {
    let offset = FlashMap.offset(ofPlace: place)
    let page = FlashMap.page(ofPlace: place)
    if !holdsUnerased(page), isWritten(bytes, at: offset) { return true }
    if !isBlank(offset) || holdsUnerased(page) {
      guard renew(page, without: place) else { return false }
    }
    return put(bytes, at: offset)
  }

  /// Where an entry stands: in the ring, or in the copy of its page; `nil` where it is blank.
  private func source(of place: Int) -> Int? {
    let page = FlashMap.page(ofPlace: place)
    let own = FlashMap.offset(ofPlace: place)
    guard let area = newestArea(of: page) else { return isBlank(own) ? nil : own }
    if areas[area].isErased, !isBlank(own) { return own }
    let copied = FlashMap.content(area) + own % FlashMap.pageBytes
    return isBlank(copied) ? nil : copied
  }

  private func newestArea(of page: Int) -> Int? {
    let isFirst = areas[0].header.map { $0.page == UInt32(page) } ?? false
    let isSecond = areas[1].header.map { $0.page == UInt32(page) } ?? false
    if isFirst && isSecond { return newest }
    return isFirst ? 0 : isSecond ? 1 : nil
  }

  private var newest: Int {
    guard let first = areas[0].header else { return 1 }
    guard let second = areas[1].header else { return 0 }
    return Int32(bitPattern: second.number &- first.number) > 0 ? 1 : 0
  }

  private func holdsUnerased(_ page: Int) -> Bool {
    newestArea(of: page).map { !areas[$0].isErased } ?? false
  }

  // MARK: Copies

  /// Makes a page of the ring blank, and keeps what it holds in a copy, but for one place.
  private mutating func renew(_ page: Int, without place: Int) -> Bool {
    // A page that could not be erased the last time: its copy is whole, and stays.
    if let area = newestArea(of: page), !areas[area].isErased { return erase(page, for: area) }
    let area = 1 - newest
    guard settle(area), clear(area) else { return false }
    let first = place - place % FlashMap.entriesInPage
    for each in first..<first + FlashMap.entriesInPage where each != place {
      guard let source = source(of: each) else { continue }
      let target = FlashMap.content(area) + (each - first) * entry
      guard copy(source, to: target) else { return false }
    }
    let header = CarryHeader(
      number: (areas[1 - area].header?.number ?? 0) &+ 1, page: UInt32(page))
    let words = header.words
    guard put(words.span, at: FlashMap.header(area)) else { return false }
    areas[area] = Area(header: header)
    return erase(page, for: area)
  }

  /// Erases a page of the ring whose copy is whole.
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
    guard let header = areas[area].header else { return true }
    let page = Int(UInt64(header.page))
    guard newestArea(of: page) == area else { return true }
    if !areas[area].isErased, !erase(page, for: area) { return false }
    let start = page * FlashMap.pageBytes
    for place in 0..<FlashMap.entriesInPage where isBlank(start + place * entry) {
      let copied = FlashMap.content(area) + place * entry
      if !isBlank(copied), !copy(copied, to: start + place * entry) { return false }
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

  /// Finds what an area holds, and finishes what was begun with it.
  private mutating func open(_ area: Int) {
    let offset = FlashMap.header(area)
    let (header, isErased) = chip.withBytes { all in
      let done = all.extracting(
        offset + CarryHeader.doneOffset..<offset + CarryHeader.doneOffset + 4)
      return (
        CarryHeader(all.extracting(offset..<offset + CarryHeader.bytes)), !Self.isBlank(done)
      )
    }
    guard let header, FlashMap.ring.contains(Int(UInt64(header.page))) else { return }
    areas[area] = Area(header: header, isErased: isErased)
    if !isErased { _ = erase(Int(UInt64(header.page)), for: area) }
  }

  // MARK: Bytes

  private mutating func copy(_ source: Int, to target: Int) -> Bool {
    var bytes = [32 of UInt8](repeating: 0)
    chip.withBytes { all in
      for index in bytes.indices { bytes[index] = all[source + index] }
    }
    return put(bytes.span, at: target)
  }

  private mutating func put(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    chip.program(bytes, at: offset) && isWritten(bytes, at: offset)
  }

  private func isWritten(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    chip.withBytes { all in
      for index in bytes.indices where all[offset + index] != bytes[index] { return false }
      return true
    }
  }

  private func isBlank(_ offset: Int) -> Bool {
    chip.withBytes { Self.isBlank($0.extracting(offset..<offset + entry)) }
  }

  private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] != 0xFF { return false }
    return true
  }
}
