package import Console

/// A screenful of words on the terminal that standard output is, drawn anew in place. What stood on
/// the terminal before comes back when nobody has it any more.
package final class LiveScreen {
  /// Takes the screen; `nil` where standard output is none that can be drawn on.
  package static func taken() -> LiveScreen? {
    StandardStreams.outputCanBeDrawnOn ? LiveScreen() : nil
  }

  private init() { StandardStreams.draw(Self.take) }

  deinit { StandardStreams.draw(Self.giveBack) }

  /// A screen of its own, and no cursor.
  private static let take = "\u{1b}[?1049h\u{1b}[?25l"
  private static let giveBack = "\u{1b}[?25h\u{1b}[?1049l"

  /// Draws a text with a foot on the last lines, as large as the terminal is now; false when nobody
  /// looks any more.
  package func show(_ text: (Paper) -> String, foot: String) -> Bool {
    let paper = StandardStreams.outputPaper
    let sheet = ScreenSheet(rows: StandardStreams.outputRows)
    return StandardStreams.draw(sheet.drawn(paper.laid(text(paper)), foot: paper.laid(foot)))
  }
}
