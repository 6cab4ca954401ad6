import ClinicSupport
import Foundation
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// An order whose outcome is unknown stands against the orders of the next programmer as well.
@Suite(.limited)
struct ArchiveSettleTests {
  private let lab: ArchiveLab

  init() throws { lab = try ArchiveLab() }

  private func connect(_ pump: PumpOnPty, recorded: Bool = true) throws -> PumpConnection {
    let connection = try PumpConnection(
      try PortAddress(pump.path), face: Samples.face, records: LineRecords(),
      recorder: VisitRecorder(path: recorded ? lab.path : nil, face: Samples.face, verb: "bolus"),
      card: try KeyCard(reading: PumpOnPty.card(in: lab.directory)),
      timings: SessionTimings(answer: Milliseconds(rawValue: 100), orderLife: .seconds(1)))
    guard case .reply(.identity(let identity)) = try connection.perform(.opening(.identify)) else {
      throw ProgrammerError(.unavailable, "no pump")
    }
    connection.expect(identity.serial)
    return connection
  }

  private func bolus(_ connection: PumpConnection) throws -> Outcome {
    try connection.order(try Samples.bolusOrder)
  }

  /// A pump that an order was sent to, of which the programmer never heard again.
  private func orphan(isCarriedOut: Bool) throws -> PumpOnPty {
    let pump = try PumpOnPty()
    let connection = try connect(pump)
    _ = try connection.openSession()
    pump.change { $0.falls = (true, isCarriedOut) }
    #expect(try bolus(connection) == .unknown)
    pump.change { $0.falls = nil }
    return pump
  }

  private func fates() throws -> String {
    try lab.shell("SELECT outcome, settled_by FROM orders ORDER BY id")
  }

  @Test func `an order is stored before it is sent, and then its outcome`() throws {
    let pump = try PumpOnPty()
    defer { pump.stop() }
    let connection = try connect(pump)
    _ = try connection.openSession()
    let outcome = try bolus(connection)
    #expect(outcome == .reply(.acknowledged(Acknowledgement(.startBolus, therapySeconds: 90_001))))
    #expect(try fates() == "done|answer\n")
    let named = try lab.shell("SELECT pump_session, request_id FROM orders")
    let sent = try #require(pump.change { $0.orders.first })
    #expect(named == "\(sent.session)|\(sent.request)\n")
    #expect(try lab.shell("SELECT kind, dose_ng, duration_ms FROM doses") == "bolus|50000|600000\n")
  }

  @Test(arguments: [true, false])
  func `the next programmer settles it by the status before it orders`(isDone: Bool) throws {
    let pump = try orphan(isCarriedOut: isDone)
    defer { pump.stop() }
    #expect(try fates() == "unknown|\n")
    let next = try connect(pump)
    _ = try next.openSession()
    #expect(try fates() == (isDone ? "done|status\n" : "not_done|status\n"))
    guard case .reply = try bolus(next) else {
      Issue.record("a settled order still stands in the way")
      return
    }
  }

  @Test func `an intent whose programmer was killed before it sent anything is not done`() throws {
    let pump = try PumpOnPty()
    defer { pump.stop() }
    let archive = try Archive(at: lab.path)
    let session = try archive.begin(ArchiveLab.session)
    _ = try archive.intend(in: session, serial: "PL40-SAMPLE") {
      ArchiveLab.order(4, session: 40)
    }
    let next = try connect(pump)
    _ = try next.openSession()
    #expect(try fates() == "not_done|status\n")
  }

  /// A pump that a later order of another programmer took the place of the unknown one at.
  private func overtaken(_ log: (inout LogLab, AppliedCommand) -> Void) throws -> PumpOnPty {
    let pump = try orphan(isCarriedOut: true)
    pump.change { state in
      guard let order = state.orders.last else { return }
      log(&state.log, order)
      state.lastApplied = AppliedCommand(session: state.seal.session + 1, request: 2)
    }
    return pump
  }

  @Test func `another order under the same name, of a pump that was set back, is not taken for it`()
    throws
  {
    let pump = try orphan(isCarriedOut: true)
    defer { pump.stop() }
    pump.change { $0.lastKind = .setLowAlarm }
    _ = try connect(pump).openSession()
    #expect(try fates() == "unknown|\n", "its log does not tell either")
  }

  @Test func `a session whose number orders were given in is opened anew`() throws {
    let pump = try PumpOnPty()
    defer { pump.stop() }
    let archive = try Archive(at: lab.path)
    let session = try archive.begin(ArchiveLab.session)
    for number in [41, 42] as [UInt32] {
      let id = try archive.intend(in: session, serial: "PL40-SAMPLE") {
        ArchiveLab.order(4, session: number)
      }
      try archive.settle(id, .done, by: .answer)
    }
    let connection = try connect(pump)
    _ = try connection.openSession()
    #expect(connection.session.number == 43)
  }

