import Synchronization
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Frames that arrive otherwise than they were sent.
@Suite(.waiting, .limited, .serialized)
struct FrameTroubleTests {
  private let bench: PumpBench
  private let link: String

  init() throws {
    bench = try PumpBench()
    link = bench.files.file("cable")
  }

  enum Arrival: String, CaseIterable, Sendable {
    case inSingleBytes, doubled, betweenNoise, afterTheirOwnBeginning, mergedWithTheNext

    func pieces(_ frame: [UInt8]) -> [[UInt8]] {
      switch self {
      case .inSingleBytes: frame.map { [$0] }
      case .doubled: [frame + frame]
      case .betweenNoise: [[0x55, 0, 0, 0xff], frame, [0x00, 0x13]]
      case .afterTheirOwnBeginning: [Array(frame.dropLast(3)), frame]
      // One delimiter is enough between two frames.
      case .mergedWithTheNext: [Array(frame.dropFirst())]
      }
    }
  }

  @Test(arguments: Arrival.allCases)
  func `frames in a strange shape do no harm`(arrival: Arrival) throws {
    let cable = Cable(at: link, toPort: bench.files.file("pump")) { frame in
      .arrives(arrival.pieces(frame.bytes))
    }
    let dose = try bench.programmer("dose 110 mcg/day --yes --port \(link)")
    #expect(dose.code == 0, "\(dose)")
    let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes --port \(link)")
    #expect(bolus.code == 0, "\(bolus)")
    cable.pull()
    try bench.ctl("advance 1 day")
    #expect(try bench.truth.patient_pg == 160_000_000)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `whatever is damaged, what the programmer says is so`(seed: UInt64) throws {
    let random = Mutex(SplitMix64(seed: seed))
    let cable = Cable(at: link, toPort: bench.files.file("pump")) { frame in
      let (isHit, place) = random.withLock {
        (
          Int.random(in: 0..<4, using: &$0) == 0,
          Int.random(in: 1..<frame.bytes.count - 1, using: &$0)
        )
      }
      var bytes = frame.bytes
      if isHit { bytes[place] ^= 0x20 }
      return .arrives([bytes])
    }
    let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes --port \(link)")
    cable.pull()
    let left = try bench.status.bolus
    switch bolus.code {
    case 0: #expect(left.remaining_mcg == 50, "seed \(seed): \(bolus)")
    case 1, 69, 74: #expect(left == .null, "seed \(seed): \(bolus)")
    case 75: #expect(left == .null || left.remaining_mcg == 50, "seed \(seed): \(bolus)")
    default: Issue.record("seed \(seed): \(bolus)")
    }
  }
}
