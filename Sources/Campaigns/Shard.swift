/// One part of a campaign, from 1: `2/8`.
package struct Shard: Hashable, Sendable {
  package let part: UInt64
  package let parts: UInt64

  /// The most parts that a campaign can have.
  package static let mostParts: UInt64 = 1_000_000

  /// `nil` when there is no such part.
  package init?(part: UInt64, parts: UInt64) {
    guard parts > 0, parts <= Self.mostParts, (1...parts).contains(part) else { return nil }
    self.part = part
    self.parts = parts
  }

  private init() { (part, parts) = (1, 1) }

  /// All of it.
  package static let all = Shard()

  /// A part as it is typed; `nil` when the text is none.
  package init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false)
      .map { UInt64($0) }
    guard numbers.count == 2, let part = numbers[0], let parts = numbers[1] else { return nil }
    self.init(part: part, parts: parts)
  }

  /// As it is typed.
  package var text: String { "\(part)/\(parts)" }

  /// The name that a plan gives its result: such names sort as the parts do.
  package var fileName: String {
    let digits = "\(part)"
    let padding = String(repeating: "0", count: "\(parts)".count - digits.count)
    return "shard-\(padding)\(digits)-of-\(parts).json"
  }
}

extension Shard: Codable {
  private enum CodingKeys: String, CodingKey {
    case part = "part"
    case parts = "parts"
  }

  /// Throws what the decoder throws, and when there is no such part.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let part = try fields.decode(UInt64.self, forKey: .part)
    let parts = try fields.decode(UInt64.self, forKey: .parts)
    guard let shard = Shard(part: part, parts: parts) else {
      throw DecodingError.dataCorruptedError(
        forKey: .part, in: fields, debugDescription: "\(part)/\(parts) is no part")
    }
    self = shard
  }
}
