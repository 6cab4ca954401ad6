import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Seven years of two pumps, all in one process and in memory; the battery runs down, the log is
/// written and the state is stored as they would be.
///
/// One pump infuses at one rate and gets a bolus a day ordered over the wire: a session is opened
/// by the handshake, the bolus ordered and the session closed, every frame sealed and opened again.
/// The other follows a schedule of 13 steps a day with periodic boluses, and nobody visits it. In
/// between time jumps.
struct LifeBench: Encodable {
  let simulatedDays: Int
  let boluses: Int
  let memoryWrites: Int
  let bestMs: Double
  let medianMs: Double
  /// Of the best run.
  let simulatedSecondsPerSecond: Double
  let schedule: Schedule

  /// The pump with the schedule.
  struct Schedule: Encodable {
    let stepsPerDay: Int
    let boluses: Int
    let logEntries: Int
    let memoryWrites: Int
    let bestMs: Double
    let medianMs: Double
    /// What hashing that many entries of the log alone takes, measured in turns with the lives.
    let hashBestMs: Double
    /// The best life as a multiple of that.
    let hashRatio: Double
    /// The same life with a virtual patient, measured in turns with the one without.
    let patientBestMs: Double
    /// The best life with a patient as a multiple of the best without.
    let patientRatio: Double

    /// The most that a patient may cost: three times the life without.
    static let mostPatientRatio = 3.0

    enum CodingKeys: String, CodingKey {
      case stepsPerDay = "steps_per_day"
      case boluses
      case logEntries = "log_entries"
      case memoryWrites = "memory_writes"
      case bestMs = "best_ms"
      case medianMs = "median_ms"
      case hashBestMs = "hash_best_ms"
      case hashRatio = "hash_ratio"
      case patientBestMs = "patient_best_ms"
      case patientRatio = "patient_ratio"
    }
  }

  enum CodingKeys: String, CodingKey {
    case simulatedDays = "simulated_days"
    case boluses
    case memoryWrites = "memory_writes"
    case bestMs = "best_ms"
    case medianMs = "median_ms"
    case simulatedSecondsPerSecond = "simulated_s_per_s"
    case schedule
  }

  fileprivate static let days: UInt64 = 2_557
  private static let runs = 5

  static func run(_ interruption: borrowing Interruption) throws -> LifeBench {
    let setup = try LifeSetup.make()
    var times: [UInt64] = []
    var writes = 0
    for _ in 0..<runs {
      try interruption.check()
      var visit = try PumpVisits(setup)
      times.append(try nanoseconds { try live(&visit) })
      writes = visit.pump.memory.writes
      try check(visit.pump)
    }
    let durations = Durations(nanoseconds: times)
    return LifeBench(
      simulatedDays: Int(days), boluses: Int(days), memoryWrites: writes,
      bestMs: Double(durations.least) / 1e6, medianMs: Double(durations.median) / 1e6,
      simulatedSecondsPerSecond: Double(days * 86_400) * 1e9 / Double(durations.least),
      schedule: try Schedule.run(days: days, runs: runs, interruption))
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
    else {
      throw BenchmarkError(.wrong, "the pump of the benchmark did not give what was programmed")
    }
  }
}

extension LifeBench.Schedule {
  fileprivate static func run(
    days: UInt64, runs: Int, _ interruption: borrowing Interruption
  ) throws -> LifeBench.Schedule {
    let setup = try LifeSetup.make(try LifeSetup.schedule())
    let end = TherapyTime.zero.after(.days(days))
    var times: [UInt64] = []
    var hashing = UInt64.max
    var treating = UInt64.max
    var entries = 0
    var writes = 0
    for _ in 0..<runs {
      try interruption.check()
      var pump = try setup.newPump()
      times.append(
        nanoseconds { pump.advance(to: Instant(therapy: end, link: .zero)) })
      try check(pump, days: days)
      entries = Int(pump.firmware.state.log.sequence)
      writes = pump.memory.writes
      hashing = min(hashing, nanoseconds { LifeBench.hashMany(entries) })
      treating = min(treating, try treat(setup, until: end, pump))
    }
    let durations = Durations(nanoseconds: times)
    return LifeBench.Schedule(
      stepsPerDay: LifeSetup.steps, boluses: Int(days * LifeSetup.bolusesPerDay),
      logEntries: entries, memoryWrites: writes, bestMs: Double(durations.least) / 1e6,
      medianMs: Double(durations.median) / 1e6, hashBestMs: Double(hashing) / 1e6,
      hashRatio: Double(durations.least) / Double(hashing), patientBestMs: Double(treating) / 1e6,
      patientRatio: Double(treating) / Double(durations.least))
  }

