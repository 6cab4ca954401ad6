import Testing

/// Ascon's permutation and its hashes once more, bit by bit and with no thought for speed.
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

  /// The last so many of the standard's rounds, up to twelve.
  static func permute(_ state: State, rounds: Int = 12) -> State {
    constants.suffix(rounds).reduce(state) { state, constant in
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

  /// The state after an initial value, with nothing behind it, went through the permutation.
  static func start(_ initialValue: UInt64) -> State {
    permute([row(initialValue)] + (0..<4).map { _ in row(0) })
  }

  static func bits(_ bytes: [UInt8]) -> [Bool] {
    bytes.flatMap { byte in (0..<8).map { byte >> $0 & 1 == 1 } }
  }

  static func bytes(_ bits: [Bool]) -> [UInt8] {
    stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  /// The message in blocks, with one bit behind it and then zeros up to a whole block.
  static func blocks(_ message: [UInt8], of size: Int) -> [[UInt8]] {
    var padded = message + [1]
    while !padded.count.isMultiple(of: size) { padded.append(0) }
    return stride(from: 0, to: padded.count, by: size).map { Array(padded[$0..<$0 + size]) }
  }

  private static func absorb(_ blocks: [[UInt8]], _ state: State) -> State {
    blocks.reduce(state) { state, block in
      var state = state
      state[0] = zip(state[0], bits(block)).map { $0 != $1 }
      return permute(state)
    }
  }

  private static func squeeze(_ count: Int, _ state: State) -> [UInt8] {
    var (state, output) = (state, bytes(state[0]))
    while output.count < count {
      state = permute(state)
      output += bytes(state[0])
    }
    return Array(output.prefix(count))
  }

  static func hash256(_ message: [UInt8]) -> [UInt8] {
    squeeze(32, absorb(blocks(message, of: 8), start(0x0000_0801_00CC_0002)))
  }

  static func xof128(_ message: [UInt8], count: Int) -> [UInt8] {
    squeeze(count, absorb(blocks(message, of: 8), start(0x0000_0800_00CC_0003)))
  }

  static func cxof128(_ message: [UInt8], customization: [UInt8], count: Int) -> [UInt8] {
    let length = bytes(row(UInt64(customization.count * 8)))
    let named = absorb([length] + blocks(customization, of: 8), start(0x0000_0800_00CC_0004))
    return squeeze(count, absorb(blocks(message, of: 8), named))
  }
}
