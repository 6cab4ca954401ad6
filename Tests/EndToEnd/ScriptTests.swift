import Foundation
import TestLimits
import Testing

/// The shell scripts a user can copy.
@Suite(.waiting, .limited, .serialized)
struct ScriptTests {
  private static let scripts = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../fixtures/scripts")
    .standardizedFileURL

  @Test func `the life of a pump ends with four accounts that agree`() throws {
    let files = try TemporaryDirectory()
    let finished = try run("life.sh", in: files)
    #expect(finished.code == 0, "\(finished.errors)")
    #expect(finished.output.contains("delivered, programmed, logged and true volumes agree"))
    #expect(files.names == ["registry"])
  }

  @Test func `a therapy goes from trial to the end of a second pump`() throws {
    let files = try TemporaryDirectory()
    let finished = try run("whole-life.sh", in: files)
    #expect(finished.code == 0, "\(finished.output)\(finished.errors)")
    #expect(finished.output.contains("all four accounts of both pumps agree"))
    #expect(files.names == ["registry"])
  }

  @Test func `the shell script passes, and leaves nothing behind`() throws {
    let files = try TemporaryDirectory()
    let finished = try run("dose-change.sh", in: files)
    #expect(finished.code == 0, "\(finished.errors)")
    #expect(finished.output.contains("delivered as programmed"))
    #expect(files.names == ["registry"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.file("registry")) == [])
  }

  @Test func `the shell script fails when the pump is not the one it expects`() throws {
    let files = try TemporaryDirectory()
    let finished = try run("dose-change.sh", in: files, ["PUMP_PROFILE": "child-20ml"])
    #expect(finished.code == 1, "\(finished.output)")
    #expect(finished.errors.contains("FAILED"))
    #expect(files.names == ["registry"])
  }

  private func run(
    _ script: String, in files: TemporaryDirectory, _ extra: [String: String] = [:]
  ) throws -> Finished {
    let programs = URL(fileURLWithPath: try Program.folder).path
    let environment = [
      "PATH": "\(programs):/usr/bin:/bin", "TMPDIR": files.path,
      "PUMPLINK_RUNTIME_DIR": files.file("registry"),
      "PUMPLINK_ARCHIVE": "", "HOME": files.file("home"), "XDG_DATA_HOME": files.file("data"),
    ]
    return try Program(
      "/bin/sh", [Self.scripts.appendingPathComponent(script).path], in: files.path,
      environment: environment.merging(extra) { $1 }
    ).wait()
  }
}
