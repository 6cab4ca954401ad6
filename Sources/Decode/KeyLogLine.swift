import PumpText
import Quantities
package import Telemetry

/// The keys of one session, as a line of a key log. Spec: captures.md, "Key log".
package struct KeyLogLine: Equatable, Sendable {
  /// The session's number.
  package let session: UInt32
  /// The nonce with which the programmer asked for it.
  package let nonce: AsconBlock
  /// What the programmer seals with, and what the pump does.
  package let keys: SessionKeys

  private static let label = "PUMPLINK_SESSION"

  /// The line of a session.
  package init(session: UInt32, nonce: AsconBlock, keys: SessionKeys) {
    self.session = session
    self.nonce = nonce
    self.keys = keys
  }

  /// The line, with what ends it.
  package var line: String {
    let number = String(session, radix: 16)
    let zeros = String(repeating: "0", count: 8 - number.count)
    return "\(Self.label) \(zeros)\(number) \(nonce.hexadecimal) \(keys.up.hexadecimal) "
      + "\(keys.down.hexadecimal)\n"
  }

  package static func == (one: KeyLogLine, other: KeyLogLine) -> Bool {
    one.session == other.session && one.nonce == other.nonce && one.keys.up == other.keys.up
      && one.keys.down == other.keys.down
  }

  /// A line of a key log; `nil` for one that is none.
  init?(_ words: [Substring]) {
    guard words.count == 5, words[0] == Self.label, words[1].utf8.count == 8,
      let session = UInt32(words[1], radix: 16), !words[1].hasPrefix("+"),
      let nonce = AsconBlock(hexadecimal: String(words[2])),
      let up = AsconBlock(hexadecimal: String(words[3])),
      let down = AsconBlock(hexadecimal: String(words[4]))
    else { return nil }
    self.init(session: session, nonce: nonce, keys: SessionKeys(up: up, down: down))
  }

  /// The lines of a key log's text, with empty ones and comments left out.
  /// - Throws: The number of the first line that is none, from 1.
  package static func read(_ text: String) throws(BrokenLine) -> [KeyLogLine] {
    var lines: [KeyLogLine] = []
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      if words.isEmpty || words[0].hasPrefix("#") { continue }
      guard let known = KeyLogLine(words) else { throw BrokenLine(number: number) }
      lines.append(known)
    }
    return lines
  }

  /// A line of a key log that is none.
  package struct BrokenLine: Error, Equatable {
    /// Which, from 1.
    package let number: Int
  }
}
