import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Frames and seals made apart from the product, which makes the same of what it can say.
@Suite(.limited)
struct PlainSealTests {
  private static let requests: [Request] = [
    .opening(.confirmSession), .query(.readStatus), .query(.readLog(ReadLog(from: 0x0001_0000))),
    .order(Order(.startBolus(StartBolus(nanograms: 0, milliseconds: 60_000)), notAfter: 256)),
  ]

  private func client() -> SealedClient {
    var client = SealedClient()
    client.take(
      SessionOffered(
        session: 0x0100_0001, nonce: client.opening.nonce, pumpNonce: AsconBlock(counting: 7)))
    return client
  }

  @Test func `a request is sealed as the product seals it`() {
    var client = client()
    for (place, request) in Self.requests.enumerated() {
      let plain = client.frame(request, id: 0x0100, counter: UInt32(place + 1))
      #expect(client.frame(request, id: 0x0100) == plain)
      #expect(client.message(recorded: client.open(request, id: 9))?.prefix(3).last == 0)
    }
  }

  @Test func `a message of any bytes goes under the next counter, or one so far before it`() {
    var client = client()
    func counter(_ frame: [UInt8]) -> UInt32? {
      var decoder = FrameDecoder()
      var position = 0
      guard decoder.next(frame.span, from: &position) == .frame,
        case .sealed(0x0100_0001, let counter) = decoder.envelope
      else { return nil }
      return counter
    }
    #expect(counter(client.frame(type: 0, id: 0, [], back: 3)) == 1, "there is none before it")
    #expect(counter(client.next(type: 0xEE, [1, 2, 3])) == 1)
    #expect(counter(client.next(.query(.readStatus))) == 2, "both count as one")
    #expect(counter(client.next(type: 0, [UInt8](repeating: 0, count: 300))) == 3)
    #expect(counter(client.frame(type: 0, id: 0, [], back: 2)) == 1)
    #expect(counter(client.frame(type: 0, id: 0, [])) == 4)
    #expect(client.lastRequest == 3)
  }

  @Test func `before an offer a message goes in the open`() {
    var client = SealedClient()
    let frame = client.next(type: RequestType.identify.rawValue, [])
    #expect(frame == client.open(.opening(.identify), id: 1))
  }

  @Test func `a frame is unstuffed to what it was made of`() {
    var random = SplitMix64(seed: 11)
    for count in 0...PlainFrame.longestContent {
      let content = random.bytes(count).map { $0 & 3 == 0 ? 0 : $0 }
      let frame = PlainFrame.wire(content)
      #expect(PlainFrame.unstuff(frame.dropFirst().dropLast())?.dropLast(4) == content[...])
      var decoder = FrameDecoder()
      var position = 0
      if count >= 4 {
        #expect(decoder.next(frame.span, from: &position) == .frame, "\(count) bytes")
      }
    }
    #expect(PlainFrame.unstuff([3, 1]) == nil && PlainFrame.unstuff([1, 0]) == nil)
  }
}
