import ArgumentParser
import ClinicSupport
import Foundation
import PumpText
import Quantities
import RawClient
import SerialLink
import Synchronization
import Telemetry

@testable import Clinic
@testable import Handheld
@testable import programmer

/// A pump of the tests' own making at the end of a line in memory, in virtual time. The line can be
/// lost behind any byte, and any answer changed on its way.
final class PumpInMemory: Sendable {
  /// What it does and remembers.
  struct State: Sendable {
    var seal = SealingPump(key: PumpOnPty.key, serial: Samples.identity.serial, session: 40)
    var log = LogLab()
    var decoder = FrameDecoder()
    /// Bytes on their way to the programmer.
    var incoming: [UInt8] = []
    /// Link time, in ms.
    var time: UInt64 = 0
    /// How many bytes were carried so far, both ways together, and behind which the line is lost.
    var carried = 0
    var lostBehind = Int.max
    /// What `carried` was after each read and write.
    var marks: [Int] = []
    /// How long the line stays lost, in ms; `nil` for good.
    var returnsAfter: UInt64?
    var lostAt: UInt64?
    /// What it was asked, and which orders it carried out.
    var requests: [RequestType] = []
    var done: [RequestType] = []
    var lastApplied: (command: AppliedCommand, type: RequestType)?
    /// What it refuses, and how often still.
    var refusals: [RequestType: (code: RefusalCode, times: Int)] = [:]
    /// Of which requests the sealed answers come after forged ones.
    var forgedBefore: Set<RequestType> = []
    /// Of which requests the answers are lost, and of how many still.
    var lostAnswers: [RequestType: Int] = [:]
    /// Changes an answer.
    var tamper: @Sendable (inout Reply) -> Void = { _ in }
    var staged = StagedParts()
    /// What the patient may ask for, and the volume of the low-reservoir alarm.
    var patient: PatientBolus?
    var lowAlarm: UInt32?
    var filled: UInt32?
    var catheter = Samples.untold
  }

  /// What waits for a commit.
  struct StagedParts: Sendable {
    var therapy: Therapy?
    var plans: [PlanNumber: DayPlan] = [:]
    var patient: PatientBolus?
    var refill: StageRefill?
  }

  private let state: Mutex<State>

  init(_ state: State = State()) { self.state = Mutex(state) }

  func with<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
    state.withLock { body(&$0) }
  }

  /// How the connections of a test are opened.
  var opener: LineOpener {
    LineOpener(
      open: { [self] address throws(SerialError) in
        guard with({ !$0.isLost }) else {
          throw SerialError(operation: "open", code: ENOENT, path: address.description)
        }
        return Line(self)
      },
      now: { [self] in LinkTime(rawValue: with { $0.time }) },
      pause: { [self] length throws(SerialError) in with { $0.time += length.rawValue } })
  }

  final class Line: ProgrammerLine {
    private let pump: PumpInMemory

    init(_ pump: PumpInMemory) { self.pump = pump }

    func read(into buffer: inout [UInt8], within time: Milliseconds) throws(SerialError) -> Int? {
      let bytes = pump.with { state -> [UInt8]? in
        if state.isLost { return nil }
        if state.incoming.isEmpty { state.time += time.rawValue }
        let count = min(state.incoming.count, buffer.count, state.lostBehind - state.carried)
        let bytes = Array(state.incoming.prefix(count))
        state.incoming.removeFirst(count)
        state.carry(count)
        return bytes
      }
      guard let bytes else { throw SerialError.endOfStream("memory") }
      buffer.replaceSubrange(0..<bytes.count, with: bytes)
      return bytes.isEmpty ? nil : bytes.count
    }

    func write(_ bytes: Span<UInt8>) {
      let sent = bytes.indices.map { bytes[$0] }
      pump.with { state in
        if state.isLost { return }
        let count = min(sent.count, state.lostBehind - state.carried)
        state.carry(count)
        state.hear(Array(sent.prefix(count)))
      }
    }
  }
}

extension PumpInMemory.State {
  var isLost: Bool {
    guard let lostAt else { return false }
    return returnsAfter.map { time < lostAt + $0 } ?? true
  }

  fileprivate mutating func carry(_ count: Int) {
    carried += count
    marks.append(carried)
    if lostAt == nil, carried >= lostBehind {
      lostAt = time
      lostBehind = .max
      decoder.reset()
      incoming = []
    }
  }

