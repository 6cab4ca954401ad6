import Foundation
import GRDB
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Patients and pumps of two machines, and files that are no archive to merge.
@Suite(.limited)
struct MergedRecordTests {
  private let merge: MergeLab
  private var lab: ArchiveLab { merge.lab }

  init() throws { merge = try MergeLab() }

  private func add(_ code: String, grams: UInt32? = nil, to name: String) throws {
    var change = PatientChange()
    change.grams = grams
    _ = try merge.archive(name).addPatient(code, change)
  }

  private func edit(_ code: String, _ new: String? = nil, grams: UInt32? = nil, on name: String)
    throws
  {
    var change = PatientChange()
    change.code = new
    change.grams = grams
    _ = try merge.archive(name).editPatient(code, change)
  }

  private func assign(
    _ serial: String, _ code: String, _ from: String, _ to: String? = nil, on name: String
  ) throws {
    var change = DeviceChange()
    change.implanted = from
    change.explanted = to
    _ = try merge.archive(name).assign(pump: serial, to: code, change)
  }

  /// The codes and weights that both ways of merging give.
  private func merged() throws -> [String] {
    try merge.copy("A", to: "A+B")
    try merge.copy("B", to: "B+A")
    _ = try merge.archive("A+B").merge(merge.path("B"))
    _ = try merge.archive("B+A").merge(merge.path("A"))
    #expect(try merge.content("A+B") == merge.content("B+A"))
    return try merge.archive("A+B").patients().map { "\($0.code) \($0.weight_g ?? 0)" }
  }

