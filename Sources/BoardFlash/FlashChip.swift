/// A chip of NOR flash: what is erased is all ones, programming turns ones into zeros, and only a
/// whole page can be erased, so many times in its life.
package protocol FlashChip {
  /// How many pages of ``PumpFlash/pageBytes`` it has.
  var pages: Int { get }

  /// Erases a page; false when the chip says that it could not.
  mutating func erase(page: Int) -> Bool

  /// Programs bytes from an offset on, which is a multiple of 4; false when the chip says that it
  /// could not. A one over a zero stays a zero.
  mutating func program(_ bytes: Span<UInt8>, at offset: Int) -> Bool

  /// The byte at an offset.
  subscript(offset: Int) -> UInt8 { get }

  /// Whether bytes stand at an offset.
  func holds(_ bytes: Span<UInt8>, at offset: Int) -> Bool

  /// Whether so many bytes from an offset on are all ones.
  func isBlank(_ offset: Int, bytes: Int) -> Bool

  /// Gives all that it holds to be read.
  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result
}
