import Foundation
import GRDB
import ProgrammerSession
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Orders are settled by the names the pump gives them, so no two may have one name.
@Suite(.limited)
struct OrderNameTests {
  private let lab: ArchiveLab
  private let archive: Archive
  private let serial = "PL40-SAMPLE"

  init() throws {
    lab = try ArchiveLab()
    archive = try Archive(at: lab.path)
  }

  @discardableResult
  private func intend(_ order: NewOrder, serial: String = "PL40-SAMPLE") throws -> Int64 {
    let session = try archive.begin(ArchiveLab.session)
    return try archive.intend(in: session, serial: serial) { order }
  }

  @Test func `a name that was given before is not given again, whatever became of it`() throws {
    let first = try intend(ArchiveLab.order(4, session: 9))
    try archive.settle(first, .done, by: .answer)
    let error = #expect(throws: ProgrammerError.self) {
      try intend(ArchiveLab.order(4, session: 9))
    }
    #expect(error?.exitStatus == .io && error?.message.contains("Nothing was sent") == true)
    try intend(ArchiveLab.order(5, session: 9))
    try intend(ArchiveLab.order(4, session: 10))
    try intend(ArchiveLab.order(4, session: 9), serial: "PL40-OTHER")
    #expect(try archive.orderCount(serial: serial) == 3)
  }

  @Test func `a session that orders were given in is known by its number`() throws {
    try intend(ArchiveLab.order(4, session: 9))
    #expect(try archive.hasOrders(serial: serial, inSession: 9))
    #expect(try !archive.hasOrders(serial: serial, inSession: 8))
    #expect(try !archive.hasOrders(serial: "PL40-OTHER", inSession: 9))
  }

  @Test func `the last change of a role's key is found, and its key is not`() throws {
    #expect(try archive.lastKeyChange(serial: serial, role: .clinician) == nil)
    let key = AsconBlock(low: 0x1122_3344_5566_7788, high: 0x99AA_BBCC_DDEE_FF00)
    for (place, role) in [Role.clinician, .patient, .clinician].enumerated() {
      let request = Request.order(Order(.rotateKey(RotateKey(role: role, key: key)), notAfter: 7))
      let text = try MessageJSON.text([request])
      #expect(text.contains("not shown") && !text.contains("88776655") && !text.contains("1122"))
      let name = UnsettledOrder(
        request: .rotateKey, command: AppliedCommand(session: 9, request: UInt16(place)),
        notAfter: 7)
      let id = try intend(NewOrder(name: name, parameters: text))
      try archive.settle(id, place == 2 ? .notDone : .done, by: .status)
    }
    #expect(try archive.lastKeyChange(serial: serial, role: .clinician) == .notDone)
    #expect(try archive.lastKeyChange(serial: serial, role: .patient) == .done)
    // What a merge brings in has a later number here, and perhaps another machine's clock.
    try archive.write { try $0.execute(sql: "UPDATE orders SET pump_session = 10 WHERE id = 1") }
    #expect(try archive.lastKeyChange(serial: serial, role: .clinician) == .done)
  }
}