  @Test func `an order that another took the place of is found in the log`() throws {
    let pump = try overtaken { log, order in
      log.add(
        .order, at: 90_010, detail: RequestType.startBolus.rawValue, short: order.request,
        number: order.session)
      for place in 1...20 { log.add(.alarmRaised, at: 90_010 + UInt32(place)) }
    }
    defer { pump.stop() }
    _ = try connect(pump).openSession()
    #expect(try fates() == "done|log\n")
  }

  @Test func `an order of the second of the last status, that another overtook, was done`() throws {
    let pump = try PumpOnPty()
    defer { pump.stop() }
    do {
      let connection = try connect(pump)
      _ = try connection.openSession()
      _ = try connection.perform(.query(.interrogate))
      pump.change { $0.falls = (true, true) }
      #expect(try bolus(connection) == .unknown)
    }
    pump.change { state in
      state.falls = nil
      let order = state.orders[0]
      state.log.add(.alarmRaised, at: 80_000)
      state.log.add(
        .order, at: 90_000, detail: RequestType.startBolus.rawValue, short: order.request,
        number: order.session)
      // A whole page of the same second is not yet the end of what may name it.
      for place in 1...20 { state.log.add(.alarmRaised, at: 90_000 + UInt32(place / 10)) }
      state.lastApplied = AppliedCommand(session: state.seal.session + 1, request: 2)
    }
    _ = try connect(pump).openSession()
    #expect(try fates() == "done|log\n")
  }

  @Test func `an order whose preparation fails is not sent, and is stored as that at once`() throws
  {
    let pump = try PumpOnPty()
    defer { pump.stop() }
    let connection = try connect(pump)
    _ = try connection.openSession()
    let error = #expect(throws: ProgrammerError.self) {
      try connection.order(
        .plain(
          .rotateKey(RotateKey(role: .patient, key: AsconBlock(low: 5, high: 6))), Samples.yes),
        prepare: { throw ProgrammerError(.configuration, "the card cannot be written") })
    }
    #expect(error?.exitStatus == .configuration)
    #expect(try lab.shell("SELECT outcome, reason FROM orders") == "not_done|not sent\n")
    #expect(pump.change { $0.orders.isEmpty })
  }

  @Test func `an order that the whole log does not name was not done`() throws {
    let pump = try overtaken { log, order in
      for place in 1...20 { log.add(.alarmRaised, at: 90_010 + UInt32(place)) }
      log.add(
        .order, at: 90_050, detail: RequestType.startBolus.rawValue, short: order.request,
        number: order.session + 1)
    }
    defer { pump.stop() }
    _ = try connect(pump).openSession()
    #expect(try fates() == "not_done|log\n")
  }

  @Test func `what nobody can tell stands in the way until a person answers for it`() throws {
    let pump = try overtaken { log, _ in
      for place in 1...20 { log.add(.alarmRaised, at: 90_010 + UInt32(place)) }
      log.damaged = [3]
    }
    defer { pump.stop() }
    let before = pump.change { $0.orders.count }
    do {
      let next = try connect(pump)
      _ = try next.openSession()
      guard case .reply(.interrogation) = try next.perform(.query(.interrogate)) else {
        Issue.record("reading is not allowed any more")
        return
      }
      let error = #expect(throws: ProgrammerError.self) { try bolus(next) }
      #expect(error?.exitStatus == .unknown)
      #expect(error?.message.contains("sessions settle 1 --as") == true)
    }
    #expect(pump.change { $0.orders.count } == before)
    let archive = try Archive(at: lab.path)
    try archive.settle(1, .done, by: .person, reason: "the patient slept")
    let last = try connect(pump)
    _ = try last.openSession()
    guard case .reply = try bolus(last) else {
      Issue.record("an order that a person answered for still stands in the way")
      return
    }
  }

  @Test func `what stands in the way is listed once, however often a session is opened`() throws {
    let pump = try overtaken { log, _ in
      for place in 1...20 { log.add(.alarmRaised, at: 90_010 + UInt32(place)) }
      log.damaged = [3]
    }
    defer { pump.stop() }
    let connection = try connect(pump)
    for _ in 1...2 {
      _ = try connection.openSession()
      #expect(connection.open.map(\.id) == [1])
    }
    try Archive(at: lab.path).settle(1, .notDone, by: .person, reason: "no bolus in the log")
    _ = try connection.openSession()
    #expect(connection.open.isEmpty)
  }

  @Test func `an intent that cannot be stored is not sent`() throws {
    let pump = try PumpOnPty()
    defer { pump.stop() }
    let connection = try connect(pump)
    _ = try connection.openSession()
    _ = try lab.shell("DROP TABLE doses")
    #expect(throws: ProgrammerError.self) { try bolus(connection) }
    #expect(pump.change { $0.orders.isEmpty })
  }

  @Test func `with no archive an order is given and nothing is kept`() throws {
    let pump = try PumpOnPty()
    defer { pump.stop() }
    let connection = try connect(pump, recorded: false)
    _ = try connection.openSession()
    guard case .reply = try bolus(connection) else {
      Issue.record("the order was not given")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: lab.path))
  }
}
