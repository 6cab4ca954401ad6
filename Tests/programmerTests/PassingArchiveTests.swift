import ClinicSupport
import Foundation
import GRDB
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Handheld

/// The archive of a script's run, which all visits of the run share.
@Suite(.limited)
struct PassingArchiveTests {
  private let lab: ArchiveLab

  init() throws { lab = try ArchiveLab() }

  private func settings(_ archive: Archive) throws -> [String] {
    try archive.read { db in
      try ["journal_mode", "synchronous", "locking_mode"].map { name in
        try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
      }
    }
  }

  @Test func `all visits of a run have one archive, and other archives are opened as ever`() throws
  {
    let passing = PassingArchive(at: lab.path)
    try PassingArchive.$current.withValue(passing) {
      let first = try Archive.open(lab.path)
      let visit = try first.begin(ArchiveLab.session)
      #expect(try Archive.open(lab.path, mustExist: true) === first)
      #expect(try settings(first) == ["memory", "0", "exclusive"])
      let other = try Archive.open(lab.directory + "/other.sqlite")
      #expect(other !== first)
      try first.end(visit, outcome: .closed)
    }
    // Nobody outside of the run gets it, and nobody else gets at the file while it is open.
    passing.close()
    let archive = try Archive.open(lab.path)
    #expect(try settings(archive) == ["wal", "1", "normal"])
  }

  @Test func `between two visits of a run another program can use the archive`() throws {
    let passing = PassingArchive(at: lab.path)
    try PassingArchive.$current.withValue(passing) {
      for round in 1...2 as ClosedRange<Int64> {
        #expect(try Archive.open(lab.path).begin(ArchiveLab.session) == 2 * round - 1)
        passing.close()
        let other = try Archive(at: lab.path)
        #expect(try other.begin(ArchiveLab.session) == 2 * round)
      }
      #expect(try Archive.open(lab.path).read { try Int.fetchOne($0, sql: Self.count) } == 4)
    }
  }

  private static let count = "SELECT count(*) FROM sessions"

  @Test func `what went over the wire is kept at the end of a visit at the latest`() throws {
    let passing = PassingArchive(at: lab.path)
    try PassingArchive.$current.withValue(passing) {
      let bytes: [UInt8] = [1, 2, 3]
      let recorder = VisitRecorder(path: lab.path, face: Samples.face, verb: "status")
      recorder.sent(bytes.span)
      try recorder.begin(port: "a port", role: .clinician)
      recorder.received(bytes.span)
      let session = try #require(recorder.session)
      recorder.end(.closed)
      let wire = try Archive.open(lab.path).wire(of: session)
      #expect(wire.map(\.isToPump) == [true, false])
    }
  }

  @Test func `an archive that has to be there is not made for a run`() throws {
    let passing = PassingArchive(at: lab.path)
    PassingArchive.$current.withValue(passing) {
      #expect(throws: ProgrammerError.self) { try Archive.open(lab.path, mustExist: true) }
    }
    #expect(!FileManager.default.fileExists(atPath: lab.path))
  }
}
