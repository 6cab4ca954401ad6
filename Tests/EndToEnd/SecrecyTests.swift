import Foundation
import TestLimits
import Testing

/// Files that hold keys, or are about a patient, are their owner's alone; and nothing is written
/// where the user's own archive is unless he says so.
@Suite(.waiting, .limited, .serialized)
struct SecrecyTests {
  @Test func `whatever the programs write is for its owner alone, whatever the umask`() throws {
    let bench = try PumpBench()
    func run(_ name: String, _ words: String) throws {
      let arguments = words.split(separator: " ").map(String.init)
      let finished = try bench.launch(name, arguments, redirected: "", setup: "umask 0;").wait()
      #expect(finished.code == 0, "\(words): \(finished)")
    }
    #expect(try bench.end() == 0)
    for name in ["card.json", "state"] {
      try FileManager.default.removeItem(atPath: bench.files.file(name))
    }
    let arguments = ["run", "--link", "pump", "--state", "state", "--card", "card.json"]
    let pump = try bench.launch(
      "PumpFirmwareSim", arguments + ["--control", "control", "--clock", "manual"],
      redirected: "", setup: "umask 0;")
    #expect(pump.nextLine()?.hasPrefix("ready") == true)
    try run("programmer", "dose 105 mcg/day --yes --archive named --capture visit")
    try run("programmer", "keys rotate --yes")
    try run("programmer", "report report.html")
    try run("PumpFirmwareSim", "ctl snapshot copy")
    let written = bench.files.names
    for name in ["archive.sqlite", "named", "visit", "report.html", "copy", "card.json", "state"] {
      #expect(written.contains(name))
    }
    for name in written where name != "pump" {
      let attributes = try FileManager.default.attributesOfItem(atPath: bench.files.file(name))
      let mode = try #require(attributes[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(name): \(String(mode, radix: 8))")
    }
    pump.send(SIGTERM)
    #expect(pump.waitForEnd() == 0)
  }

  @Test func `a report that replaces one that others may read stays as it was`() throws {
    let bench = try PumpBench()
    try bench.files.write([], to: "report.html")
    try bench.files.setPermissions(0o644, of: "report.html")
    try bench.expectDone("report report.html --force")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: bench.files.file("report.html"))
    #expect(attributes[.posixPermissions] as? Int == 0o644)
    #expect(try bench.files.read("report.html").count > 1000)
  }

  @Test func `demo and scripts write nothing into the user's archive`() throws {
    let files = try TemporaryDirectory()
    for name in ["home", "data", "tmp"] { try files.makeDirectory(name) }
    let programs = URL(fileURLWithPath: try Program.folder).path
    let environment = [
      "HOME": files.file("home"), "XDG_DATA_HOME": files.file("data"),
      "PUMPLINK_ARCHIVE": files.file("data/archive.sqlite"), "TMPDIR": files.file("tmp"),
      "PUMPLINK_RUNTIME_DIR": files.file("registry"), "PATH": "\(programs):/usr/bin:/bin",
    ]
    let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../fixtures/scripts").standardizedFileURL.path
    for words in [
      [try Program.path("programmer"), "demo"], ["/bin/sh", "\(scripts)/dose-change.sh"],
    ] {
      let finished = try Program(
        words[0], Array(words.dropFirst()), in: files.path, environment: environment
      ).wait()
      #expect(finished.code == 0, "\(finished)")
    }
    for name in ["home", "data", "tmp"] {
      let left = try FileManager.default.subpathsOfDirectory(atPath: files.file(name))
      #expect(left == [], "\(name)")
    }
  }
}
