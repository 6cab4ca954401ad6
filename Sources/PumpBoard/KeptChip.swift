import BoardFlash
import Quantities

/// A chip of flash in RAM that is kept: it is erased and programmed as flash is, a word at a time,
/// and each page counts how often it was erased. A board of your own has its driver here.
struct KeptChip: FlashChip {
  /// How often a page can be erased, as good flash promises.
  static var endurance: UInt32 { 100_000 }
  /// What shows that the chip was made before.
  private static var magic: UInt32 { 0x4B4C_4650 }

  /// The words before the pages: magic, then how many erasures each page still takes, the
  /// clock, and the rotor.
  private static var wearWords: Int { 1 }
  private static var clockWords: Int { wearWords + FlashMap.pages }
  private static var rotorWord: Int { clockWords + 6 }
  private static var pageWords: Int { 128 }

  var pages: Int { FlashMap.pages }

  private var bytes: UnsafeMutablePointer<UInt32> { unsafe Hardware.kept + Self.pageWords }

  /// Whether it holds what an earlier start left in it; a new chip is made ready.
  static func open() -> Bool {
    let room = (pageWords * 4) + FlashMap.pages * FlashMap.pageBytes
    precondition(room <= Hardware.keptBytes, "a chip that fits what is kept")
    if unsafe Hardware.kept[0] == magic { return true }
    var chip = KeptChip()
    for page in 0..<FlashMap.pages {
      unsafe Hardware.kept[wearWords + page] = endurance
      _ = chip.erase(page: page)
    }
    Clock.keep(0)
    rotor = 0
    unsafe Hardware.kept[0] = magic
    return false
  }

  @inline(never)
  mutating func erase(page: Int) -> Bool {
    let left = unsafe Hardware.kept[Self.wearWords + page]
    guard left > 0 else { return false }
    unsafe Hardware.kept[Self.wearWords + page] = left - 1
    let words = FlashMap.pageBytes / 4
    for word in page * words..<(page + 1) * words { unsafe bytes[word] = .max }
    return true
  }

  @inline(never)
  mutating func program(_ source: Span<UInt8>, at offset: Int) -> Bool {
    var index = 0
    while index < source.count {
      unsafe bytes[(offset + index) / 4] &= Self.word(of: source, at: index)
      index += 4
    }
    return true
  }

  /// A word of bytes, as a chip takes them; behind their end are ones, which change nothing.
  private static func word(of source: Span<UInt8>, at index: Int) -> UInt32 {
    unsafe source.withUnsafeBytes { raw in
      if index + 4 <= raw.count {
        return unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
      }
      var word = UInt32.max
      var place = raw.count
      while place > index {
        place -= 1
        word = unsafe word &<< 8 | UInt32(raw[place])
      }
      return word
    }
  }

  @inline(never)
  func holds(_ source: Span<UInt8>, at offset: Int) -> Bool {
    var index = 0
    while index + 4 <= source.count {
      let word = Self.word(of: source, at: index)
      guard unsafe bytes[(offset + index) / 4] == word else { return false }
      index += 4
    }
    while index < source.count {
      guard self[offset + index] == source[index] else { return false }
      index += 1
    }
    return true
  }

  @inline(never)
  func isBlank(_ offset: Int, bytes count: Int) -> Bool {
    for word in offset / 4..<(offset + count) / 4 where unsafe bytes[word] != .max { return false }
    return true
  }

  subscript(offset: Int) -> UInt8 {
    let word = unsafe bytes[offset / 4]
    return UInt8(truncatingIfNeeded: word &>> UInt32(truncatingIfNeeded: offset % 4 * 8))
  }

  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    let all = unsafe UnsafeRawBufferPointer(start: bytes, count: pages * FlashMap.pageBytes)
    return unsafe body(all.bindMemory(to: UInt8.self).span)
  }

  /// How often the page was erased that was erased most.
  var wear: UInt32 {
    var least = Self.endurance
    for page in 0..<pages { unsafe least = min(least, Hardware.kept[Self.wearWords + page]) }
    return Self.endurance - least
  }

  /// Lets a page be erased so many more times.
  func setLeft(_ count: UInt32, page: Int) {
    unsafe Hardware.kept[Self.wearWords + page] = min(count, Self.endurance)
  }

  /// Where the rotor stood when it turned last: it stays there without power, and the modelled
  /// motor of the next start does not know.
  static var rotor: UInt16 {
    get {
      let word = unsafe Hardware.kept[rotorWord]
      let rotor = UInt16(truncatingIfNeeded: word)
      return UInt16(truncatingIfNeeded: word >> 16) == ~rotor ? rotor : 0
    }
    set { unsafe Hardware.kept[rotorWord] = UInt32(newValue) | UInt32(~newValue) << 16 }
  }

  /// The therapy time that is kept, as a clock with a battery of its own would: it stands while the
  /// board has no power, for nothing here counts then.
  enum Clock {
    /// Keeps a moment, in ms. Two places take turns, so that one is always whole.
    static func keep(_ milliseconds: UInt64) {
      let place = KeptChip.clockWords + (milliseconds / 1000 & 1 == 0 ? 0 : 3)
      let low = UInt32(truncatingIfNeeded: milliseconds)
      let high = UInt32(truncatingIfNeeded: milliseconds >> 32)
      unsafe Hardware.kept[place] = low
      unsafe Hardware.kept[place + 1] = high
      unsafe Hardware.kept[place + 2] = ~(low ^ high)
    }

    /// The latest moment that was kept, in ms.
    static var kept: UInt64 {
      var latest: UInt64 = 0
      for copy in 0..<2 {
        let place = KeptChip.clockWords + 3 * copy
        let (low, high) = unsafe (Hardware.kept[place], Hardware.kept[place + 1])
        guard unsafe Hardware.kept[place + 2] == ~(low ^ high) else { continue }
        latest = max(latest, UInt64(high) << 32 | UInt64(low))
      }
      return latest
    }
  }
}
