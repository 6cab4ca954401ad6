import BoardFlash
import Quantities

/// A chip of flash that loses its power after so many steps: a step is a word that is programmed,
/// or 64 bytes that are erased. What is under way then is half done, as chance has it.
struct ModelChip: FlashChip {
  private(set) var bytes: [UInt8]
  /// How often each page can still be erased.
  var erasuresLeft: [Int]
  /// The steps that are left; `nil` for no end.
  var stepsLeft: Int?
  private(set) var steps = 0
  private var random: SeededGenerator

  let pages: Int

  init(pages: Int = FlashMap.pages, seed: UInt64 = 1) {
    self.pages = pages
    bytes = [UInt8](repeating: 0xFF, count: pages * FlashMap.pageBytes)
    erasuresLeft = [Int](repeating: 100_000, count: pages)
    random = SeededGenerator(seed: seed)
  }

  /// Whether there is power for one more step.
  private mutating func step() -> Bool {
    steps += 1
    guard let left = stepsLeft else { return true }
    stepsLeft = max(0, left - 1)
    return left > 0
  }

  private var isDead: Bool { stepsLeft == 0 }

  mutating func erase(page: Int) -> Bool {
    guard !isDead, erasuresLeft[page] > 0 else { return false }
    erasuresLeft[page] -= 1
    let range = page * FlashMap.pageBytes..<(page + 1) * FlashMap.pageBytes
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
      guard step() else {
        for place in start..<range.upperBound {
          bytes[place] |= UInt8.random(in: .min ... .max, using: &random)
        }
        return false
      }
      for place in start..<start + 64 { bytes[place] = 0xFF }
    }
    return true
  }

  mutating func program(_ source: Span<UInt8>, at offset: Int) -> Bool {
    precondition(offset % 4 == 0)
    guard !isDead else { return false }
    for start in stride(from: 0, to: source.count, by: 4) {
      let isWhole = step()
      for index in start..<min(start + 4, source.count) {
        let missing = isWhole ? 0 : UInt8.random(in: .min ... .max, using: &random)
        bytes[offset + index] &= source[index] | missing
      }
      if !isWhole { return false }
    }
    return true
  }

  subscript(offset: Int) -> UInt8 { bytes[offset] }

  func holds(_ source: Span<UInt8>, at offset: Int) -> Bool {
    source.indices.allSatisfy { bytes[offset + $0] == source[$0] }
  }

  func isBlank(_ offset: Int, bytes count: Int) -> Bool {
    bytes[offset..<offset + count].allSatisfy { $0 == 0xFF }
  }

  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(bytes.span) }
}
