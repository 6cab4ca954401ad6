/// The whole life of the process `programmer identify`, from start to exit, against that of a
/// Python interpreter that does nothing.
struct StartupBench: Encodable {
  let runs: Int
  let programmerMedianMs: Double
  let pythonMedianMs: Double
  let ratio: Double

  enum CodingKeys: String, CodingKey {
    case runs
    case programmerMedianMs = "programmer_median_ms"
    case pythonMedianMs = "python_median_ms"
    case ratio
  }

  private static let runs = 100

  static func run(
    programmer: String, simulator: String, _ interruption: borrowing Interruption
  ) throws -> StartupBench {
    let python = try Program.path(of: "python3", given: "/usr/bin/python3")
    let pump = try SimulatedPump(program: simulator)
    let identify = ["identify", "--port", pump.link]
    let pass = ["-c", "pass"]
    var ours: [UInt64] = []
    var theirs: [UInt64] = []
    // The first of each brings the program into memory.
    _ = try ChildProcess.time(of: programmer, identify)
    _ = try ChildProcess.time(of: python, pass)
    for _ in 0..<runs {
      try interruption.check()
      ours.append(try ChildProcess.time(of: programmer, identify))
      theirs.append(try ChildProcess.time(of: python, pass))
    }
    pump.stop()
    let our = Durations(nanoseconds: ours).median
    let their = Durations(nanoseconds: theirs).median
    return StartupBench(
      runs: runs, programmerMedianMs: Double(our) / 1e6, pythonMedianMs: Double(their) / 1e6,
      ratio: Double(our) / Double(their))
  }
}