  fileprivate mutating func hear(_ bytes: [UInt8]) {
    var position = 0
    while position < bytes.count {
      guard decoder.next(bytes.span, from: &position) == .frame else { continue }
      var frame = decoder
      guard let (header, request) = seal.request(in: &frame) else { continue }
      requests.append(request.type)
      var reply = answer(request, header)
      tamper(&reply)
      if let lost = lostAnswers[request.type], lost > 0 {
        lostAnswers[request.type] = lost - 1
        continue
      }
      let wire = seal.frame(reply, to: header)
      if lostAt == nil || !isLost {
        let bytes = wire.withBytes { span in span.indices.map { span[$0] } }
        if forgedBefore.contains(request.type) { incoming += Self.forged(bytes) }
        incoming += bytes
      }
    }
  }

  /// A sealed frame with another tag, and the checksum that fits.
  private static func forged(_ frame: [UInt8]) -> [UInt8] {
    guard var content = PlainFrame.unstuff(frame.dropFirst().dropLast()[...]) else { return [] }
    content.removeLast(4)
    content[content.count - 1] ^= 1
    return PlainFrame.wire(content)
  }

  private mutating func answer(_ request: Request, _ header: MessageHeader) -> Reply {
    // A request whose answer is lost is carried out.
    if let refusal = refusals[request.type], refusal.times > 0,
      lostAnswers[request.type, default: 0] == 0
    {
      refusals[request.type]?.times -= 1
      return .refused(Refusal(request.type, refusal.code))
    }
    if request.type.changesTherapy || request.type == .emergencyRate {
      done.append(request.type)
      lastApplied = (AppliedCommand(session: seal.session, request: header.request), request.type)
    }
    return reading(request)
  }

  private mutating func reading(_ request: Request) -> Reply {
    switch request {
    case .opening(.identify): return .identity(Samples.identity)
    case .opening(.openSession(let opening)): return seal.offer(opening)
    case .opening(.confirmSession):
      return .sessionOpened(
        SessionOpened(session: seal.session, linkClock: linkClock, idleSeconds: 120))
    case .query(.interrogate): return .interrogation(interrogation)
    case .query(.readStatus): return .status(interrogation.status)
    case .query(.readTherapy): return .therapy(LogLab.therapy(100_000))
    case .query(.readForecast(let body)):
      let figures = Forecast.StepFigures(
        mostNanograms: 110_000, formerLeastNanograms: 100_000, formerMostNanograms: 100_000)
      return .forecast(
        Forecast(
          subject: body.subject, token: body.subject == .staged ? 77 : 0, secondsToTip: 1000,
          secondsToLowAlarm: 2000, secondsToEmpty: 3000, secondsToReplacement: 4000,
          secondsToEndOfService: 5000,
          secondsToTemporaryEnd: body.subject == .temporary ? 6000 : nil, step: figures))
    case .query(.readLog(let body)): return page(body.first)
    default: return staging(request)
    }
  }

  private mutating func staging(_ request: Request) -> Reply {
    switch request {
    case .part(.therapy(let body)): staged.therapy = body.therapy
    case .part(.dayPlan(let body)): staged.plans[body.number] = body.plan
    case .part(.patientBolus(let body)): staged.patient = body.settings
    case .part(.refill(let body)): staged.refill = body
    case .query(.readBack):
      var report = LogLab.therapy(110_000)
      report.token = 77
      report.therapy = staged.therapy ?? report.therapy
      return .staged(report)
    case .query(.readDayPlan(let body)):
      let plan = staged.plans[body.number] ?? Samples.workday
      return .dayPlan(DayPlanReport(body.number, body.source, plan))
    case .query(.readPatientBolus(let source)):
      return .patientBolus(
        PatientBolusReport(
          source: source, settings: source == .staged ? staged.patient : patient, startedToday: 0,
          lockoutSecondsLeft: 0, maximumSecondsLeft: 0, deniedInAll: 0))
    case .query(.readRefill): return .refill(refill)
    case .query(.readCatheter(let asked)):
      return .catheter(Samples.catheter(asked, from: catheter))
    case .order(let order): carryOut(order.body)
    default: break
    }
    return .acknowledged(Acknowledgement(request.type, therapySeconds: 90_001))
  }

