import Campaigns
import Foundation
import TestLimits
import TestSupport
import Testing

/// The bytes of a result: what was cut, edited or made up is not taken for one.
@Suite(.limited)
struct ResultTextTests {
  private let result: ShardResult

  init() throws {
    result = try Samples.result(try #require(NumberRange(1, 40)), 1, of: 2, upTo: 12)
  }

  private func body(_ result: ShardResult) throws -> [UInt8] {
    Array(try JSONEncoder().encode(result))
  }

  private func decoded(_ body: [UInt8]) throws -> ShardResult {
    try JSONDecoder().decode(ShardResult.self, from: Data(body))
  }

  @Test func `a result is read as it was written`() throws {
    let body = try body(result)
    #expect(try ResultText.opened(ResultText.sealed(body)) == body)
    #expect(try decoded(body) == result && result.done?.text == "1..11")
  }

  @Test func `a file that is cut anywhere is cut short`() throws {
    let file = ResultText.sealed(try body(result))
    for count in 0..<file.count {
      #expect(throws: ResultText.Damage.cutShort) { try ResultText.opened(Array(file[..<count])) }
    }
  }

  @Test func `a file with any byte changed, added or taken out is none`() throws {
    var random = SplitMix64(seed: 1)
    let file = ResultText.sealed(try body(result))
    for place in file.indices {
      var other = file
      other[place] ^= UInt8(1 + random.below(255))
      #expect(throws: ResultText.Damage.self) { try ResultText.opened(other) }
      other = file
      other.insert(UInt8(random.below(256)), at: place)
      #expect(throws: ResultText.Damage.self) { try ResultText.opened(other) }
      other = file
      other.remove(at: place)
      #expect(throws: ResultText.Damage.self) { try ResultText.opened(other) }
    }
  }

  @Test func `other files are other files`() throws {
    let file = ResultText.sealed(try body(result))
    let again = try JSONSerialization.data(
      withJSONObject: JSONSerialization.jsonObject(with: Data(file)), options: .prettyPrinted)
    for bytes in [Array(again), Array("{}\n".utf8), [0, 1, 2]] {
      #expect(throws: ResultText.Damage.foreign) { try ResultText.opened(bytes) }
    }
  }

  /// What no program writes is refused although its checksum may be right.
  @Test(
    arguments: [
      (#""next":12"#, #""next":22"#), (#""next":12"#, #""next":0"#), (#""next":12"#, #""next":9"#),
      (#""format":1"#, #""format":2"#), (#""is_whole":false"#, #""is_whole":true"#),
      (#""part":1"#, #""part":2"#), (#""part":1"#, #""part":3"#),
      (#""last":40"#, #""last":0"#), (#""kind":"seeds""#, #""kind":"days""#),
      (#""lives":11"#, #""lives":-1"#),
    ])
  func `what contradicts itself is refused`(old: String, new: String) throws {
    let text = String(decoding: try body(result), as: UTF8.self)
    #expect(text.contains(old))
    #expect(throws: (any Error).self) { try decoded(Array(text.replacing(old, with: new).utf8)) }
  }

  @Test func `numbers that are too large stay where numbers end`() throws {
    let more = result.adding(upTo: 13, ["lives": .max], coreMilliseconds: .max, [])
    #expect(more.counts["lives"] == .max && more.coreMilliseconds == .max)
  }

  @Test func `a word is one word for a shell`() {
    #expect(ShellWord.quoted("results/shard-1-of-2.json") == "results/shard-1-of-2.json")
    #expect(ShellWord.quoted("my results") == "'my results'")
    #expect(ShellWord.quoted("it's") == #"'it'\''s'"# && ShellWord.quoted("") == "''")
  }
}
