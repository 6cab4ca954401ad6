import Telemetry

/// What the pump answers to each request in each situation, as data.
///
/// A cell is `ok` for the request's own answer, `late` for that answer once the memory is done,
/// `wait` for the refusal `storageFailed` once it is, or stands for a refusal as ``refusals`` says.
/// What is sealed in no session that there is gets the hint `noSession` for `ses`.
enum StateTable {
  private static let first = """
    request           none shut idle ptnt runs stop bols stgd ckpt ordr fail lost eos  low  empt
    identify          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    openSession       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    closeSession      ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok
    confirmSession    ses  ses  ses  rol  rol  rol  rol  rol  rol  bsy  rol  rol  rol  rol  rol
    emergencyRate     ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses
    interrogate       ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok
    readStatus        ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok
    readTherapy       ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    readDayPlan       ses  ses  ses  plm  plm  plm  plm  plm  plm  bsy  plm  los  plm  plm  plm
    readPatientBolus  ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    readForecast      ses  ses  ses  ok   ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    readCatheter      ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    readLog           ses  ses  ses  rol  ok   ok   ok   ok   late bsy  ok   ok   ok   ok   ok
    stageTherapy      ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    readBack          ses  ses  ses  rol  nst  nst  nst  ok   nst  bsy  nst  nst  nst  nst  nst
    commit            ses  ses  ses  rol  nst  nst  nst  ok   bsy  bsy  nst  los  eos  nst  nst
    discard           ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok
    stageDayPlan      ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    stagePatientBolus ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    stageRefill       ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   los  ok   ok   ok
    readRefill        ses  ses  ses  rol  nrf  nrf  nrf  nrf  nrf  bsy  nrf  nrf  nrf  nrf  nrf
    startBolus        ses  ses  ses  rol  ok   stp  run  ok   bsy  bsy  wait los  eos  ok   crt
    cancelBolus       ses  ses  ses  rol  nob  nob  ok   nob  bsy  bsy  nob  los  eos  nob  nob
    stop              ses  ses  ses  rol  ok   stp  ok   ok   bsy  bsy  wait los  eos  ok   ok
    resume            ses  ses  ses  rol  nos  ok   nos  nos  bsy  bsy  nos  los  eos  nos  nos
    requestBolus      ses  ses  ses  pof  pof  pof  pof  pof  bsy  bsy  pof  los  eos  pof  pof
    startPrime        ses  ses  ses  rol  ok   stp  run  ok   bsy  bsy  wait los  eos  ok   crt
    startBridge       ses  ses  ses  rol  ok   stp  run  ok   bsy  bsy  wait los  eos  ok   crt
    cancelBridge      ses  ses  ses  rol  nbr  nbr  nbr  nbr  bsy  bsy  nbr  los  eos  nbr  nbr
    startTemporaryRate ses ses  ses  rol  ok   stp  ok   ok   bsy  bsy  wait los  eos  ok   crt
    endTemporaryRate  ses  ses  ses  rol  ntr  ntr  ntr  ntr  bsy  bsy  ntr  los  eos  ntr  ntr
    setClock          ses  ses  ses  rol  ok   ok   ok   ok   bsy  bsy  wait los  eos  ok   ok
    setLowAlarm       ses  ses  ses  rol  ok   ok   ok   ok   bsy  bsy  wait los  eos  ok   ok
    silenceAlarms     ses  ses  ses  rol  ok   ok   ok   ok   bsy  bsy  wait ok   ok   ok   ok
    testAlarm         ses  ses  ses  rol  ok   ok   ok   ok   ok   bsy  ok   ok   ok   ok   ok
    rotateKey         ses  ses  ses  rol  ok   ok   ok   ok   bsy  bsy  wait los  eos  ok   ok
    setCatheter       ses  ses  ses  rol  ok   ok   run  ok   bsy  bsy  wait los  eos  ok   ok
    """

