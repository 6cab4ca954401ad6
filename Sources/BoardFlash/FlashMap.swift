import PumpFirmware

/// Where what lies in the flash of a board. Spec: board.md, "Memory".
package enum FlashMap {
  /// A page, in bytes: what is erased at once.
  package static var pageBytes: Int { 2048 }
  /// How many entries of the log a page holds.
  package static var entriesInPage: Int { pageBytes / MemoryMap.entryBytes }
  /// The pages of the log's ring; before them is one for each slot.
  package static var ring: Range<Int> { MemoryMap.slots..<MemoryMap.imageBytes / pageBytes }
  /// All pages: the image, and two areas of two.
  package static var pages: Int { ring.upperBound + 4 }

  /// Where the entries of an area begin.
  static func content(_ area: Int) -> Int { (ring.upperBound + 2 * area) * pageBytes }
  /// Where the header of an area begins.
  static func header(_ area: Int) -> Int { content(area) + pageBytes }
  /// Where an area has the copy of an entry.
  static func copy(of entry: Int, in area: Int) -> Int { content(area) + entry % pageBytes }
  /// Where an area has the mark of an entry that is brought back.
  static func mark(of entry: Int, in area: Int) -> Int {
    header(area) + 64 + entry % pageBytes / MemoryMap.entryBytes * markBytes
  }
  /// A mark, in bytes: all ones until it is made.
  static var markBytes: Int { 4 }
  /// Where a place of the ring begins.
  static func offset(ofPlace place: Int) -> Int {
    MemoryMap.logOffset + place * MemoryMap.entryBytes
  }
}
