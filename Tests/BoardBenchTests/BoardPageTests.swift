import BoardBench
import Foundation
import TestLimits
import Testing

/// What protocol-spec/board.md says of orders and answers, held against the code.
@Suite(.limited) struct BoardPageTests {
  private static func rows() throws -> [[String]] {
    let page = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "protocol-spec/board.md")
    return try String(contentsOf: page, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test func theTableHasEveryOrderByItsNumber() throws {
    let told = try Self.rows().compactMap { cells -> String? in
      guard cells.count == 3, let kind = UInt8(cells[0]), cells[1].first == "`" else { return nil }
      return "\(kind) \(cells[1].filter(\.isLetter))"
    }
    let known = (UInt8.min...UInt8.max).compactMap { BoardOrder(rawValue: $0) }
    #expect(told == known.map { "\($0.rawValue) \($0)" })
    #expect(known.allSatisfy { $0.answer == $0.rawValue | 0x80 })
  }

  @Test func everyVerdictHasWordsOfItsOwn() {
    let known = (UInt8.min...UInt8.max).compactMap { BoardVerdict(rawValue: $0) }
    #expect(known.count == 6)
    #expect(Set(known.map(\.meaning)).count == known.count)
  }
}
