/// What whoever may use the gateway knows: 128 bits that are made anew at each start.
package struct Token: Sendable {
  /// 32 hexadecimal digits.
  package let text: String

  /// A new one, from the system's source.
  package init() {
    var system = SystemRandomNumberGenerator()
    self.init(from: &system)
  }

  init(from generator: inout some RandomNumberGenerator) {
    text = (0..<2).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Whether this is the token. How long that takes says nothing of where the two differ.
  package func matches(_ word: some StringProtocol) -> Bool {
    let own = Array(text.utf8)
    let other = Array(word.utf8)
    guard own.count == other.count else { return false }
    var difference: UInt8 = 0
    for place in own.indices { difference |= own[place] ^ other[place] }
    return difference == 0
  }
}
