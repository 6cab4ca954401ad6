/// One program's calls to a terminal, as umockdev's preload asks what is to become of them: each is
/// to be done there as it would be without the preload, and to end as it does.
///
/// A request is three words of 64 bits in the machine's order: what it is, and two values.
package struct IoctlRelay {
  /// What the preload says, and what it is told.
  private enum Word {
    static let isResult: UInt64 = 2
    static let isDone: UInt64 = 3
    static let run: UInt64 = 4
    /// The calls: ioctl, read and write.
    static let calls: Set<UInt64> = [1, 7, 8]
  }

  private static let requestBytes = 24
  private var received: [UInt8] = []

  /// Nothing was asked yet.
  package init() {}

  /// Takes what came, and gives what is to be said; `nil` for something that no preload says.
  package mutating func receive(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
    received += bytes
    var answer: [UInt8] = []
    while received.count >= Self.requestBytes {
      let words = (0..<3).map { Self.word(received[(8 * $0)..<(8 * $0 + 8)]) }
      received.removeFirst(Self.requestBytes)
      if Word.calls.contains(words[0]) {
        answer += Self.request(Word.run, 0, 0)
      } else if words[0] == Word.isResult {
        answer += Self.request(Word.isDone, words[1], words[2])
      } else {
        return nil
      }
    }
    return answer
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func request(_ words: UInt64...) -> [UInt8] {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
  }
}
