import TestLimits
import Testing

@testable import GatewayCore

/// Lines out of pieces, however they are cut.
@Suite(.limited)
struct LineSplitterTests {
  private func pieces(_ text: String, cut: Int, most: Int = 8) -> [LineSplitter.Piece] {
    var splitter = LineSplitter(most: most)
    var found: [LineSplitter.Piece] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: cut) {
      splitter.add(bytes[start..<min(bytes.count, start + cut)])
      while let piece = splitter.next() { found.append(piece) }
    }
    return found
  }

  @Test(arguments: 1...9)
  func `lines come out whole, and one that is too long is thrown away alone`(cut: Int) {
    let text = "one\n\n12345678\n123456789\nand far too long for it\ntwo\nhalf"
    let lines: [LineSplitter.Piece] = [
      .line(Array("one".utf8)), .line([]), .line(Array("12345678".utf8)), .tooLong, .tooLong,
      .line(Array("two".utf8)),
    ]
    #expect(pieces(text, cut: cut) == lines)
  }

  @Test func `what was begun is forgotten with its line`() {
    var splitter = LineSplitter(most: 8)
    splitter.add(Array("begun".utf8)[...])
    #expect(splitter.next() == nil)
    splitter.removeAll()
    splitter.add(Array("new\n".utf8)[...])
    #expect(splitter.next() == .line(Array("new".utf8)))
  }
}
