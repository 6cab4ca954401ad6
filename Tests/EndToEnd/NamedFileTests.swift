import Foundation
import TestLimits
import Testing

/// Files that a person names and that are none: what both programs do with a link, a pipe, a socket
/// or a device in their place.
@Suite(.waiting, .limited, .serialized)
struct NamedFileTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  private func type(_ name: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: bench.files.file(name)))?[.type]
      as? FileAttributeType
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: bench.files.file(name), withDestinationPath: target)
  }

  @Test func `a report replaces what a link leads to, and the link stays`() throws {
    try bench.files.write("old".utf8, to: "real.html")
    try link("link.html", to: "real.html")
    try bench.expectRefused("report link.html", 64, "is there already")
    try bench.expectDone("report link.html --force")
    #expect(type("link.html") == .typeSymbolicLink && type("real.html") == .typeRegular)
    #expect(String(decoding: try bench.files.read("real.html"), as: UTF8.self).contains("<html"))
  }

  @Test func `a report goes into a pipe, and nothing takes the place of what is no file`() throws {
    try bench.files.makeFifo("pipe")
    try bench.unchanged {
      try bench.expectRefused("report pipe --force", 64, "nobody reads from this pipe")
      try bench.expectRefused("report pipe", 64, "write into it: it is a pipe or a device")
      try bench.expectRefused("report control --force", 64, "this is a socket")
      try bench.expectRefused("report registry --force", 64, "this is a directory")
    }
    let reader = try Program("/bin/cat", ["pipe"], in: bench.files.path, environment: [:])
    // It opens the pipe when it likes; until then nobody reads.
    var code: Int32 = 64
    for _ in 0..<1000 where code == 64 { code = try bench.programmer("report pipe --force").code }
    #expect(code == 0)
    #expect(reader.wait().output.contains("</html>"))
    #expect(type("pipe") != .typeRegular && type("control") == .typeSocket)
  }

  @Test func `a capture waits for no reader, and one that stalls does not hold the visit`() throws {
    try bench.files.makeFifo("pipe")
    try bench.expectRefused("status --capture pipe", 65, "nobody reads from this pipe")
    let stalled = try Program(
      "/bin/sh", ["-c", "exec 3<>pipe; head -c 65536 /dev/zero >&3; echo; exec sleep 60"],
      in: bench.files.path, environment: [:])
    #expect(stalled.nextLine() == "")
    let status = try bench.programmer("status --capture pipe")
    #expect(status.code == 74 && status.json.delivery == "running", "\(status)")
    #expect(status.errors.contains("whoever reads it does not go on reading"))
    stalled.send(SIGKILL)
    #expect(type("pipe") != .typeRegular)
  }

  @Test func `an archive is found through a link, and what can be none is left as it is`() throws {
    try bench.expectDone("alarms low-reservoir 3mL --yes --archive real")
    try link("link", to: "real")
    try bench.expectDone("alarms low-reservoir 4mL --yes --archive link")
    #expect(try bench.programmer("sessions --archive real").json.sessions.elements.count == 2)
    try link("dangling", to: "new")
    try bench.expectDone("status --archive dangling")
    #expect(type("new") == .typeRegular && type("dangling") == .typeSymbolicLink)
    try bench.files.makeFifo("pipe")
    let before = bench.files.names
    for (name, says) in [
      ("pipe", "this is a pipe or a device"), ("control", "this is a socket"),
      ("registry", "this is a directory"), ("/dev/null", "this is a pipe or a device"),
    ] {
      try bench.expectRefused("stop --yes --archive \(name)", 65, says)
    }
    #expect(bench.files.names == before, "no lock and no journal beside them")
    #expect(!FileManager.default.fileExists(atPath: "/dev/null-opening"))
  }

  @Test func `a key is not changed with a card that could not keep it`() throws {
    // What a shell opened is a file with a name of its own.
    let opened = try bench.launch(
      "programmer", ["keys", "rotate", "--yes", "--json", "--card", "/dev/stdin"],
      redirected: "<card.json"
    ).wait()
    #expect(opened.code == 0 && opened.json.pending == false, "\(opened)")
    let piped = "cat card.json | exec \"$0\" keys rotate --yes --card /dev/stdin --port pump"
    try bench.unchanged {
      let rotation = try Program(
        "/bin/sh", ["-c", piped, Program.path("programmer")], in: bench.files.path, environment: [:]
      ).wait()
      #expect(rotation.code == 78 && rotation.errors.contains("could not be kept"), "\(rotation)")
    }
  }

  @Test func `a state behind a link is set back where it is`() throws {
    #expect(try bench.end() == 0)
    try bench.files.makeDirectory("there")
    for name in ["state", "card.json"] {
      try FileManager.default.moveItem(
        atPath: bench.files.file(name), toPath: bench.files.file("there/\(name)"))
      try link(name, to: "there/\(name)")
    }
    try bench.restart()
    #expect(try bench.ctl("snapshot before").code == 0)
    try bench.expectDone("dose 110 mcg/day --yes")
    #expect(try bench.ctl("restore before").code == 0)
    #expect(type("state") == .typeSymbolicLink && type("there/state") == .typeRegular)
    #expect(try bench.end() == 0)
    try bench.restart()
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }
}