  private mutating func carryOut(_ body: Order.Body) {
    switch body {
    case .commit:
      patient = staged.patient ?? patient
      filled = staged.refill?.filledNanolitres ?? filled
      lowAlarm = staged.refill?.lowAlarmNanolitres ?? lowAlarm
    case .setLowAlarm(let body): lowAlarm = body.nanolitres
    case .rotateKey(let body): seal.key = body.key
    case .setCatheter(let body):
      catheter = Samples.catheter(
        ReadCatheter(
          model: body.model, implantedMillimetres: body.implantedMillimetres,
          cutMillimetres: body.cutMillimetres, content: body.content), from: catheter)
      catheter.tip = body.tip
    case .startBolus, .cancelBolus, .stop, .resume, .requestBolus, .startPrime, .startBridge,
      .cancelBridge, .startTemporaryRate, .endTemporaryRate, .setClock, .silenceAlarms:
      break
    }
  }

  private var refill: RefillReport {
    Samples.refill {
      guard let staged = staged.refill else { return }
      $0.withdrawnNanolitres = staged.withdrawnNanolitres
      $0.volumeNanolitres = staged.filledNanolitres
      $0.filledConcentration = staged.concentration
      $0.concentration = staged.concentration
      $0.lowAlarmNanolitres = staged.lowAlarmNanolitres
      $0.bridge = staged.bridge
      $0.skipReason = staged.skipReason
    }
  }

  private var linkClock: UInt32 { UInt32(truncatingIfNeeded: time) }

  private var interrogation: Interrogation {
    var body = LogLab.interrogation()
    body.status.linkClock = linkClock
    body.patientBolus = patient
    body.filledNanolitres = filled ?? body.filledNanolitres
    body.lowAlarmNanolitres = lowAlarm ?? body.lowAlarmNanolitres
    body.status.lastApplied = lastApplied?.command
    body.lastApplied = lastApplied.map { .init($0.type, therapySeconds: 90_001) }
    if done.contains(.commit), let therapy = staged.therapy { body.therapy = therapy }
    return body
  }

  private func page(_ first: UInt32) -> Reply {
    switch log.page(first) {
    case .page(let page): .logPage(page)
    case .noSuchEntry(let nearest):
      .refused(Refusal(.readLog, .noSuchEntry, asked: UInt64(first), limit: UInt64(nearest)))
    }
  }
}

/// Runs verbs of the programmer in this process, at a pump in memory.
struct VerbLab {
  let lab: ArchiveLab

  init() throws {
    lab = try ArchiveLab()
    try writeCard()
  }

  /// The card as it was at implantation.
  private static let card: Result<Data, any Error> = Result {
    let key = PumpOnPty.key.hexadecimal
    return try JSONEncoder().encode(
      ImplantCard(
        model: "PL-40", serial: "PL40-SAMPLE", keys: .init(clinician: key, patient: key)))
  }

  /// Has the card be as it was at implantation. Hardly any verb changes it, and a file costs more
  /// to write than to read.
  func writeCard() throws {
    let card = try Self.card.get()
    let file = URL(fileURLWithPath: cardPath)
    if (try? Data(contentsOf: file)) != card { try card.write(to: file) }
  }

  var cardPath: String { lab.directory + "/card.json" }

  /// Runs a verb; gives its exit code and what it said.
  func run(_ words: [String], at pump: PumpInMemory) -> (code: Int32, words: String) {
    verb(words).run(at: pump)
  }

  /// A verb of the table, with a file of its own to write.
  func verb(_ verb: PumpVerb) -> PreparedVerb {
    self.verb(verb.words.map { $0 == "FILE" ? lab.directory + "/visit.html" : $0 })
  }

  /// A verb that is to be run many times: taking its words apart is most of the time it needs.
  func verb(_ words: [String]) -> PreparedVerb {
    let end = ["--port", "memory", "--card", cardPath, "--no-archive"]
    return PreparedVerb(command: Result { try Programmer.parseAsRoot(words + end) })
  }
}

/// A verb whose words have been taken apart.
struct PreparedVerb {
  fileprivate let command: Result<any ParsableCommand, any Error>

  /// Runs it; gives its exit code and what it said.
  func run(at pump: PumpInMemory) -> (code: Int32, words: String) {
    let said = Mutex("")
    let code = StandardStreams.$sink.withValue(
      .init { text, _ in
        said.withLock { $0 += text }
        return true
      }
    ) {
      LineOpener.$current.withValue(pump.opener) { () -> Int32 in
        do {
          var command = try self.command.get()
          try command.run()
          return 0
        } catch {
          return Programmer.exitCode(for: error).rawValue
        }
      }
    }
    return (code, said.withLock { $0 })
  }
}
