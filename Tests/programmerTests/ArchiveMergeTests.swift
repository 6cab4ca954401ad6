import Foundation
import GRDB
import ProgrammerSession
import PumpText
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Two machines' archives come together without losing or doubling anything.
@Suite(.limited)
struct ArchiveMergeTests {
  private let merge: MergeLab
  private var lab: ArchiveLab { merge.lab }

  init() throws { merge = try MergeLab() }

  /// Merges both ways into copies, and holds the two against each other. Gives what both hold.
  @discardableResult
  private func bothWays(_ one: String, _ other: String) throws -> [String] {
    try merge.copy(one, to: "\(one)+\(other)")
    try merge.copy(other, to: "\(other)+\(one)")
    _ = try merge.archive("\(one)+\(other)").merge(merge.path(other))
    _ = try merge.archive("\(other)+\(one)").merge(merge.path(one))
    let content = try merge.content("\(one)+\(other)")
    #expect(try merge.content("\(other)+\(one)") == content)
    for again in [one, other, "\(other)+\(one)"] {
      let count = try merge.archive("\(one)+\(other)").merge(merge.path(again))
      #expect(count == MergeCount(), "\(again) again: \(count)")
    }
    #expect(try merge.content("\(one)+\(other)") == content)
    return content
  }

  /// What a merge that is refused says; both archives are as they were.
  private func refusal(_ one: String = "A", _ other: String = "B") throws -> String {
    let before = try [one, other].map(merge.content)
    var said = ""
    for (mine, theirs) in [(one, other), (other, one)] {
      let error = #expect(throws: ProgrammerError.self) {
        try merge.archive(mine).merge(merge.path(theirs))
      }
      #expect(error?.exitStatus == .refused)
      said = error?.message ?? ""
      #expect(said.contains("nothing was merged"), "\(said)")
      #expect(try [one, other].map(merge.content) == before)
    }
    return said
  }

  // MARK: Random histories

  private struct Plan {
    /// The orders, by their names, and whether the pump carried each out.
    var orders: [String: Bool] = [:]
    var notes: Set<String> = []
  }

  /// Lets something happen on a machine.
  private func happen(
    _ archive: Archive, _ plan: inout Plan, _ random: inout SplitMix64, _ machine: String
  ) throws {
    let serial = "PUMP\(Int.random(in: 1...3, using: &random))"
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1:
      let visit = try merge.visit(archive, serial)
      for request in 1...UInt16.random(in: 1...3, using: &random) {
        _ = try merge.order(archive, visit, serial, request)
        plan.orders["\(serial)/\(visit.pump)/\(request)"] = Bool.random(using: &random)
      }
    case 2:
      // Whoever comes next finds out about what is open.
      for order in try archive.openOrders(serial: serial) where Bool.random(using: &random) {
        let name = "\(serial)/\(order.name.command.session)/\(order.name.command.request)"
        let isDone = plan.orders[name] == true
        let evidence = try #require(OrderEvidence.allCases.randomElement(using: &random))
        let failed: OrderFate = evidence == .answer ? .refused : .notDone
        try merge.settle(archive, order.id, isDone ? .done : failed, by: evidence)
      }
    case 3:
      try archive.add(
        merge.log(serial, through: .random(in: 1...9, using: &random)), serial: serial)
    case 4:
      let code = "P-\(plan.notes.count)\(machine)"
      if try archive.patientIfKnown(code) == nil {
        _ = try archive.addPatient(code, PatientChange())
      }
    case 5:
      guard let patient = try archive.patients().randomElement(using: &random) else { return }
      var change = PatientChange()
      change.grams = .random(in: 1000...2000, using: &random)
      _ = try archive.editPatient(patient.code, change)
      let moment = merge.now()
      try archive.write { db in
        try db.execute(
          sql: "UPDATE patients SET edited = ? WHERE id = ?", arguments: [moment, patient.id])
      }
    case 6:
      guard let patient = try archive.patients().randomElement(using: &random) else { return }
      var change = DeviceChange()
      change.implanted = "2020-01-02"
      change.tipLevel = "T\(Int.random(in: 1...12, using: &random))"
      _ = try archive.assign(pump: "\(machine)-\(patient.code)", to: patient.code, change)
    case _:
      guard let patient = try archive.patients().randomElement(using: &random) else { return }
      let text = "\(machine) \(plan.notes.count)"
      plan.notes.insert(text)
      _ = try archive.addNote(
        text, about: .patient(patient.code), visit: nil, at: merge.now())
      var findings = Findings()
      findings.pennSpasms = .random(in: 0...4, using: &random)
      _ = try archive.addFindings(
        findings, about: .patient(patient.code), visit: nil, at: merge.now())
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `a history that was split over machines is whole again, in whatever order`(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    var plan = Plan()
    do {
      let base = try merge.archive("base")
      for _ in 0..<Int.random(in: 0...25, using: &random) {
        try happen(base, &plan, &random, "base")
      }
    }
    for name in ["A", "B"] { try merge.copy("base", to: name) }
    do {
      let machines = [("A", try merge.archive("A")), ("B", try merge.archive("B"))]
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let (name, archive) = machines[Int.random(in: 0...1, using: &random)]
        try happen(archive, &plan, &random, name)
      }
    }
    let content = try bothWays("A", "B")
    let whole = try merge.archive("A+B")
    let names = try whole.read { db in
      try String.fetchAll(
        db, sql: "SELECT serial || '/' || pump_session || '/' || request_id FROM orders")
    }
    #expect(names.sorted() == plan.orders.keys.sorted())
    let outcomes = try ["A", "B", "A+B"].map { name in
      try merge.archive(name).read { db in
        Dictionary(
          uniqueKeysWithValues: try Row.fetchAll(
            db,
            sql: "SELECT serial || '/' || pump_session || '/' || request_id AS name, outcome "
              + "FROM orders"
          ).map { ($0["name"] as String, $0["outcome"] as String) })
      }
    }
    for (name, isDone) in plan.orders {
      let known = outcomes.prefix(2).compactMap { $0[name] }.filter { $0 != "intended" }
      let told = try #require(outcomes[2][name])
      #expect(known.isEmpty == (told == "intended"))
      if !known.isEmpty { #expect((told == "done") == isDone && known.contains(told)) }
    }
    let notes = try whole.read { try String.fetchAll($0, sql: "SELECT text FROM notes") }
    #expect(notes.sorted() == plan.notes.sorted())
    #expect(content.count { $0.hasPrefix("assessments") } == plan.notes.count)
    // All that either knew is known: no row of a visit is lost.
    for name in ["A", "B"] {
      for row in try merge.content(name) where row.hasPrefix("wire") || row.hasPrefix("readings") {
        #expect(content.contains(row))
      }
    }
  }

  // MARK: Orders

  @Test func `an order that one machine intended and the other settled is one order`() throws {
    do {
      let archive = try merge.archive("A")
      let visit = try merge.visit(archive, "PUMP1")
      _ = try merge.order(archive, visit, "PUMP1", 1)
    }
    try merge.copy("A", to: "B")
    try merge.settle(merge.archive("B"), 1, .done, by: .log)
    let content = try bothWays("A", "B").filter { $0.hasPrefix("orders") }
    #expect(content.count == 1 && content[0].contains("done"), "\(content)")
    #expect(try merge.archive("A+B").openOrders(serial: "PUMP1").isEmpty)
    var count = MergeCount()
    count.settled = 1
    #expect(try merge.archive("A").merge(merge.path("B")) == count)
  }

  @Test func `what was carried out on one side and not on the other is told, and refused`() throws {
    do {
      let archive = try merge.archive("A")
      let visit = try merge.visit(archive, "PUMP1")
      for request in 1...2 as ClosedRange<UInt16> {
        _ = try merge.order(archive, visit, "PUMP1", request)
      }
    }
    try merge.copy("A", to: "B")
    try merge.settle(merge.archive("A"), 1, .done, by: .answer)
    try merge.settle(merge.archive("B"), 1, .notDone, by: .person)
    try merge.settle(merge.archive("B"), 2, .done, by: .log)
    let said = try refusal()
    #expect(said.contains("carried out, as the answer says") && said.contains("PUMP1"), "\(said)")
  }

  @Test func `two orders of one name are told apart, and refused`() throws {
    for name in ["A", "B"] {
      let archive = try merge.archive(name)
      let visit = try merge.visit(archive, "PUMP1")
      _ = try merge.order(archive, (visit.id, 7), "PUMP1", 1)
    }
    #expect(try refusal().contains("two different orders as request 1 of session 7"))
  }

  @Test func `a visit that goes on in one archive goes on, and one that differs is refused`() throws
  {
    let visit: (id: Int64, pump: UInt32)
    do { visit = try merge.visit(merge.archive("A"), "PUMP1") }
    try merge.copy("A", to: "B")
    try merge.copy("A", to: "C")
    let piece = WirePiece(milliseconds: 9, isToPump: false, bytes: [3])
    try merge.archive("B").add([piece], to: visit.id)
    try merge.archive("B").end(visit.id, outcome: .closed)
    let content = try bothWays("A", "B")
    #expect(content.count { $0.hasPrefix("wire") } == 2)
    #expect(content.count { $0.hasPrefix("sessions") && $0.contains("closed") } == 1)
    try merge.archive("C").add(
      [WirePiece(milliseconds: 9, isToPump: false, bytes: [4])], to: visit.id)
    #expect(try refusal("B", "C").contains("holds other things"))
  }

  @Test func `another log of the same pump is told, and refused`() throws {
    let entries = merge.log("PUMP1", through: 3)
    try merge.archive("A").add(entries, serial: "PUMP1")
    let other = ChainedEntry(entries[1].entry, chain: 5)
    try merge.archive("B").add([entries[0], other], serial: "PUMP1")
    #expect(try refusal().contains("from entry 2 on"))
  }

  @Test func `after a merge what was ordered last is told last, whoever recorded it`() throws {
    let first = try merge.archive("A")
    let second = try merge.archive("B")
    for archive in [second, first, second] {
      let visit = try merge.visit(archive, "PUMP1")
      _ = try merge.order(archive, visit, "PUMP1", 1)
    }
    _ = try first.merge(merge.path("B"))
    let began = try first.sessions(serial: nil, last: 9)
    #expect(began.map(\.id) == [3, 1, 2])
    #expect(
      try first.history(serial: "PUMP1").map(\.at)
        == first.history(serial: "PUMP1")
        .map(\.at).sorted())
    #expect(try first.openOrders(serial: "PUMP1").map(\.id) == [2, 1, 3])
  }
}
