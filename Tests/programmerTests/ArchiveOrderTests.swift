import ClinicSupport
import Foundation
import GRDB
import ProgrammerSession
import PumpText
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// What the archive keeps of orders, whoever is killed when.
@Suite(.limited)
struct ArchiveOrderTests {
  private let lab: ArchiveLab
  private let archive: Archive

  init() throws {
    lab = try ArchiveLab()
    archive = try Archive(at: lab.path)
  }

  private func intend(_ order: NewOrder = ArchiveLab.order()) throws -> Int64 {
    let session = try archive.begin(ArchiveLab.session)
    return try archive.intend(in: session, serial: "PL40-SAMPLE") { order }
  }

  @Test func `an intent is open until it has an outcome, and names its order exactly`() throws {
    let id = try intend()
    let open = try #require(try archive.openOrders(serial: "PL40-SAMPLE").first)
    #expect(open.id == id)
    #expect(open.name == ArchiveLab.order().name)
    #expect(open.knownTherapySeconds == 90_000)
    #expect(try archive.openOrders(serial: "PL40-OTHER").isEmpty)
    #expect(try archive.settle(id, .done, by: .answer, therapySeconds: 90_010))
    #expect(try archive.openOrders(serial: "PL40-SAMPLE").isEmpty)
  }

  @Test func `an unknown outcome stays open, a known one is never changed`() throws {
    let id = try intend()
    try archive.leaveUnknown(id)
    #expect(try archive.openOrders(serial: "PL40-SAMPLE").count == 1)
    #expect(try archive.settle(id, .notDone, by: .status))
    #expect(try !archive.settle(id, .done, by: .person, reason: "no"))
    try archive.leaveUnknown(id)
    #expect(try lab.shell("SELECT outcome, settled_by FROM orders") == "not_done|status\n")
  }

  @Test func `numbers of every size come back as they were`() throws {
    var order = ArchiveLab.order(.max, session: .max)
    order = NewOrder(
      name: UnsettledOrder(
        request: .silenceAlarms, command: order.name.command, notAfter: .max),
      parameters: "[]")
    _ = try intend(order)
    #expect(try archive.openOrders(serial: "PL40-SAMPLE").map(\.name) == [order.name])
  }

  @Test func `another process sees an intent as soon as it is stored, and no outcome`() throws {
    _ = try intend()
    #expect(try lab.shell("SELECT request, outcome FROM orders") == "startBolus|intended\n")
  }

  @Test func `a failing intent leaves nothing behind`() throws {
    let session = try archive.begin(ArchiveLab.session)
    #expect(throws: ProgrammerError.self) {
      try archive.intend(in: session, serial: "PL40-SAMPLE") {
        throw ProgrammerError(.io, "no session")
      }
    }
    #expect(try lab.shell("SELECT count(*) FROM orders") == "0\n")
  }

  @Test func `what a commit brings about is part of its intent, and history when it is done`()
    throws
  {
    var order = ArchiveLab.order()
    order.effects.therapy = LogLab.therapy(110_000)
    order.effects.refill = OrderEffects.Refill(
      staged: StageRefill(
        withdrawnNanolitres: 1_900_000, filledNanolitres: 18_000_000, drug: .baclofen,
        concentration: LogLab.strength(2000), lowAlarmNanolitres: 4_000_000, bridge: .bridge),
      report: LogLab.refillReport)
    let id = try intend(order)
    #expect(try archive.history(serial: "PL40-SAMPLE").map(\.outcome) == ["intended"])
    try archive.settle(id, .done, by: .answer, therapySeconds: 5)
    let item = try #require(try archive.history(serial: "PL40-SAMPLE").first)
    #expect(item.kind == "refill" && item.outcome == "done" && item.therapy_time_s == 5)
    #expect(item.daily_mcg == 110 && item.filled_ml == 18 && item.withdrawn_ml == 1.9)
    #expect(item.concentration_mcg_per_ml == 1895 && item.old_concentration_mcg_per_ml == 500)
    #expect(item.bridge == "bridge")
    let text = try JSONText.line(item)
    #expect(text.contains(#""dose_mcg":null"#), "\(text)")
    #expect(SessionWords.line(item).contains("18 mL in, 1.9 mL out of 2 mL expected"))
  }

  @Test func `new settings of the patient bolus are told as such, and not as a programme`() throws {
    let settings = PatientBolus(
      nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3)
    let stage = Request.Part.patientBolus(StagePatientBolus(settings))
    let off = Request.Part.patientBolus(StagePatientBolus(nil))
    let dose = Request.Part.therapy(StageTherapy(LogLab.therapy(110_000).therapy))
    #expect(
      effects([stage]).dose
        == .init(
          kind: .patientBolusSet, nanograms: 10_000, milliseconds: 300_000))
    #expect(effects([off]).dose == .init(kind: .patientBolusOff))
    #expect(effects([stage]).therapy == nil && effects([off]).therapy == nil)
    #expect(effects([dose, stage]).therapy != nil && effects([dose, stage]).dose == nil)
    var order = ArchiveLab.order()
    order.effects = effects([stage])
    try archive.settle(try intend(order), .done, by: .answer, therapySeconds: 5)
    let item = try #require(try archive.history(serial: "PL40-SAMPLE").first)
    #expect(SessionWords.line(item).contains("patient bolus set, 10 mcg over 5 min\n"))
  }

  /// What a commit brings about after what was staged, all of it read back.
  private func effects(_ parts: [Request.Part]) -> OrderEffects {
    var staged = StagedMessages()
    for part in parts {
      staged.observe(.part(part), .acknowledged(Acknowledgement(part.type, therapySeconds: 1)))
    }
    staged.observe(.query(.readBack), .staged(LogLab.therapy(110_000)))
    return OrderEffects(of: .commit(Commit(token: 1)), after: staged)
  }

  @Test func `an order that was refused or not done is no history`() throws {
    for fate in [OrderFate.refused, .notDone] {
      try archive.settle(
        try intend(ArchiveLab.order(fate == .refused ? 4 : 5)), fate, by: .answer)
    }
    #expect(try archive.history(serial: "PL40-SAMPLE").isEmpty)
  }

  @Test func `a visit is shown with what was read and ordered in it`() throws {
    let id = try intend()
    let session = try #require(try archive.sessions(serial: nil, last: 1).first?.id)
    try archive.opened(session, as: 9)
    try archive.add(NewReading(LogLab.interrogation()), to: session)
    try archive.add([WirePiece(milliseconds: 3, isToPump: true, bytes: [0, 4, 255])], to: session)
    try archive.settle(id, .done, by: .status)
    try archive.end(session, outcome: .closed)
    try archive.end(session, outcome: .leftOpen)
    let found = try #require(try archive.session(session))
    #expect(found.summary.outcome == "closed" && found.summary.pump_session == 9)
    #expect(found.orders.map(\.outcome) == ["done"])
    #expect(found.readings.first?.body.contains("\"status.reservoirNanolitres\"") == true)
    #expect(try archive.wire(of: session).map(\.line) == ["3 > 0004ff\n"])
    let words = SessionWords.whole(found.summary, found.orders, found.readings)
    #expect(words.contains("carried out, as the status says"), "\(words)")
    #expect(words.contains("confirmed by option --yes"))
    #expect(try archive.session(session + 1) == nil)
  }
}
