import CBenchEcho
import Telemetry

/// Sealing and opening of the longest message that fits a frame, next to a plain C implementation,
/// both in turns, single thread, best of five.
struct SealBench: Encodable {
  let messageBytes: Int
  let associatedBytes: Int
  let sealAndOpenPerSecond: Double
  let cSealAndOpenPerSecond: Double
  /// The speed as a share of C's.
  let ratio: Double

  enum CodingKeys: String, CodingKey {
    case messageBytes = "message_bytes"
    case associatedBytes = "associated_bytes"
    case sealAndOpenPerSecond = "seal_and_open_per_s"
    case cSealAndOpenPerSecond = "c_seal_and_open_per_s"
    case ratio
  }

  /// Kind, session and counter, which travel in the clear.
  private static let associatedBytes = 9

  static func run(
    messages: Int = 200_000, _ interruption: borrowing Interruption
  ) throws -> SealBench {
    var speed = 0.0
    var speedOfC = 0.0
    for _ in 0..<5 {
      try interruption.check()
      var tags: UInt64 = 0
      var tagsOfC: UInt64 = 0
      speed = max(speed, CodecBench.rate(messages) { tags = sealMany(messages) })
      speedOfC = max(speedOfC, CodecBench.rate(messages) { tagsOfC = sealManyInC(messages) })
      guard tags == tagsOfC else { throw BenchmarkError(.wrong, "C and Swift seal differently") }
    }
    return SealBench(
      messageBytes: FrameLimits.messageBytes, associatedBytes: associatedBytes,
      sealAndOpenPerSecond: speed, cSealAndOpenPerSecond: speedOfC, ratio: speed / speedOfC)
  }

  /// Seals and opens with a counter for a nonce, and gives all tags added to one another.
  @inline(never)
  private static func sealMany(_ count: Int) -> UInt64 {
    let aead = AsconAEAD128(key: AsconBlock(low: 1, high: 2))
    let data = [UInt8](repeating: 3, count: associatedBytes)
    var message = [UInt8](repeating: 4, count: FrameLimits.messageBytes)
    var span = message.mutableSpan
    var sum: UInt64 = 0
    for index in 0..<UInt64(count) {
      let nonce = AsconBlock(low: index, high: 0)
      let tag = aead.seal(&span, nonce: nonce, associatedData: data.span)
      guard aead.open(&span, nonce: nonce, associatedData: data.span, tag: tag) else {
        preconditionFailure("the benchmark's own frame does not open")
      }
      sum &+= tag.low
    }
    return sum
  }

  @inline(never)
  private static func sealManyInC(_ count: Int) -> UInt64 {
    var box = cbench_ascon()
    box.key.0 = 1
    box.key.8 = 2
    box.data_count = associatedBytes
    box.data = (3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0)
    var message = [UInt8](repeating: 4, count: FrameLimits.messageBytes)
    var tag = [UInt8](repeating: 0, count: AsconBlock.bytes)
    var sum: UInt64 = 0
    for index in 0..<UInt64(count) {
      unsafe withUnsafeMutableBytes(of: &box.nonce) { nonce in
        unsafe nonce.storeBytes(of: index.littleEndian, as: UInt64.self)
      }
      unsafe cbench_ascon_seal(&box, &message, message.count, &tag)
      guard unsafe cbench_ascon_open(&box, &message, message.count, tag) == 1 else {
        preconditionFailure("the benchmark's own frame does not open in C")
      }
      sum &+= AsconBlock(tag.span)?.low ?? 0
    }
    return sum
  }
}
