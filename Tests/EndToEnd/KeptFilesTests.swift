import Foundation
import TestLimits
import Testing

/// Archives that earlier builds wrote.
@Suite(.waiting, .limited, .serialized)
struct KeptFilesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../fixtures/kept").standardizedFileURL

  static let builds =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0 != "README.md" }.sorted()

  @Test(arguments: builds)
  func `an archive of an earlier build is read, and an order is placed behind it`(
    build: String
  ) throws {
    let bench = try PumpBench()
    let kept = try Data(
      contentsOf: Self.folder.appendingPathComponent("\(build)/archive.sqlite"))
    try bench.files.write(kept, to: "archive.sqlite")
    let sessions = try bench.programmer("sessions list").json.sessions.elements
    #expect(!sessions.isEmpty)
    let last = try #require(sessions.first)
    let count = try Self.count(bench)
    for session in sessions {
      let id = Int(try #require(session.id.double))
      let shown = try bench.programmer("sessions show \(id)")
      #expect(shown.code == 0 && shown.json.session == session, "\(shown)")
      #expect(try bench.programmer("sessions show \(id) --wire").code == 0)
    }
    let serial = try #require(last.serial.string)
    let patient = try bench.programmer("sessions history --pump \(serial)").json.pumps.elements
      .first
    #expect((patient?.history.elements.count ?? 0) > 3)

    let bolus = try bench.programmer("bolus 5 mcg --over 5 min --yes")
    #expect(bolus.code == 0 && bolus.errors.contains("archive") == false, "\(bolus)")
    let newest = try #require(
      try bench.programmer("sessions list --last 1").json.sessions.elements.first)
    #expect(newest.id.double == last.id.double.map { $0 + 1 } && newest.orders == 1)
    #expect(newest.unsettled == 0)
    #expect(try Self.count(bench) == count + 1)
  }

  /// How many visits there are, however many a list shows by itself.
  private static func count(_ bench: PumpBench) throws -> Int {
    try bench.programmer("sessions list --last 1000").json.sessions.elements.count
  }

  @Test func `there are such archives`() { #expect(!Self.builds.isEmpty) }
}