  private static let second = """
    request           stal schd prim brdg brwt pbpt pbcl peri lbat clku self dlvf strf
    identify          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    openSession       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    closeSession      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    confirmSession    rol  rol  rol  rol  rol  rol  rol  rol  rol  rol  rol  rol  rol
    emergencyRate     ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses  ses
    interrogate       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    readStatus        ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    readTherapy       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    readDayPlan       plm  ok   plm  plm  plm  plm  plm  plm  plm  plm  plm  plm  plm
    readPatientBolus  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    readForecast      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
    readCatheter      ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    readLog           ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    stageTherapy      ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    readBack          nst  nst  nst  nst  nst  rol  nst  nst  nst  nst  nst  nst  ok
    commit            nst  nst  nst  nst  nst  rol  nst  nst  nst  nst  crt  crt  ok
    discard           ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    stageDayPlan      ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    stagePatientBolus ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    stageRefill       ok   ok   prm  ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    readRefill        nrf  nrf  nrf  nrf  nrf  rol  nrf  nrf  nrf  nrf  nrf  nrf  ok
    startBolus        crt  ok   prm  brg  stp  rol  ok   run  stp  ok   crt  crt  ok
    cancelBolus       nob  nob  ok   brg  nob  rol  nob  ok   nob  nob  crt  crt  nob
    stop              ok   ok   ok   ok   stp  rol  ok   ok   stp  ok   crt  crt  ok
    resume            nos  nos  nos  nos  ok   rol  nos  nos  ok   nos  crt  crt  nos
    requestBolus      pof  pof  pof  pof  pof  ok   ok   pof  pof  pof  crt  crt  pof
    startPrime        crt  ok   prm  brg  stp  rol  ok   run  stp  ok   crt  crt  ok
    startBridge       crt  ok   prm  brg  stp  rol  ok   run  stp  ok   crt  crt  ok
    cancelBridge      nbr  nbr  nbr  ok   ok   rol  nbr  nbr  nbr  nbr  crt  crt  nbr
    startTemporaryRate crt ok   prm  brg  stp  rol  ok   ok   stp  ok   crt  crt  ok
    endTemporaryRate  ntr  ntr  ntr  ntr  ntr  rol  ntr  ntr  ntr  ntr  crt  crt  ntr
    setClock          ok   clk  ok   ok   ok   rol  ok   ok   ok   ok   crt  crt  ok
    setLowAlarm       ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   crt  crt  ok
    silenceAlarms     ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    testAlarm         ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   ok   ok   ok
    rotateKey         ok   ok   ok   ok   ok   rol  ok   ok   ok   ok   crt  crt  ok
    setCatheter       ok   ok   prm  brg  brg  rol  ok   run  ok   ok   crt  crt  ok
    """

  private static let third = """
    request           offr opof emrg
    identify          ok   ok   ok
    openSession       ok   ok   ok
    closeSession      ses  ok   ok
    confirmSession    ok   ok   rol
    emergencyRate     ok   ok   ses
    interrogate       ses  ok   ok
    readStatus        ses  ok   ok
    readTherapy       ses  ok   ok
    readDayPlan       ses  plm  plm
    readPatientBolus  ses  ok   ok
    readForecast      ses  ok   ok
    readCatheter      ses  ok   ok
    readLog           ses  ok   ok
    stageTherapy      ses  ok   ok
    readBack          ses  nst  nst
    commit            ses  nst  nst
    discard           ses  ok   ok
    stageDayPlan      ses  ok   ok
    stagePatientBolus ses  ok   ok
    stageRefill       ses  ok   ok
    readRefill        ses  nrf  nrf
    startBolus        ses  ok   crt
    cancelBolus       ses  nob  nob
    stop              ses  ok   ok
    resume            ses  nos  ok
    requestBolus      ses  pof  pof
    startPrime        ses  ok   crt
    startBridge       ses  ok   crt
    cancelBridge      ses  nbr  nbr
    startTemporaryRate ses ok   crt
    endTemporaryRate  ses  ntr  ntr
    setClock          ses  ok   ok
    setLowAlarm       ses  ok   ok
    silenceAlarms     ses  ok   ok
    testAlarm         ses  ok   ok
    rotateKey         ses  ok   ok
    setCatheter       ses  ok   ok
    """

  static let refusals: [Substring: RefusalCode] = [
    "ses": .noSession, "rol": .roleNotAllowed, "bsy": .busy, "nst": .nothingStaged,
    "los": .memoryLost, "eos": .endOfService, "run": .bolusRunning,
    "nob": .noBolusRunning, "stp": .stopped, "nos": .notStopped, "crt": .criticalAlarm,
    "prm": .primeRunning, "brg": .bridgeRunning, "nbr": .noBridgeRunning, "plm": .planMissing,
    "pof": .patientBolusOff, "ntr": .noTemporaryRate,
    "nrf": .noRefillStaged, "clk": .clockCrossesStep,
  ]

  struct Cell {
    var request: Substring
    var situation: Substring
    var expected: Substring
  }

  static let situations = tables.flatMap { $0[0].dropFirst() }
  static let cells = tables.flatMap { lines in
    lines.dropFirst().flatMap { line in
      zip(lines[0].dropFirst(), line.dropFirst()).map {
        Cell(request: line[0], situation: $0, expected: $1)
      }
    }
  }

  private static let tables = [first, second, third].map { text in
    text.split(separator: "\n").map { $0.split(separator: " ") }
  }

  /// Every type of request there is.
  static let types = (0...UInt8.max).compactMap { RequestType(rawValue: $0) }
}