  private func refusal() throws -> String {
    let before = try ["A", "B"].map(merge.content)
    var said: Set<String> = []
    for (mine, theirs) in [("A", "B"), ("B", "A")] {
      let error = #expect(throws: ProgrammerError.self) {
        try merge.archive(mine).merge(merge.path(theirs))
      }
      #expect(error?.exitStatus == .refused)
      said.insert(error?.message ?? "")
    }
    #expect(try ["A", "B"].map(merge.content) == before)
    return said.joined(separator: "\n")
  }

  @Test func `a patient who was edited on one machine is as edited last, a new code too`() throws {
    try add("P-1", grams: 1000, to: "A")
    try add("P-2", to: "A")
    try merge.copy("A", to: "B")
    try edit("P-1", grams: 2000, on: "A")
    try edit("P-1", "Q", grams: 3000, on: "B")
    // Two codes change places.
    try edit("P-2", "P-1", on: "B")
    #expect(try merged() == ["P-1 0", "Q 3000"])
  }

  @Test func `one patient who was taken up on both machines is one, and stays one`() throws {
    for name in ["A", "B"] { try add("P-1", grams: 1000, to: name) }
    try assign("S", "P-1", "2026-01-02", on: "A")
    try assign("S", "P-1", "2026-01-02", on: "B")
    #expect(try merged() == ["P-1 1000"])
    let devices = try merge.archive("A+B").devices(of: 1)
    #expect(devices.count == 1)
    try edit("P-1", grams: 2000, on: "A+B")
    _ = try merge.archive("B").merge(merge.path("A+B"))
    _ = try merge.archive("A").merge(merge.path("B"))
    #expect(try merge.archive("A").patients().map(\.weight_g) == [2000])
  }

  @Test func `one code with different data is told, and refused until it is the same`() throws {
    try add("P-1", grams: 70_500, to: "A")
    try add("p-1", to: "B")
    let said = try refusal()
    #expect(said.contains("here with 70.5 kg and there with nothing said"), "\(said)")
    try edit("p-1", "P-2", on: "B")
    #expect(try merged() == ["P-1 70500", "P-2 0"])
  }

  @Test func `a new code that somebody else has there is told, and refused`() throws {
    try add("P-1", to: "A")
    try merge.copy("A", to: "B")
    try edit("P-1", "Q", on: "A")
    try add("Q", to: "B")
    #expect(try refusal().contains("two different patients have the code Q"))
  }

  @Test func `a pump is in one patient at a time, whoever entered it`() throws {
    for code in ["P-1", "P-2"] { try add(code, to: "A") }
    try merge.copy("A", to: "B")
    try assign("S", "P-1", "2026-01-02", on: "A")
    try assign("S", "P-2", "2026-02-03", on: "B")
    #expect(try refusal().contains("implanted on 2026-01-02 and on 2026-02-03"))
    try assign("S", "P-1", "2026-01-02", "2026-02-03", on: "A")
    #expect(try merged() == ["P-1 0", "P-2 0"])
    #expect(try merge.archive("B+A").patient(withPump: "S")?.code == "P-2")
  }

  // MARK: Files

  private func refused(_ path: String, _ status: ProgramExitStatus, _ words: String) throws {
    try add("P-1", to: "A")
    let before = try merge.content("A")
    let bytes = FileManager.default.contents(atPath: path)
    let error = #expect(throws: ProgrammerError.self) { try merge.archive("A").merge(path) }
    #expect(
      error?.exitStatus == status && error?.message.contains(words) == true,
      "\(error?.message ?? "")")
    #expect(error?.message.contains("Nothing was merged") == true)
    // Under another name it is the archive itself, which was opened meanwhile.
    #expect(status == .usage || FileManager.default.contents(atPath: path) == bytes)
    #expect(try merge.content("A") == before)
  }

  @Test(arguments: ["A", "link", "hard"])
  func `an archive is not merged with itself`(name: String) throws {
    do { _ = try merge.archive("A") }
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: merge.path("link"), withDestinationPath: merge.path("A"))
    try files.linkItem(atPath: merge.path("A"), toPath: merge.path("hard"))
    try refused(merge.path(name), .usage, "the archive itself")
  }

  @Test(arguments: ["", "this is a letter, and long enough to be read as one by anybody at all"])
  func `what is no archive is refused`(text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: merge.path("B")))
    try refused(merge.path("B"), .data, "no archive of visits")
  }

  @Test func `a file that is not there, a folder, and another program's are refused`() throws {
    try refused(merge.path("none"), .data, "no such file")
    #expect(throws: ProgrammerError.self) { try merge.archive("A").merge(lab.directory) }
    let queue = try DatabaseQueue(path: merge.path("B"))
    try queue.write { try $0.execute(sql: "CREATE TABLE recipes (id INTEGER)") }
    try queue.close()
    try edit("P-1", "P-2", on: "A")
    try refused(merge.path("B"), .data, "no archive of visits")
  }

  @Test func `a newer archive is refused`() throws {
    let next = ArchiveMigration(name: "99") { _ in }
    do {
      _ = try Archive(at: merge.path("B"), migrations: ArchiveSchema.migrations + [next])
    }
    try refused(merge.path("B"), .configuration, "newer programmer")
  }

  @Test func `a damaged archive is refused`() throws {
    do {
      let archive = try merge.archive("B")
      for _ in 0..<50 { _ = try merge.visit(archive, "PUMP1") }
    }
    try merge.copy("B", to: "C")
    var bytes = try #require(FileManager.default.contents(atPath: merge.path("C")))
    for place in 4096..<(bytes.count - 4096) { bytes[place] = 0xA5 }
    try bytes.write(to: URL(fileURLWithPath: merge.path("C")))
    try refused(merge.path("C"), .data, "cannot be read")
  }

  @Test func `an archive that holds what no archive can hold is damaged`() throws {
    let archive = try merge.archive("B")
    _ = try merge.order(archive, merge.visit(archive, "PUMP1"), "PUMP1", 1)
    let queue = try DatabaseQueue(path: merge.path("B"))
    try queue.inDatabase { db in
      try db.execute(
        sql: "PRAGMA ignore_check_constraints = 1; UPDATE orders SET outcome = 'perhaps'")
    }
    try queue.close()
    try refused(merge.path("B"), .data, "it is damaged")
  }

  @Test(arguments: KeptNameTests.builds)
  func `an archive of an earlier build is merged, and left as it is`(build: String) throws {
    let kept = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../fixtures/kept/\(build)/archive.sqlite").standardizedFileURL
    try FileManager.default.copyItem(atPath: kept.path, toPath: merge.path("B"))
    let count = try merge.archive("A").merge(merge.path("B"))
    #expect(count.visits > 0 && count.orders > 3 && count.settled == 0)
    #expect(
      try Data(contentsOf: kept)
        == FileManager.default.contents(atPath: merge.path("B")))
    let content = try merge.content("A")
    #expect(try merge.archive("A").merge(merge.path("B")) == MergeCount())
    // Opened as an archive it is brought to the newest version, and holds the same.
    #expect(try merge.content("B") == content)
  }

  @Test func `an archive beside which nothing can be put is merged`() throws {
    do {
      let archive = try merge.archive("B 100%?#")
      _ = try merge.visit(archive, "PUMP1")
    }
    let path = merge.path("B 100%?#")
    _ = try lab.shell("ATTACH '\(path)' AS b; PRAGMA b.wal_checkpoint(TRUNCATE)")
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    // What lies in the way has the effect of a disk that only reads.
    try FileManager.default.createSymbolicLink(
      atPath: path + "-shm", withDestinationPath: "nowhere")
    #expect(try merge.archive("A").merge(path).visits == 1)
  }

  @Test func `what another programmer has just written is merged too`() throws {
    let open = try merge.archive("B")
    let visit = try merge.visit(open, "PUMP1")
    _ = try merge.order(open, visit, "PUMP1", 1)
    let count = try merge.archive("A").merge(merge.path("B"))
    #expect(count.visits == 1 && count.orders == 1)
    withExtendedLifetime(open) {}
  }
}
