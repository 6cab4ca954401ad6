import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Seven years of a pump that infuses at one rate, with one bolus a day ordered over the wire.
///
/// Each day a session is opened, the bolus ordered and the session closed, every frame encoded and
/// decoded; in between time jumps. All in one process and in memory; the battery runs down and the
/// state is stored as it would be.
struct LifeBench: Encodable {
  let simulatedDays: Int
  let boluses: Int
  let memoryWrites: Int
  let bestMs: Double
  let medianMs: Double
  /// Of the best run.
  let simulatedSecondsPerSecond: Double

  enum CodingKeys: String, CodingKey {
    case simulatedDays = "simulated_days"
    case boluses
    case memoryWrites = "memory_writes"
    case bestMs = "best_ms"
    case medianMs = "median_ms"
    case simulatedSecondsPerSecond = "simulated_s_per_s"
  }

  private static let days: UInt64 = 2_557
  private static let runs = 5

  static func run(_ interruption: borrowing Interruption) throws -> LifeBench {
    let setup = try LifeSetup.make()
    var times: [UInt64] = []
    var writes = 0
    for _ in 0..<runs {
      try interruption.check()
      var visit = PumpVisits(pump: try setup.newPump())
      times.append(try nanoseconds { try live(&visit) })
      writes = visit.pump.memory.writes
      try check(visit.pump)
    }
    let durations = Durations(nanoseconds: times)
    return LifeBench(
      simulatedDays: Int(days), boluses: Int(days), memoryWrites: writes,
      bestMs: Double(durations.least) / 1e6, medianMs: Double(durations.median) / 1e6,
      simulatedSecondsPerSecond: Double(days * 86_400) * 1e9 / Double(durations.least))
  }

  private static func live(_ visits: inout PumpVisits) throws {
    for day in 0..<days {
      try visits.giveBolus(nanograms: LifeSetup.bolusNanograms, at: .hours(24 * day + 8))
    }
    visits.advance(to: .days(days))
  }

  /// A pump that did not do its work would be fast: holds what came out against the programme.
  private static func check(_ pump: VirtualPump<TransientMemory>) throws {
    let truth = pump.truth
    let programmed = days * 1000 * UInt64(LifeSetup.dailyNanograms + LifeSetup.bolusNanograms)
    let stroke = LifeSetup.concentration.drug(in: LifeSetup.strokeVolume).rawValue
    let missing = Int64(programmed) - Int64(truth.pumped.drug.rawValue)
    guard truth.isBalanced, (0..<Int64(stroke)).contains(missing),
      pump.firmware.state.alarms == AlarmSet()
    else { throw BenchError(.wrong, "the pump of the benchmark did not give what was programmed") }
  }
}
