import Telemetry
import TestLimits
import TestSupport
import Testing

@Suite(.limited)
struct RandomStreamTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `noise never traps, never passes for a message, and never keeps a frame from arriving`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    var pump = FrameDecoder()
    var host = FrameDecoder()
    // Zeros from none to every other byte, so that runs between delimiters have all lengths.
    let sparsity: UInt64 = 1 << (1 + random.next() % 10)
    for round in 0..<60 {
      var noise = random.bytes(Int(random.next() % 700))
      for index in noise.indices where random.next() % sparsity == 0 { noise[index] = 0 }
      for (listener, isPump) in [(Listener.pump, true), (.host, false)] {
        let fixtures = GoodFrame.all.filter { $0.listener == listener }
        let fixture = try #require(fixtures.randomElement(using: &random))
        let stream = noise + fixture.wire
        let heard =
          isPump
          ? inPieces(stream, listener, with: &pump, using: &random)
          : inPieces(stream, listener, with: &host, using: &random)
        #expect(heard.last == fixture.delivered, "seed \(seed), round \(round)")
        #expect(Array(heard.dropLast()).areDrops, "seed \(seed), round \(round)")
      }
    }
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func `damage to some frames of a stream costs those frames only`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for listener in [Listener.pump, .host] {
      let fixtures = GoodFrame.all.filter { $0.listener == listener }
      var stream: [UInt8] = []
      var intact: [Delivery] = []
      for _ in 0..<80 {
        guard let fixture = fixtures.randomElement(using: &random) else { continue }
        if random.next() % 3 == 0 {
          stream += damaged(fixture.wire, using: &random)
        } else {
          stream += fixture.wire
          intact.append(fixture.delivered)
        }
      }
      var decoder = FrameDecoder()
      let heard = inPieces(stream, listener, with: &decoder, using: &random)
      #expect(heard.filter { !$0.isDrop } == intact, "seed \(seed)")
      #expect(decoder.counters.delivered == UInt64(intact.count), "seed \(seed)")
      #expect(
        decoder.counters.droppedInAll == UInt64(heard.count - intact.count), "seed \(seed)")
    }
  }

  /// A frame with bits flipped, bytes lost or bytes added, its delimiters included.
  private func damaged(_ wire: [UInt8], using random: inout SplitMix64) -> [UInt8] {
    var bytes = wire
    let kind = random.next() % 3
    // An inner byte is always among those hit: a frame that loses nothing but a delimiter is not
    // damaged for a listener who has the delimiter of its neighbour.
    let place = 1 + Int(random.next() % UInt64(wire.count - 2))
    switch kind {
    case 0: bytes[place] ^= 1 << UInt8(random.next() % 8)
    case 1: bytes.remove(at: place)
    default:
      let fill = UInt8(1 + random.next() % 255)
      bytes.insert(contentsOf: [UInt8](repeating: fill, count: 300), at: place)
    }
    if random.next() % 4 == 0 { bytes.removeFirst() }
    if random.next() % 4 == 0 { bytes.removeLast() }
    return bytes
  }

  /// Hears a stream that arrives in pieces of random length.
  private func inPieces(
    _ stream: [UInt8], _ listener: Listener, with decoder: inout FrameDecoder,
    using random: inout SplitMix64
  ) -> [Delivery] {
    var heard: [Delivery] = []
    var rest = stream[...]
    while !rest.isEmpty {
      let count = 1 + Int(random.next() % (random.next() % 2 == 0 ? 8 : 400))
      heard += listener.hears(Array(rest.prefix(count)), with: &decoder)
      rest = rest.dropFirst(count)
    }
    return heard
  }
}
