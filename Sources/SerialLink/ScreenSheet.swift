/// One screenful for a terminal: what fits of a text, and a foot on the last lines.
struct ScreenSheet {
  /// How many lines the terminal has.
  let rows: Int

  /// What stands in place of what does not fit.
  private static let more = "..."

  /// Where the cursor goes before, and what of a line or of all that follows is wiped.
  private static let home = "\u{1b}[H"
  private static let wipeLine = "\u{1b}[K"
  private static let wipeRest = "\u{1b}[J"

  /// The bytes that draw a text and its foot over whatever stood there. Both are laid already; not
  /// a line of them is longer than the terminal is wide.
  func drawn(_ text: String, foot: String) -> String {
    let foot = Self.lines(foot).suffix(max(1, rows - 1))
    var lines = Self.lines(text)
    let room = max(0, rows - foot.count)
    if lines.count > room {
      lines = lines.prefix(max(0, room - 1)) + (room > 0 ? [Self.more[...]] : [])
    }
    let blank = repeatElement(Substring(), count: room - lines.count)
    return Self.home
      + (lines + blank + foot).map { $0 + Self.wipeLine }.joined(separator: "\n") + Self.wipeRest
  }

  private static func lines(_ text: String) -> [Substring] {
    let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
    return text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
