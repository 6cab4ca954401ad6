import Foundation
import GRDB
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// Every name in archives of earlier builds is one that this build reads, whatever its cases are
/// called by now.
@Suite(.limited)
struct KeptNameTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../fixtures/kept").standardizedFileURL

  static let builds =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0 != "README.md" }.sorted()

  /// The names in a column of an archive, which is opened as the programmer opens it.
  private static func names(_ build: String, _ column: String, of table: String) throws
    -> Set<String>
  {
    let lab = try ArchiveLab()
    let kept = folder.appendingPathComponent("\(build)/archive.sqlite")
    try FileManager.default.copyItem(atPath: kept.path, toPath: lab.path)
    return try Archive(at: lab.path).read { db in
      Set(
        try String.fetchAll(
          db, sql: "SELECT DISTINCT \(column) FROM \(table) WHERE \(column) <> ''"))
    }
  }

  /// The columns that hold names, and all the names that each may hold.
  private static let columns: [(table: String, column: String, names: [String])] = [
    ("sessions", "role", Role.all.map(\.name)),
    ("sessions", "outcome", SessionEnd.allCases.map(\.rawValue)),
    (
      "readings", "kind",
      (UInt8.min...UInt8.max).compactMap(ReplyType.init(rawValue:)).map(\.storedName)
    ),
    ("orders", "request", RequestType.all.map(\.name)),
    ("orders", "outcome", OrderFate.allCases.map(\.rawValue)),
    ("orders", "settled_by", OrderEvidence.allCases.map(\.rawValue)),
    ("therapies", "mode", InfusionMode.all.map(\.name)),
    ("therapies", "drug", DrugCode.all.map(\.name)),
    ("doses", "kind", OrderEffects.DoseKind.allCases.map(\.rawValue)),
    ("refills", "drug", DrugCode.all.map(\.name)),
    ("refills", "bridge", BridgeDecision.all.map(\.storedName)),
    ("refills", "skip_reason", SkipReason.all.map(\.storedName)),
  ]

  @Test(arguments: builds)
  func `every name in an archive is read`(build: String) throws {
    for (table, column, known) in Self.columns {
      let names = try Self.names(build, column, of: table)
      #expect(!names.isEmpty, "\(table).\(column)")
      #expect(names.subtracting(known).isEmpty, "\(table).\(column): \(names)")
    }
  }

  @Test func `one of them has every mode, dose, decision and reason`() throws {
    let build = "E8D61EAA-names"
    #expect(try Self.names(build, "mode", of: "therapies") == Set(InfusionMode.all.map(\.name)))
    // Temporary rates and planned stops came later.
    let later: Set<String> = ["temporary_rate", "planned_stop"]
    #expect(
      try Self.names(build, "kind", of: "doses").union(later)
        == Set(OrderEffects.DoseKind.allCases.map(\.rawValue)))
    #expect(
      try Self.names(build, "skip_reason", of: "refills")
        == Set(SkipReason.all.map(\.storedName)))
    #expect(try Self.names(build, "bridge", of: "refills") == ["bridge", "flushed", "skip"])
    #expect(try Self.names(build, "role", of: "sessions") == ["clinician", "patient"])
  }

  @Test func `what was done to a therapy in one of them is told in words`() throws {
    let lab = try ArchiveLab()
    let kept = Self.folder.appendingPathComponent("E8D61EAA-names/archive.sqlite")
    try FileManager.default.copyItem(atPath: kept.path, toPath: lab.path)
    let archive = try Archive(at: lab.path)
    let serial = try #require(try archive.serials().first)
    let history = try archive.history(serial: serial)
    #expect(history.count > 20)
    for item in history {
      #expect(!SessionWords.kind(item).contains("_"), "\(item)")
      #expect(!SessionWords.line(item).contains("simple_"), "\(item)")
    }
  }
}
