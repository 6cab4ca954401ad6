import Foundation
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Handheld

/// What a programmer's capture says of answers that are not the pump's.
@Suite(.limited)
struct ForgedCaptureTests {
  private static let reads: Set<RequestType> = [.interrogate, .readStatus]

  /// How many forged frames the capture of a visit tells of, and how often it read the pump.
  private func visit(forgedBefore: Set<RequestType>) throws -> (told: Int, reads: Int) {
    let lab = try VerbLab()
    var state = PumpInMemory.State()
    state.forgedBefore = forgedBefore
    let pump = PumpInMemory(state)
    let path = lab.lab.directory + "/visit.pcapng"
    let end = lab.run(["status", "--capture", path], at: pump)
    #expect(end.code == 0, "\(end.words)")
    let file = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: Unicode.ASCII.self)
    let comment = "dropped: \(FrameError(.forged, at: 0).words)"
    let reads = pump.with { $0.requests.filter(Self.reads.contains).count }
    return (file.components(separatedBy: comment).count - 1, reads)
  }

  @Test func `each forged answer is said to be one, and no other`() throws {
    let attacked = try visit(forgedBefore: Self.reads)
    #expect(attacked.reads > 0 && attacked.told == attacked.reads)
    let calm = try visit(forgedBefore: [])
    #expect(calm.told == 0 && calm.reads == attacked.reads)
  }
}
