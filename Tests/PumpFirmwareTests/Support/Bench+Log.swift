import PumpFirmware
import Quantities
import Telemetry
import TestSupport

/// The event log as a programmer reads it, page by page.
extension Bench {
  mutating func page(from first: UInt32) -> LogPage? {
    if case .logPage(let page) = ask(.readLog(ReadLog(from: first))) { return page }
    return nil
  }

  /// Every entry the pump keeps, in a session of its own.
  mutating func log(as key: AsconBlock? = nil) -> [ChainedEntry] {
    open(key: key)
    var entries: [ChainedEntry] = []
    var next: UInt32 = 1
    while let page = page(from: next), page.count > 0 {
      for place in 0..<page.count { entries.append(page[place]) }
      next = page.first + UInt32(page.count)
    }
    return entries
  }

  /// The entries of a kind.
  mutating func entries(_ kind: LogKind) -> [LogEntry] {
    log().map(\.entry).filter { $0.kind == kind }
  }
}

/// The hash of the log's chain, made from the standard's table of substitutions, column by column.
///
/// Source: NIST SP 800-232, sections 3 and 5.1.
enum ReferenceChain {
  private static let substitution: [UInt8] = [
    0x04, 0x0B, 0x1F, 0x14, 0x1A, 0x15, 0x09, 0x02, 0x1B, 0x05, 0x08, 0x12, 0x1D, 0x03, 0x06, 0x1C,
    0x1E, 0x13, 0x07, 0x0E, 0x00, 0x0D, 0x11, 0x18, 0x10, 0x0C, 0x01, 0x19, 0x16, 0x0A, 0x0F, 0x17,
  ]
  private static let rotations: [(UInt64, UInt64)] = [
    (19, 28), (61, 39), (1, 6), (10, 17), (7, 41),
  ]

  private static func permute(_ words: inout [UInt64]) {
    for round in 0..<12 {
      words[2] ^= UInt64((15 - round) << 4 | round)
      var after = [UInt64](repeating: 0, count: 5)
      for column in 0..<64 {
        var value = 0
        for word in 0..<5 { value = value << 1 | Int(words[word] >> column & 1) }
        let found = substitution[value]
        for word in 0..<5 { after[word] |= UInt64(found >> (4 - word) & 1) << column }
      }
      for (word, turn) in rotations.enumerated() {
        let value = after[word]
        words[word] =
          value ^ (value >> turn.0 | value << (64 - turn.0))
          ^ (value >> turn.1 | value << (64 - turn.1))
      }
    }
  }

  /// The chain value of an entry behind one.
  static func value(of entry: LogEntry, after previous: UInt64) -> UInt64 {
    func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let message =
      bytes(previous, 8) + bytes(UInt64(entry.sequence), 4) + bytes(UInt64(entry.therapySeconds), 4)
      + [entry.kind.rawValue, entry.detail] + bytes(UInt64(entry.short), 2)
      + bytes(UInt64(entry.number), 4) + bytes(entry.amount, 8)
    var words: [UInt64] = [0x0000_0801_00CC_0002, 0, 0, 0, 0]
    permute(&words)
    let padded = message + [1] + [UInt8](repeating: 0, count: 7 - message.count % 8)
    for block in stride(from: 0, to: padded.count, by: 8) {
      for place in 0..<8 { words[0] ^= UInt64(padded[block + place]) << (8 * place) }
      permute(&words)
    }
    return words[0]
  }
}
