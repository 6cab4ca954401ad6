import Testing

/// Ascon's permutation and its hash once more, bit by bit and with no thought for speed.
///
/// Made from the tables and equations of NIST SP 800-232; it shares nothing with the one it tests,
/// which works on whole words.
enum PlainAscon {
  /// Five rows of 64 bits; the bit of value 2^n stands at place n.
  typealias State = [[Bool]]

  /// The substitution as the standard's table: a column read from row 0, its highest bit, to row 4.
  private static let substitution: [Int] = [
    0x04, 0x0B, 0x1F, 0x14, 0x1A, 0x15, 0x09, 0x02, 0x1B, 0x05, 0x08, 0x12, 0x1D, 0x03, 0x06, 0x1C,
    0x1E, 0x13, 0x07, 0x0E, 0x00, 0x0D, 0x11, 0x18, 0x10, 0x0C, 0x01, 0x19, 0x16, 0x0A, 0x0F, 0x17,
  ]

  /// How far the two copies of each row are turned to the right before they are added to it.
  private static let turns = [(19, 28), (61, 39), (1, 6), (10, 17), (7, 41)]

  /// The constants of the last twelve of the standard's sixteen rounds.
  private static let constants: [UInt64] = [
    0xF0, 0xE1, 0xD2, 0xC3, 0xB4, 0xA5, 0x96, 0x87, 0x78, 0x69, 0x5A, 0x4B,
  ]

  static func row(_ word: UInt64) -> [Bool] { (0..<64).map { word >> $0 & 1 == 1 } }

  static func word(_ row: [Bool]) -> UInt64 {
    row.reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
  }

  /// Twelve rounds.
  static func permute(_ state: State) -> State {
    constants.reduce(state) { state, constant in
      var state = state
      state[2] = zip(state[2], row(constant)).map { $0 != $1 }
      for place in 0..<64 {
        let column = (0..<5).reduce(0) { $0 << 1 | (state[$1][place] ? 1 : 0) }
        for row in 0..<5 { state[row][place] = substitution[column] >> (4 - row) & 1 == 1 }
      }
      return zip(state, turns).map { row, turns in
        (0..<64).map { place in
          let first = row[(place + turns.0) % 64]
          let second = row[(place + turns.1) % 64]
          return (row[place] != first) != second
        }
      }
    }
  }

  /// Ascon-Hash256.
  static func hash256(_ message: [UInt8]) -> [UInt8] {
    // The initial value of Ascon-Hash256, with nothing behind it.
    var state = permute([row(0x0000_0801_00CC_0002)] + (0..<4).map { _ in row(0) })
    // One bit behind the message, then zeros up to a whole block.
    var padded = message + [1]
    while !padded.count.isMultiple(of: 8) { padded.append(0) }
    for start in stride(from: 0, to: padded.count, by: 8) {
      let block = padded[start..<start + 8].flatMap { byte in (0..<8).map { byte >> $0 & 1 == 1 } }
      state[0] = zip(state[0], block).map { $0 != $1 }
      state = permute(state)
    }
    var hash: [UInt8] = []
    while true {
      for start in stride(from: 0, to: 64, by: 8) {
        hash.append(state[0][start..<start + 8].reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
      }
      if hash.count == 32 { return hash }
      state = permute(state)
    }
  }
}

/// A vector of `fixtures/ascon`, in the form the standard's test vectors are published in.
struct HashVector: Sendable, CustomTestStringConvertible {
  var count: String
  var message: [UInt8]
  var hash: [UInt8]

  var testDescription: String { "count \(count)" }

  static let all: [HashVector] = {
    do {
      return try Repository.text("fixtures/ascon/hash256.txt").split(separator: "\n\n").map(
        Self.init)
    } catch {
      preconditionFailure("fixtures/ascon/hash256.txt cannot be read: \(error)")
    }
  }()

  private init(_ block: Substring) {
    var fields: [Substring: String] = [:]
    for line in block.split(separator: "\n") {
      let parts = line.split(separator: "=").map { $0.filter { $0 != " " } }
      fields[Substring(parts[0])] = parts.count > 1 ? parts[1] : ""
    }
    count = fields["Count"] ?? "?"
    message = bytes(hex: fields["Msg"] ?? "?")
    hash = bytes(hex: fields["MD"] ?? "?")
  }
}
