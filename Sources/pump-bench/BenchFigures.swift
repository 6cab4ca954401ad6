import VerbOutput

/// What was measured, for people and for programs.
struct BenchFigures: Encodable {
  var codec: CodecBench?
  var pty: PtyBench?
  var sealedPty: PtyBench?
  var life: LifeBench?
  var startup: StartupBench?
  var benchKit: KitBench?
  /// The parts that could not be measured, and why.
  private(set) var leftOut: [String: String]?

  enum CodingKeys: String, CodingKey {
    case codec, pty, life, startup
    case sealedPty = "sealed_pty"
    case benchKit = "bench_kit"
    case leftOut = "left_out"
  }

  mutating func leaveOut(_ part: Part, _ reason: String) {
    leftOut = (leftOut ?? [:]).merging([part.rawValue: reason]) { $1 }
  }

  /// One line of JSON.
  func json() throws -> String { try JSONText.line(self) }

  /// Each figure on a line with what it is compared with.
  func table() -> String {
    var table = TextTable(["figure", "", "compared with", "", "ratio"])
    if let codec { codec.addRows(to: &table) }
    if let pty { pty.addRows(to: &table, "identify") }
    if let sealedPty { sealedPty.addRows(to: &table, "sealed status") }
    if let life { life.addRows(to: &table) }
    if let startup { startup.addRows(to: &table) }
    if let benchKit { benchKit.addRows(to: &table) }
    return table.text
  }
}

extension CodecBench {
  fileprivate func addRows(to table: inout TextTable) {
    let size = "\(wireBytes) bytes on the wire"
    if let mavlink {
      let peer = "MAVLink in C, \(mavlink.wireBytes) bytes for \(wireBytes)"
      table.add([
        "encode a status", Figure.rate(encodePerSecond), peer,
        Figure.rate(mavlink.encodePerSecond), Figure.decimal(mavlink.encodeRatio, places: 2),
      ])
      table.add([
        "decode a status", Figure.rate(decodePerSecond), peer,
        Figure.rate(mavlink.decodePerSecond), Figure.decimal(mavlink.decodeRatio, places: 2),
      ])
    } else {
      table.add(["encode a status", Figure.rate(encodePerSecond), size])
      table.add(["decode a status", Figure.rate(decodePerSecond), size])
    }
    let allocations = allocationsPerFrame.map { Figure.decimal($0, places: 0) }
    table.add(["allocations per frame", allocations ?? "not counted under a sanitizer"])
    table.add([
      "seal and open a full frame", Figure.rate(seal.sealAndOpenPerSecond),
      "in C, \(seal.messageBytes) + \(seal.associatedBytes) bytes",
      Figure.rate(seal.cSealAndOpenPerSecond), Figure.decimal(seal.ratio, places: 2),
    ])
  }
}

extension PtyBench {
  fileprivate func addRows(to table: inout TextTable, _ request: String) {
    let ratio = Figure.decimal(p50Ratio, places: 2)
    let sizes = "\(requestWireBytes) -> \(replyWireBytes) bytes"
    table.add([
      "\(request) over a pty, p50", Figure.us(pump.p50Us), "echo in C, \(sizes)",
      Figure.us(echo.p50Us), ratio,
    ])
    table.add([
      "\(request) over a pty, p99", Figure.us(pump.p99Us), "each side on its processor",
      Figure.us(echo.p99Us),
    ])
    table.add(["\(request) over a pty, least", Figure.us(pump.minUs), "", Figure.us(echo.minUs)])
  }
}

extension LifeBench {
  fileprivate func addRows(to table: inout TextTable) {
    let speed = Figure.decimal(simulatedSecondsPerSecond / 1e9, places: 1) + "e9"
    let work = "\(boluses) boluses, \(memoryWrites) writes"
    table.add(["seven years in memory, best", Figure.ms(bestMs), "real time", "", speed])
    table.add(["seven years in memory, median", Figure.ms(medianMs), work])
    table.add([
      "seven years of a schedule, best", Figure.ms(schedule.bestMs),
      "hashing its \(schedule.logEntries) log entries", Figure.ms(schedule.hashBestMs),
      Figure.decimal(schedule.hashRatio, places: 2),
    ])
    let steps = "\(schedule.stepsPerDay) steps a day, \(schedule.boluses) boluses"
    table.add([
      "seven years of a schedule, median", Figure.ms(schedule.medianMs),
      "\(steps), \(schedule.memoryWrites) writes",
    ])
    let most = Figure.decimal(LifeBench.Schedule.mostPatientRatio, places: 0)
    table.add([
      "the same with a patient, best", Figure.ms(schedule.patientBestMs),
      "without, at most \(most) times", Figure.ms(schedule.bestMs),
      Figure.decimal(schedule.patientRatio, places: 2),
    ])
  }
}

extension StartupBench {
  fileprivate func addRows(to table: inout TextTable) {
    table.add([
      "programmer identify, median", Figure.ms(programmerMedianMs), "python3 -c pass",
      Figure.ms(pythonMedianMs), Figure.decimal(ratio, places: 2),
    ])
  }
}

extension KitBench {
  fileprivate func addRows(to table: inout TextTable) {
    let most = Figure.decimal(KitBench.mostRatio, places: 0)
    table.add([
      "script of \(steps) steps, median", Figure.ms(scriptMedianMs),
      "programmer identify, at most \(most) times", Figure.ms(identifyMedianMs),
      Figure.decimal(ratio, places: 2),
    ])
    if let allScriptsMs {
      table.add([
        "all shipped scripts", Figure.ms(allScriptsMs), "at most", Figure.ms(KitBench.mostMs),
        Figure.decimal(allScriptsMs / KitBench.mostMs, places: 2),
      ])
    }
  }
}
