import PumpFirmware
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Bytes that nobody should send: whatever they are, nothing traps and nothing changes.
@Suite(.limited)
struct HostileFrameTests {
  private func bench() throws -> Bench {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    _ = bench.stage(.daily(150_000))
    bench.bolus(10_000, over: .hours(1))
    return bench
  }

  /// A whole frame in the open or of a session there is not.
  private func frame(_ bench: inout Bench, _ random: inout SplitMix64) -> [UInt8] {
    let type = StateTable.types[Int(random.below(UInt64(StateTable.types.count)))]
    let number = UInt32(truncatingIfNeeded: random.next())
    let isOpen = number == bench.session || (type.needsSession && random.once(in: 3))
    let envelope: Envelope = isOpen ? .open : .session(number)
    return bench.frame(
      StateTable.request(type, bench), id: UInt16(truncatingIfNeeded: random.next()), in: envelope)
  }

  /// A frame of the open session that was damaged on the way.
  private func damaged(_ bench: inout Bench, _ random: inout SplitMix64) -> [UInt8] {
    let type = StateTable.types[Int(random.below(UInt64(StateTable.types.count)))]
    var bytes = bench.frame(StateTable.request(type, bench), id: UInt16(random.from(20...900)))
    let place = 1 + Int(random.below(UInt64(bytes.count - 2)))
    switch random.below(4) {
    case 0: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1: bytes.removeSubrange(place...)
    case 2: bytes.remove(at: place)
    default: bytes.insert(UInt8(random.from(1...255)), at: place)
    }
    return [0] + bytes + [0]
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `noise and damaged frames change nothing and are not answered`(seed: UInt64) throws {
    var bench = try bench()
    let state = bench.firmware.state
    var random = SplitMix64(seed: seed)
    for round in 0..<8000 {
      let bytes = round % 2 == 0 ? damaged(&bench, &random) : random.bytes(Int(random.below(60)))
      let answers = bench.receive(bytes)
      try #require(answers.isEmpty, "seed \(seed), round \(round)")
    }
    #expect(bench.firmware.state == state, "seed \(seed)")
    #expect(bench.firmware.frameCounters.droppedInAll > 6000)
    // The session and what is staged in it have come through too.
    #expect(bench.ask(.query(.readBack), id: 2000)?.type == .staged)
  }

  @Test(arguments: 100..<110 as Range<UInt64>)
  func `whole frames of other sessions and in the open change nothing`(seed: UInt64) throws {
    var bench = try bench()
    let state = bench.firmware.state
    var random = SplitMix64(seed: seed)
    for round in 0..<2500 {
      for bytes in bench.receive(frame(&bench, &random)) {
        let reply = bench.reply(in: bytes)?.reply
        let isHarmless: Bool =
          switch reply {
          case .refused(let refusal): refusal.code == .noSession
          case .identity, .sessionOffered, .noSession: true
          default: false
          }
        try #require(isHarmless, "seed \(seed), round \(round): \(String(describing: reply))")
      }
    }
    #expect(bench.firmware.state == state, "seed \(seed)")
  }

  @Test(arguments: 200..<204 as Range<UInt64>)
  func `whole frames with any content are judged, and never trap`(seed: UInt64) throws {
    var bench = try bench()
    var random = SplitMix64(seed: seed)
    for _ in 0..<1500 {
      let type = StateTable.types[Int(random.below(UInt64(StateTable.types.count)))]
      let content =
        [2] + (0..<4).map { UInt8(truncatingIfNeeded: bench.session >> (8 * $0)) }
        + [type.rawValue] + random.bytes(2) + random.bytes(Int(random.below(14)))
      bench.receive(PlainFrame.wire(content))
      if random.once(in: 10) { bench.open() }
      if random.once(in: 20) { bench.wait(.ms(random.spread(upTo: 86_400_000))) }
    }
    #expect(bench.firmware.state.strokes == bench.motor.strokes, "seed \(seed)")
  }
}
