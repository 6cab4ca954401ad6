import PumpFirmware
import Quantities
import Telemetry
import TestSupport

/// What the pump answers to each request in each situation, as data.
///
/// A cell is `ok` for the request's own answer, or stands for a refusal as ``refusals`` says.
enum StateTable {
  static let text = """
    request      none shut idle ptnt runs stop bols stgd ckpt ordr fail lost eos  low  empt stal
    identify     ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    openSession  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    closeSession ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok   ok
    interrogate  ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok   ok
    readStatus   ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok   ok
    readTherapy  ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok   ok
    stageTherapy ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok   ok
    readBack     ses  ses  ses  rol  nst  nst  nst  ok   nst  bsy  nst  nst  nst  nst  nst  nst
    commit       ses  ses  ses  rol  nst  nst  nst  ok   bsy  bsy  nst  los  eos  nst  nst  nst
    discard      ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok   ok
    startBolus   ses  ses  ses  rol  ok   stp  run  ok   bsy  bsy  mem  los  eos  ok   crt  crt
    cancelBolus  ses  ses  ses  rol  nob  nob  ok   nob  bsy  bsy  nob  los  eos  nob  nob  nob
    stop         ses  ses  ses  rol  ok   stp  ok   ok   bsy  bsy  mem  los  eos  ok   ok   ok
    resume       ses  ses  ses  rol  nos  ok   nos  nos  bsy  bsy  nos  los  eos  nos  nos  nos
    setClock     ses  ses  ses  rol  ok   ok   ok   ok   bsy  bsy  mem  los  eos  ok   ok   ok
    """

  static let refusals: [Substring: RefusalCode] = [
    "ses": .noSession, "rol": .roleNotAllowed, "bsy": .busy, "nst": .nothingStaged,
    "mem": .storageFailed, "los": .memoryLost, "eos": .endOfService, "run": .bolusRunning,
    "nob": .noBolusRunning, "stp": .stopped, "nos": .notStopped, "crt": .criticalAlarm,
  ]

  struct Cell {
    var request: Substring
    var situation: Substring
    var expected: Substring
  }

  static let situations = lines[0].dropFirst()
  static let cells = lines.dropFirst().flatMap { line in
    zip(situations, line.dropFirst()).map {
      Cell(request: line[0], situation: $0, expected: $1)
    }
  }

  private static let lines = text.split(separator: "\n").map { $0.split(separator: " ") }

  /// Every type of request there is.
  static let types = (0...UInt8.max).compactMap { RequestType(rawValue: $0) }

  /// A request of a type that a pump at work carries out.
  static func request(_ type: RequestType, _ bench: Bench, token: UInt32 = 1) -> Request {
    let timed = TimedOrder(notAfter: bench.soon)
    return switch type {
    case .identify: .identify
    case .openSession:
      .openSession(OpenSession(role: .clinician, schema: Schema.hash, nonce: 4))
    case .closeSession: .closeSession
    case .interrogate: .interrogate
    case .readStatus: .readStatus
    case .readTherapy: .readTherapy
    case .stageTherapy: .stageTherapy(StageTherapy(.daily(130_000)))
    case .readBack: .readBack
    case .commit: .commit(Commit(token: token, notAfter: bench.soon))
    case .discard: .discard
    case .startBolus: bench.bolusOrder(10_000, over: .minutes(30))
    case .cancelBolus: .cancelBolus(timed)
    case .stop: .stop(timed)
    case .resume: .resume(timed)
    case .setClock: .setClock(SetClock(WallClock(rawValue: 99), notAfter: bench.soon))
    }
  }
}
