import BoardFlash
import PumpFirmware
import Quantities
import TestLimits
import Testing

/// The pump's memory in flash, against an array that has every entry.
@Suite(.limited) struct PumpFlashTests {
  private typealias Flash = PumpFlash<ModelChip>
  private static let entries = MemoryMap.logEntries

  private static func entry(_ number: Int) -> [UInt8] {
    (0..<MemoryMap.entryBytes).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8) ^ $0) }
  }

  private static func read(_ flash: Flash, _ place: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: MemoryMap.entryBytes)
    var span = bytes.mutableSpan
    flash.readEntry(place: UInt16(place), into: &span, at: 0)
    return bytes
  }

  /// A ring that has gone round once and a bit: the next entry to come, and what each place holds.
  private static func full(upTo count: Int) -> (flash: Flash, held: [[UInt8]]) {
    var flash = Flash(ModelChip())
    var held = [[UInt8]](
      repeating: [UInt8](repeating: 0, count: MemoryMap.entryBytes), count: entries)
    for number in 0..<count {
      let place = number % entries
      held[place] = entry(number)
      let isStored = put(held[place], place, in: &flash)
      #expect(isStored)
    }
    return (flash, held)
  }

  /// Writes an entry to a place of the ring; whether it reads back.
  private static func put(_ bytes: [UInt8], _ place: Int, in flash: inout Flash) -> Bool {
    flash.storeLog(bytes.span, place: UInt16(place))
  }

  /// Two pages of the ring around the place where it goes on, and some of the others.
  private static let places = Array(0..<192) + stride(from: 192, to: entries, by: 61)

  private static func expect(_ flash: Flash, holds held: [[UInt8]], but place: Int? = nil) {
    for each in places where each != place {
      if read(flash, each) != held[each] {
        Issue.record("place \(each) holds \(read(flash, each)), and should \(held[each])")
        return
      }
    }
  }

  @Test func aRingKeepsEveryEntryUntilItIsWrittenOver() {
    let (flash, held) = Self.full(upTo: Self.entries + 200)
    Self.expect(flash, holds: held)
    // And so it does for whoever opens it the next time.
    Self.expect(Flash(flash.chip), holds: held)
  }

  @Test func whatWasNeverWrittenReadsAsZeros() {
    let flash = Flash(ModelChip())
    #expect(Self.read(flash, 77) == [UInt8](repeating: 0, count: MemoryMap.entryBytes))
  }

  @Test func anEntryCanBeWrittenTwiceAndWrittenOver() {
    var (flash, held) = Self.full(upTo: Self.entries + 70)
    var isStored = false
    let place = 10
    isStored = Self.put(held[place], place, in: &flash)
    #expect(isStored)
    // Another entry where one stands already, in a page that is full, and in the one being filled.
    for place in [2000, 68, 69] {
      held[place] = Self.entry(900_000 + place)
      isStored = Self.put(held[place], place, in: &flash)
      #expect(isStored)
    }
    Self.expect(flash, holds: held)
    for number in Self.entries + 70..<Self.entries + 140 {
      held[number % Self.entries] = Self.entry(number)
      _ = Self.put(Self.entry(number), number % Self.entries, in: &flash)
    }
    Self.expect(flash, holds: held)
  }

  /// Power fails at every single step of writes that go over the end of a page, and at a step of
  /// the recovery from that.
  @Test func noCutLosesWhatWasStored() {
    let (flash, held) = Self.full(upTo: Self.entries + 62)
    let numbers = Self.entries + 62..<Self.entries + 68
    var whole = flash
    let before = whole.chip.steps
    for number in numbers {
      _ = whole.storeLog(Self.entry(number).span, place: UInt16(number % Self.entries))
    }
    let steps = whole.chip.steps - before
    #expect(steps > 500)
    for cut in 0..<steps {
      Self.cut(flash.chip, held, numbers, after: cut)
    }
  }

  private static func cut(
    _ start: ModelChip, _ held: [[UInt8]], _ numbers: Range<Int>, after cut: Int
  ) {
    var chip = start
    chip.stepsLeft = cut
    var flash = Flash(chip)
    var held = held
    var torn: Int?
    for number in numbers {
      let place = number % entries
      guard flash.storeLog(entry(number).span, place: UInt16(place)) else {
        torn = number
        break
      }
      held[place] = entry(number)
    }
    // Power comes back, and fails once more while what was cut short is finished.
    chip = flash.chip
    chip.stepsLeft = cut * 7 % 150
    chip = Flash(chip).chip
    chip.stepsLeft = nil
    flash = Flash(chip)
    expect(flash, holds: held, but: torn.map { $0 % entries })
    // The firmware writes again what was not acknowledged.
    guard let torn else { return }
    held[torn % entries] = entry(torn)
    if !flash.storeLog(entry(torn).span, place: UInt16(torn % entries)) {
      Issue.record("the entry that was cut short at step \(cut) cannot be written again")
    }
    expect(Flash(flash.chip), holds: held)
  }

  /// An old memory was put back: entries are written over out of turn, and power fails twice, at
  /// chance steps. Nothing is lost, and the ring itself has all that comes before the newest entry
  /// in its page, for that is how a pump reads it when it is switched on.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func noCutLosesWhatWasStoredOutOfTurn(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (flash, held) = Self.full(upTo: Self.entries + 40)
    var number = Self.entries + 40
    for _ in 0..<120 {
      // It stays on three pages, so that copies meet copies.
      let isBack = number > Self.entries + 175 || Int.random(in: 0..<4, using: &random) == 0
      if isBack { number = max(Self.entries, number - .random(in: 1..<100, using: &random)) }
      var chip = flash.chip
      chip.stepsLeft = .random(in: 1..<1500, using: &random)
      flash = Flash(chip)
      var torn: Int?
      for each in number..<number + .random(in: 1..<12, using: &random) {
        number = each + 1
        let bytes = Self.entry(Int.random(in: 100_000..<16_000_000, using: &random))
        guard Self.put(bytes, each % Self.entries, in: &flash) else {
          torn = each % Self.entries
          break
        }
        held[each % Self.entries] = bytes
      }
      chip = flash.chip
      chip.stepsLeft = .random(in: 0..<700, using: &random)
      chip = Flash(chip).chip
      chip.stepsLeft = nil
      flash = Flash(chip)
      Self.expect(flash, holds: held, but: torn)
      Self.expectRing(flash, holds: held, before: (torn ?? number) % Self.entries)
      guard let torn else { continue }
      held[torn] = Self.entry(number + 20_000_000)
      let isStored = Self.put(held[torn], torn, in: &flash)
      #expect(isStored)
    }
    Self.expect(flash, holds: held)
  }

  /// Expects that the ring itself has what comes before a place in its page.
  private static func expectRing(_ flash: Flash, holds held: [[UInt8]], before next: Int) {
    flash.withImage { image in
      for place in next - next % FlashMap.entriesInPage..<next {
        let start = MemoryMap.logOffset + place * MemoryMap.entryBytes
        let bytes = (0..<MemoryMap.entryBytes).map { image[start + $0] }
        if bytes != held[place] {
          Issue.record("the ring has \(bytes) at \(place), and should have \(held[place])")
          return
        }
      }
    }
  }

  @Test func noCutOfOneSlotTouchesTheOther() {
    let record = [UInt8](repeating: 0x5A, count: 1300)
    let other = [UInt8](repeating: 0xA5, count: 1200)
    var flash = Flash(ModelChip())
    let isStored = flash.store(other.span, slot: 1)
    #expect(isStored)
    for cut in stride(from: 0, to: 350, by: 7) {
      var chip = flash.chip
      chip.stepsLeft = cut
      var torn = Flash(chip)
      let isTornStored = torn.store(record.span, slot: 0)
      #expect(!isTornStored)
      torn.withImage { image in
        let slot = MemoryMap.slotBytes
        #expect((0..<other.count).allSatisfy { image[slot + $0] == other[$0] })
      }
    }
  }

  @Test func aPageThatCannotBeErasedIsSaidSoAndLosesNothing() {
    var (flash, held) = Self.full(upTo: Self.entries)
    var chip = flash.chip
    // The first page of the ring: its turn comes with the next entry.
    chip.erasuresLeft[FlashMap.ring.lowerBound] = 0
    flash = Flash(chip)
    let next = Self.entry(Self.entries)
    var isWritten = Self.put(next, 0, in: &flash)
    #expect(!isWritten)
    Self.expect(flash, holds: held, but: 0)
    Self.expect(Flash(flash.chip), holds: held, but: 0)
    // It works again: nothing was lost meanwhile.
    chip = flash.chip
    chip.erasuresLeft[FlashMap.ring.lowerBound] = 10
    flash = Flash(chip)
    isWritten = Self.put(next, 0, in: &flash)
    #expect(isWritten)
    held[0] = next
    Self.expect(flash, holds: held)
  }

  @Test func aSlotThatCannotBeErasedIsSaidSo() {
    var chip = ModelChip()
    chip.erasuresLeft[0] = 0
    var flash = Flash(chip)
    let record = [UInt8](repeating: 1, count: 100)
    let isStored = flash.store(record.span, slot: 0)
    #expect(!isStored)
  }

  /// How often pages are erased in seven years of a busy programme: far less than flash promises.
  @Test func wearStaysFarBelowWhatFlashPromises() {
    var flash = Flash(ModelChip())
    for number in 0..<12_000 {
      _ = flash.storeLog(Self.entry(number).span, place: UInt16(number % Self.entries))
    }
    let most = 100_000 - (flash.chip.erasuresLeft.min() ?? 0)
    // 56,000 entries in seven years are not five times as many.
    #expect(most * 5 < 1000, "\(most)")
  }

  @Test func formattingLeavesNothing() {
    var (flash, _) = Self.full(upTo: Self.entries + 10)
    let isFormatted = flash.format()
    #expect(isFormatted)
    #expect(flash.chip.bytes.allSatisfy { $0 == 0xFF })
    #expect(Self.read(flash, 3) == [UInt8](repeating: 0, count: MemoryMap.entryBytes))
  }
}
