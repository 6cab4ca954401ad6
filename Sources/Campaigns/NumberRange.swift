/// Numbers from one to another, both included, `1..1000`: seeds, or scripts in their order.
package struct NumberRange: Hashable, Sendable {
  package let first: UInt64
  package let last: UInt64

  /// `nil` when the last comes before the first, or there is no number behind it.
  package init?(_ first: UInt64, _ last: UInt64) {
    guard first <= last, last < .max else { return nil }
    self.first = first
    self.last = last
  }

  /// A range as it is typed; `nil` when the text is none.
  package init?(argument: String) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty, let first = UInt64(parts[0]),
      let last = UInt64(parts[2])
    else { return nil }
    self.init(first, last)
  }

  /// How many numbers there are.
  package var count: UInt64 { last - first + 1 }

  /// As it is typed.
  package var text: String { "\(first)..\(last)" }

  /// The numbers that both have; `nil` when there are none.
  package func common(with other: NumberRange) -> NumberRange? {
    NumberRange(max(first, other.first), min(last, other.last))
  }

  /// The least range that has both, and what lies between them.
  package func hull(with other: NumberRange) -> NumberRange {
    NumberRange(min(first, other.first), max(last, other.last)) ?? self
  }

  /// Whether a number is in it.
  package func contains(_ number: UInt64) -> Bool { (first...last).contains(number) }

  /// One part of it: the parts follow each other, and none is longer than another by more than one
  /// number. `nil` when there are more parts than numbers, and this one is empty.
  package func part(_ shard: Shard) -> NumberRange? {
    let (length, longer) = count.quotientAndRemainder(dividingBy: shard.parts)
    let before = shard.part - 1
    let start = before * length + min(before, longer)
    let size = length + (before < longer ? 1 : 0)
    return size == 0 ? nil : NumberRange(first + start, first + start + size - 1)
  }

  /// The part that a number of it is in.
  package func shard(with number: UInt64, of parts: UInt64) -> Shard? {
    guard contains(number) else { return nil }
    let (length, longer) = count.quotientAndRemainder(dividingBy: parts)
    let place = number - first
    let edge = longer * (length + 1)
    let before = place < edge ? place / (length + 1) : longer + (place - edge) / length
    return Shard(part: before + 1, parts: parts)
  }

  /// What of it is in none of some ranges, in order.
  package func without(_ others: [NumberRange]) -> [NumberRange] {
    var left: [NumberRange] = []
    var next = first
    for other in others.sorted(by: { $0.first < $1.first }) {
      guard next <= last, let other = common(with: other) else { continue }
      if other.first > next, let gap = NumberRange(next, other.first - 1) { left.append(gap) }
      next = max(next, other.last + 1)
    }
    if next <= last, let gap = NumberRange(next, last) { left.append(gap) }
    return left
  }
}

extension NumberRange: Codable {
  private enum CodingKeys: String, CodingKey {
    case first = "first"
    case last = "last"
  }

  /// Throws what the decoder throws, and when it is no range.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let (first, last) = (
      try fields.decode(UInt64.self, forKey: .first), try fields.decode(UInt64.self, forKey: .last)
    )
    guard let range = NumberRange(first, last) else {
      throw DecodingError.dataCorruptedError(
        forKey: .last, in: fields, debugDescription: "\(first)..\(last) is no range")
    }
    self = range
  }
}
