import FoundationEssentials

/// What testers wait for: a script of thirty steps over weeks against `programmer identify`, and
/// the scripts that are shipped, all of them.
struct KitBench: Encodable {
  let steps: Int
  let scriptMedianMs: Double
  let identifyMedianMs: Double
  let ratio: Double
  /// The most that the ratio is to be.
  static let mostRatio = 2.0
  /// All shipped scripts in one run; `nil` where they are not beside this program's user.
  let allScriptsMs: Double?
  /// The most that they are to take, in ms.
  static let mostMs = 5000.0

  enum CodingKeys: String, CodingKey {
    case steps, ratio
    case scriptMedianMs = "script_median_ms"
    case identifyMedianMs = "identify_median_ms"
    case allScriptsMs = "all_scripts_ms"
  }

  private static let runs = 60
  private static let folder = "fixtures/scripts"

  static func run(
    programmer: String, simulator: String, _ interruption: borrowing Interruption
  ) throws -> KitBench {
    let place = try TemporaryDirectory()
    let script = place.path + "/thirty.yaml"
    try Data(Self.script.utf8).write(to: URL(fileURLWithPath: script))
    let pump = try SimulatedPump(program: simulator)
    let identify = ["identify", "--port", pump.link]
    let play = ["run", script, "--json"]
    var scripts: [UInt64] = []
    var looks: [UInt64] = []
    // The first of each brings the program into memory.
    _ = try ChildProcess.time(of: programmer, identify)
    _ = try ChildProcess.time(of: programmer, play)
    for _ in 0..<runs {
      try interruption.check()
      scripts.append(try ChildProcess.time(of: programmer, play))
      looks.append(try ChildProcess.time(of: programmer, identify))
    }
    pump.stop()
    let script30 = Durations(nanoseconds: scripts).median
    let look = Durations(nanoseconds: looks).median
    let all =
      FileManager.default.fileExists(atPath: folder)
      ? Double(try ChildProcess.time(of: programmer, ["run", folder, "--json"])) / 1e6 : nil
    return KitBench(
      steps: 30, scriptMedianMs: Double(script30) / 1e6, identifyMedianMs: Double(look) / 1e6,
      ratio: Double(script30) / Double(look), allScriptsMs: all)
  }

  /// Five times a dose, a day, a look, a bolus, two days and the truth.
  private static let script = """
    name: thirty steps over two weeks
    steps:
      - rows:
          - {dose: 105, most: 115}
          - {dose: 110, most: 120}
          - {dose: 115, most: 125}
          - {dose: 120, most: 130}
          - {dose: 125, most: 135}
        steps:
          - programmer: dose ${dose} mcg/day
            total: ${dose} mcg
          - wait: 1 day
          - programmer: status
            expect: {therapy.dose_mcg_per_day: "${dose} mcg/day"}
          - programmer: bolus 10 mcg --over 10 min
            total: ${most} mcg
          - wait: 2 days
          - bench: truth
            expect: {patient_pg: "above 0 mcg"}
    """
}

extension ChildProcess {
  /// How long a program runs from its start to its end, in ns. Throws when it does not end with 0.
  static func time(of program: String, _ arguments: [String]) throws -> UInt64 {
    var code: Int32 = 0
    let time = try nanoseconds {
      code = try ChildProcess(starting: program, arguments).wait()
    }
    if code != 0 {
      let command = ([program] + arguments).joined(separator: " ")
      throw BenchmarkError(.wrong, "\(command) ended with \(code)")
    }
    return time
  }
}
