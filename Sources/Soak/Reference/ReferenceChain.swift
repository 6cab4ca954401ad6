import Telemetry

/// The chain value of a log entry once more, from the specification alone: Ascon-Hash256 of NIST SP
/// 800-232 over the value before and the entry, of which the first eight bytes count.
enum ReferenceChain {
  /// The chain value of an entry behind another.
  static func value(of entry: LogEntry, after previous: UInt64) -> UInt64 {
    let fields: [(value: UInt64, bytes: UInt64)] = [
      (previous, 8), (UInt64(entry.sequence), 4), (UInt64(entry.therapySeconds), 4),
      (UInt64(entry.kind.rawValue), 1), (UInt64(entry.detail), 1), (UInt64(entry.short), 2),
      (UInt64(entry.number), 4), (entry.amount, 8),
    ]
    return hash(
      fields.flatMap { field in
        (0..<field.bytes).map { UInt8(truncatingIfNeeded: field.value >> (8 * $0)) }
      })
  }

  /// The first eight bytes of the hash of a message, the lowest first.
  static func hash(_ message: [UInt8]) -> UInt64 {
    var rows = Rows()
    rows.permute()
    var padded = message + [1]
    while padded.count % 8 != 0 { padded.append(0) }
    for start in stride(from: 0, to: padded.count, by: 8) {
      let block = padded[start..<start + 8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      rows.a ^= block
      rows.permute()
    }
    return rows.a
  }

  /// The permutation's five rows, with the initial value of the hash.
  private struct Rows {
    var a: UInt64 = 0x0000_0801_00CC_0002
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0
    var e: UInt64 = 0

    /// Twelve rounds: a constant, the substitution of each column, the diffusion of each row.
    mutating func permute() {
      for round in 0..<12 as Range<UInt64> {
        c ^= (15 - round) &<< 4 | round
        substitute()
        a ^= (a &>> 19 | a &<< 45) ^ (a &>> 28 | a &<< 36)
        b ^= (b &>> 61 | b &<< 3) ^ (b &>> 39 | b &<< 25)
        c ^= (c &>> 1 | c &<< 63) ^ (c &>> 6 | c &<< 58)
        d ^= (d &>> 10 | d &<< 54) ^ (d &>> 17 | d &<< 47)
        e ^= (e &>> 7 | e &<< 57) ^ (e &>> 41 | e &<< 23)
      }
    }

    /// The substitution as the standard's polynomials of a column's five bits.
    private mutating func substitute() {
      let first = e & b ^ d ^ c & b ^ c ^ b & a ^ b ^ a
      let second = e ^ d & c ^ d & b ^ d ^ c & b ^ c ^ b ^ a
      let third = ~(e & d ^ e ^ c ^ b)
      let fourth = e & a ^ e ^ d & a ^ d ^ c ^ b ^ a
      let fifth = e & b ^ e ^ d ^ b & a ^ b
      (a, b, c, d, e) = (first, second, third, fourth, fifth)
    }
  }
}
