/// What a life tells of itself: a fingerprint of all that happened, and lines for a person.
final class SoakTale {
  let isTold: Bool
  var lines: [String] = []
  /// FNV-1a of everything that was mixed in.
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  init(isTold: Bool) { self.isTold = isTold }

  func mix(_ value: UInt64) {
    hash = (hash ^ value) &* 0x100_0000_01B3
    hash ^= hash >> 29
  }

  func mix(_ bytes: [UInt8]) {
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// A moment as days, time of day and ms of therapy, and seconds on the link.
  func moment(_ therapy: UInt64, _ link: UInt64) -> String {
    func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = therapy / 86_400_000
    let second = therapy / 1000 % 86_400
    let part = "\(1000 + therapy % 1000)".dropFirst()
    return "day \(day) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)).\(part)"
      + " (link \(link / 1000).\("\(1000 + link % 1000)".dropFirst()) s)"
  }
}
