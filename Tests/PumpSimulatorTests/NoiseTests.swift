import PumpText
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpSimulator

/// What a pump offers to whoever asks for a session: never the same numbers, unless a seed says so.
@Suite(.limited)
struct NoiseTests {
  private let directory: TemporaryDirectory
  private let setup: PumpSetup

  init() throws {
    directory = try TemporaryDirectory()
    setup = try Samples.setup()
  }

  private func host(_ name: String, seed: UInt64?) throws -> PumpHost {
    try PumpHost(
      setup, try StateFile.open(directory.file(name), setup), clock: .manual, .init(seed: seed))
  }

  /// The offer that answers always the same opening.
  private func offer(_ host: PumpHost) throws -> SessionOffered {
    var client = SealedClient(seed: 5)
    guard let offer = client.takeOffer(in: host.exchange(client.openSession())) else {
      throw SimulatorError(.io, "no session was offered")
    }
    return offer
  }

  @Test func `each pump has noise of its own`() throws {
    let first = try offer(try host("first", seed: nil))
    let second = try offer(try host("second", seed: nil))
    #expect(first.pumpNonce != second.pumpNonce)
    #expect(first.nonce == second.nonce)
  }

  @Test func `a memory that is brought back comes with other numbers, seed or not`() throws {
    for seed in [nil, 7] as [UInt64?] {
      let name = seed == nil ? "chance" : "seeded"
      let host = try host(name, seed: seed)
      let copy = directory.file("\(name)-copy")
      try host.takeSnapshot(copy)
      var offers = [try offer(host)]
      for _ in 0..<3 {
        try host.restore(copy)
        offers.append(try offer(host))
      }
      let nonces = Set(offers.map(\.pumpNonce.low))
      #expect(nonces.count == offers.count, "\(name)")
      #expect(Set(offers.map(\.session)).count == offers.count, "\(name)")
    }
  }
}
