import Foundation
import PumpFirmware
import PumpText
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpSimulator

/// What a capture says of frames that the pump drops.
@Suite(.waiting, .limited)
struct LineTapTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let forged = "dropped: \(FrameError(.forged, at: 0).words)"

  /// The capture of a visit in which a sealed question comes twice, and between the two with the
  /// bits of `mask` in its tag turned.
  private func capture(keys: Bool, mask: UInt8) throws -> String {
    let setup = try Samples.setup()
    let path = directory.file("line-\(keys)-\(mask)")
    let host = try PumpHost(
      setup, try StateFile.open("\(path).state", setup), clock: .manual, Randomness(seed: 1))
    let tap = keys ? LineTap("line", keys: { host.pairing($0) }) : LineTap("line")
    let pump = ServedPump(host, tap: tap)
    try tap.start(path)
    func exchange(_ bytes: [UInt8]) -> [UInt8] {
      var answer: [UInt8] = []
      pump.hear(bytes.span) { frame in
        for place in frame.indices { answer.append(frame[place]) }
      }
      return answer
    }
    var client = SealedClient(
      pairingKey: Samples.keys.clinician, serial: setup.device.identity.serial)
    let offer = client.takeOffer(in: exchange(client.openSession()))
    try #require(offer != nil)
    _ = exchange(client.confirmSession())
    // Both in one piece, as a line hands them over: only the first of them is forged.
    let good = client.next(.query(.readStatus))
    var content = try #require(PlainFrame.unstuff(good.dropFirst().dropLast()[...]))
    content.removeLast(4)
    content[content.count - 1] ^= mask
    _ = exchange(PlainFrame.wire(content) + good)
    tap.stop()
    return String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: Unicode.ASCII.self)
  }

  @Test func `a frame that is forged is said to be, and no other`() throws {
    let told = try capture(keys: true, mask: 1)
    #expect(told.components(separatedBy: Self.forged).count == 2)
    #expect(!(try capture(keys: true, mask: 0)).contains(Self.forged))
  }

  @Test func `without the keys nobody can tell`() throws {
    #expect(!(try capture(keys: false, mask: 1)).contains("dropped: "))
  }
}