  /// The time of the same life with a patient, who has to have got all and changed nothing.
  private static func treat(
    _ setup: PumpSetup, until end: TherapyTime, _ untreated: VirtualPump<TransientMemory>
  ) throws -> UInt64 {
    var pump = try treated(setup)
    let time = nanoseconds { pump.advance(to: Instant(therapy: end, link: .zero)) }
    guard pump.truth == untreated.truth, pump.memory.image == untreated.memory.image,
      let patient = pump.world.body?.patient, patient.now == end,
      patient.given == pump.truth.patient.drug
    else {
      throw BenchmarkError(.wrong, "the patient did not get what the pump gave, or changed it")
    }
    return time
  }

  /// A new pump with somebody in its body.
  fileprivate static func treated(
    _ setup: PumpSetup
  ) throws -> VirtualPump<TransientMemory> {
    var pump = try setup.newPump()
    let seed: UInt64 = 7
    var random = SeededGenerator(seed: seed)
    let patient = try Patient(
      .responder, seed: seed, from: &random, at: .zero, timeOfDay: .hours(8))
    let start = Instant(therapy: .zero, link: .zero)
    try pump.operate(at: start) { world throws(BenchError) in try world.admit(patient) }
    return pump
  }

  private static func check(_ pump: VirtualPump<TransientMemory>, days: UInt64) throws {
    let truth = pump.truth
    let programmed = days * 1000 * UInt64(LifeSetup.scheduledNanogramsPerDay)
    let stroke = LifeSetup.concentration.drug(in: LifeSetup.strokeVolume).rawValue
    let missing = Int64(programmed) - Int64(truth.pumped.drug.rawValue)
    guard truth.isBalanced, (0..<Int64(stroke)).contains(missing),
      pump.firmware.state.alarms == AlarmSet(), pump.firmware.state.log.sequence > UInt32(days) * 22
    else { throw BenchmarkError(.wrong, "the scheduled pump did not give what was programmed") }
  }
}

extension LifeBench {
  /// Hashes entries of the log into a chain, which is the least that writing them can take.
  @inline(never)
  static func hashMany(_ count: Int) {
    var entry = LogEntry(sequence: 0, therapySeconds: 0, kind: .step, amount: 1_000_000)
    var chain: UInt64 = 0
    for _ in 0..<count {
      entry.sequence &+= 1
      entry.therapySeconds &+= 3_600
      chain = entry.chain(after: chain)
    }
    precondition(chain != 0, "the benchmark hashed nothing")
  }

  /// Lets a pump with one rate make strokes, each at the moment it is due.
  static func pumpSingly(strokes: Int, mirror: PumpMirror? = nil) throws {
    var pump = try LifeSetup.make().newPump(mirror: mirror)
    while pump.firmware.state.strokes < UInt64(strokes) {
      guard pump.advanceToDeadline(link: .zero) else {
        throw BenchmarkError(.wrong, "the pump of the benchmark has nothing more to do")
      }
    }
  }
}

extension LifeBench.Schedule {
  static let entriesPerDay = 22

  /// Lets a pump with the schedule and a patient go on for some days, seven years at the most.
  static func treat(days: UInt64) throws {
    var pump = try treated(try LifeSetup.make(try LifeSetup.schedule()))
    let end = TherapyTime.zero.after(.days(min(days, LifeBench.days)))
    pump.advance(to: Instant(therapy: end, link: .zero))
    guard pump.world.body?.patient?.given == pump.truth.patient.drug else {
      throw BenchmarkError(.wrong, "the patient did not get what the pump gave")
    }
  }

  /// Lets pumps with the schedule write entries of their logs: by whole days, and each for seven
  /// years at the most.
  static func live(entries: Int, mirror: PumpMirror? = nil) throws {
    var days = UInt64((entries + entriesPerDay - 1) / entriesPerDay)
    let setup = try LifeSetup.make(try LifeSetup.schedule())
    while days > 0 {
      var pump = try setup.newPump(mirror: mirror)
      let span = min(days, LifeBench.days)
      pump.advance(to: Instant(therapy: TherapyTime.zero.after(.days(span)), link: .zero))
      guard pump.firmware.state.log.sequence > span * UInt64(entriesPerDay) else {
        throw BenchmarkError(.wrong, "the scheduled pump did not log what it did")
      }
      days -= span
    }
  }
}
