import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpFirmwareSim

/// What a pump offers to whoever asks for a session: never the same numbers, unless a seed says so.
@Suite(.limited)
struct NoiseTests {
  private let directory: TemporaryDirectory
  private let setup: PumpSetup

  init() throws {
    directory = try TemporaryDirectory()
    setup = try Samples.setup()
  }

  private func stand(_ name: String, seed: UInt64?) throws -> Stand {
    try Stand(
      setup, try StateFile.open(directory.file(name), setup), clock: .manual, .init(seed: seed))
  }

  /// The offer that answers always the same opening.
  private func offer(_ stand: Stand) throws -> SessionOffered {
    let opening = OpenSession(
      role: .clinician, schema: Schema.hash, nonce: AsconBlock(low: 5, high: 6))
    var buffer = WireBuffer()
    buffer.encode(.opening(.openSession(opening)), id: 1)
    var reply: Reply?
    let frame = buffer.withBytes { span in span.indices.map { span[$0] } }
    stand.receive(frame.span) { bytes in
      var decoder = FrameDecoder()
      var position = 0
      if decoder.next(bytes, from: &position) == .frame { reply = try? decoder.reply().reply }
    }
    guard case .sessionOffered(let offer)? = reply else {
      throw SimulatorError(.io, "no session was offered")
    }
    return offer
  }

  @Test func `each pump has noise of its own`() throws {
    let first = try offer(try stand("first", seed: nil))
    let second = try offer(try stand("second", seed: nil))
    #expect(first.pumpNonce != second.pumpNonce)
    #expect(first.nonce == second.nonce)
  }

  @Test func `a memory that is brought back comes with other numbers, seed or not`() throws {
    for seed in [nil, 7] as [UInt64?] {
      let name = seed == nil ? "chance" : "seeded"
      let stand = try stand(name, seed: seed)
      let copy = directory.file("\(name)-copy")
      try stand.takeSnapshot(copy)
      var offers = [try offer(stand)]
      for _ in 0..<3 {
        try stand.restore(copy)
        offers.append(try offer(stand))
      }
      let nonces = Set(offers.map(\.pumpNonce.low))
      #expect(nonces.count == offers.count, "\(name)")
      #expect(Set(offers.map(\.session)).count == offers.count, "\(name)")
    }
  }
}
