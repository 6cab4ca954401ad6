import Foundation
import TestLimits
import Testing

@Suite(.waiting, .limited, .serialized)
struct DemoTests {
  private let files: TemporaryDirectory

  init() throws { files = try TemporaryDirectory() }

  @Test func `the demo delivers exactly, and leaves nothing behind`() throws {
    let finished = try start().wait()
    #expect(finished.code == 0, "\(finished.errors)")
    #expect(finished.errors == "")
    #expect(finished.output.contains("The pump delivered exactly what was programmed."))
    for step in ["programmer dose 110", "programmer bolus 50", "ctl advance 1 day", "19.920 mL"] {
      #expect(finished.output.contains(step))
    }
    try expectNothingLeft()
  }

  @Test func `the demo leaves nothing behind when nobody reads it any more`() throws {
    let demo = try start()
    #expect(demo.nextLine()?.hasPrefix("A follow-up visit.") == true)
    demo.closeOutput()
    #expect(demo.waitForEnd() == 74)
    try expectNothingLeft()
  }

  @Test(arguments: [(SIGHUP, 129), (SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `the demo leaves nothing behind when it is told to end`(signal: Int32, code: Int32) throws {
    let demo = try start()
    #expect(demo.nextLine() != nil)
    demo.send(signal)
    #expect(demo.wait().code == code)
    try expectNothingLeft()
  }

  private func start() throws -> Program {
    try Program(
      Program.path("programmer"), ["demo"], in: files.path,
      environment: [
        "TMPDIR": files.path, "PUMPLINK_RUNTIME_DIR": files.file("registry"),
        "PUMPLINK_ARCHIVE": files.file("archive"), "HOME": files.file("home"),
        "XDG_DATA_HOME": files.file("data"),
      ])
  }

  private func expectNothingLeft() throws {
    #expect(files.names == ["registry"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.file("registry")) == [])
    let mentions = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { process in
      guard Int32(process) != nil,
        let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
      else { return false }
      return String(decoding: words, as: UTF8.self).contains(files.path)
    }
    #expect(mentions == [], "a process still uses the demo's directory")
  }
}
