import Foundation
import TestLimits
import Testing

/// Other lines than a pty with a link, and other clocks than a standing one.
@Suite(.waiting, .limited, .serialized)
struct TransportTests {
  @Test func `a visit over TCP`() throws {
    let bench = try PumpBench(line: .listen("127.0.0.1:0"))
    #expect(bench.ready.port.string?.hasPrefix("tcp://127.0.0.1:") == true)
    #expect(bench.ready.link == .null)
    try expectVisit(bench)
  }

  @Test func `a visit over RFC 2217, and the line runs at the speed that the client set`() throws {
    let bench = try PumpBench(line: .listen("rfc2217://127.0.0.1:0"))
    #expect(bench.ready.port.string?.hasPrefix("rfc2217://127.0.0.1:") == true)
    let raw = bench.ready.port.string?.replacing("rfc2217", with: "tcp") ?? ""
    let wrong = try bench.programmer("identify --port \(raw)")
    #expect(wrong.code == 78 && wrong.errors.contains("rfc2217://HOST:PORT"), "\(wrong)")
    try expectVisit(bench)
  }

  @Test func `a plain port is no port of RFC 2217, and is named as what it is`() throws {
    let bench = try PumpBench(line: .listen("127.0.0.1:0"))
    let telnet = bench.ready.port.string?.replacing("tcp", with: "rfc2217") ?? ""
    let wrong = try bench.programmer("identify --port \(telnet)")
    #expect(wrong.code == 69 && wrong.errors.contains("does not speak RFC 2217"), "\(wrong)")
    #expect(wrong.errors.contains(telnet), "\(wrong)")
    try expectVisit(bench)
    // The pump's own end says it too, and once.
    _ = try bench.programmer("identify --port \(telnet)")
    let said = try bench.finish().errors
    let events = said.split(separator: "\n").map { JSON(String($0)) }
    #expect(events.map(\.event) == ["line_unusable"], "\(said)")
    #expect(events.first?.reason.string?.hasPrefix("telnet is spoken there") == true, "\(said)")
  }

  @Test func `a port of RFC 2217 is called by its name where nobody is at it`() throws {
    let bench = try StoppedBench()
    let port = "rfc2217://127.0.0.1:1"
    let there = try bench.run("programmer", ["identify", "--port", port])
    #expect(there.code == 69 && there.errors.contains("\(port): nothing is listening"), "\(there)")
    try bench.expectRefused(["--connect", port], 69, "\(port): nothing is listening")
  }

  @Test func `a visit over TCP by a host's name`() throws {
    let bench = try PumpBench(line: .listen("localhost:0"))
    try expectVisit(bench)
  }

  @Test func `a visit over a serial line`() throws {
    let files = try TemporaryDirectory()
    let cable = Cable(at: files.file("far"), device: files.file("near"))
    let bench = try PumpBench(line: .device(files.file("near")))
    let far = "--port \(files.file("far"))"
    #expect(try bench.programmer("dose 110 mcg/day --yes \(far)").code == 0)
    #expect(try bench.programmer("status \(far)").json.therapy.dose_mcg_per_day == 110)
    withExtendedLifetime(cable) {}
  }

  @Test func `a pulled adapter ends neither therapy nor bench, and the line comes back`() throws {
    let files = try TemporaryDirectory()
    let (near, far) = (files.file("near"), files.file("far"))
    let cable = Cable(at: far, device: near)
    let bench = try PumpBench(line: .device(near))
    #expect(try bench.programmer("dose 110 mcg/day --yes --port \(far)").code == 0)
    cable.pull()
    #expect(try bench.ctl("advance 1 day").code == 0)
    #expect(try bench.truth.patient_pg == 110_000_000)
    let again = Cable(at: far, device: near)
    try waitForPump(bench, at: far)
    #expect(try bench.programmer("dose 120 mcg/day --yes --port \(far)").code == 0)
    again.pull()
    #expect(try bench.ctl("advance 1 day").code == 0)
    #expect(try bench.truth.patient_pg == 230_000_000)
    let finished = try bench.finish()
    #expect(finished.code == 0, "\(finished)")
    let events = finished.errors.split(separator: "\n").map { JSON(String($0)) }
    #expect(events.map(\.event) == ["line_lost", "line_back", "line_lost"], "\(finished.errors)")
    #expect(events.allSatisfy { $0.port.string == near })
    #expect(events[0].reason == "unplugged, or the program behind it has ended")
    #expect(events[1].reason == .null)
  }

  @Test func `a pump without its line says what that means, and ends at a signal with its memory`()
    throws
  {
    let files = try TemporaryDirectory()
    let near = files.file("near")
    let stopped = try StoppedBench()
    let cable = Cable(at: files.file("far"), device: near)
    let pump = try stopped.start(["--device", near])
    #expect(pump.nextLine()?.hasPrefix("ready") == true)
    cable.pull()
    // Only an answer shows that it has noticed: it is told within one turn of its loop.
    for _ in 0..<3 { try expectBenchAnswers(stopped) }
    pump.send(SIGTERM)
    let finished = pump.wait()
    #expect(finished.code == 0, "\(finished)")
    for words in [near, "the line is gone", "The therapy goes on", "plug it in"] {
      #expect(finished.errors.contains(words), "\(finished.errors)")
    }
    #expect(finished.errors.split(separator: "\n").count == 1)
    #expect(stopped.names == ["card.json", "state"])
  }

  @Test func `a pump in a folder of any depth is reached by its bench and its programmer`() throws {
    let files = try TemporaryDirectory()
    let folder = String(repeating: "d", count: 150)
    try files.makeDirectory(folder)
    let link = files.file(folder) + "/pump"
    let bench = try PumpBench(options: ["--link", link, "--control", link + ".control"])
    #expect(bench.ready.control.string == link + ".control")
    #expect(try bench.ctl("advance 1 day --control \(link).control").json.therapy_time_s == 86_400)
    #expect(try bench.programmer("dose 110 mcg/day --yes").code == 0)
    #expect(try bench.end() == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.file(folder)) == [])
  }

  @Test func `a place that cannot hold the bench's socket is refused with the remedy`() throws {
    let bench = try StoppedBench()
    let long = String(repeating: "l", count: 120)
    for path in [bench.files.file(long), "\(bench.files.path)/", "nowhere/control"] {
      let code: Int32 = path == "nowhere/control" ? 69 : 78
      try bench.expectRefused(
        ["--control", path], code, "did not start", "no therapy runs", "Give --control another path"
      )
    }
    #expect(bench.names == [])
  }

  @Test(.enabled(if: StoppedBench.canMount, "needs mounts of its own"))
  func `without pseudo-terminals the way without them is named`() throws {
    let bench = try StoppedBench()
    let finished = try bench.startWithoutTerminals([]).wait()
    #expect(finished.code == 69, "\(finished)")
    for words in ["no pseudo-terminals here", "did not start", "--listen HOST:PORT"] {
      #expect(finished.errors.contains(words), "\(finished.errors)")
    }
    #expect(bench.names == [])
    let listening = try bench.startWithoutTerminals(["--listen", "localhost:0"])
    #expect(listening.nextLine()?.hasPrefix("ready port=tcp://localhost:") == true)
    listening.send(SIGTERM)
    #expect(listening.waitForEnd() == 0)
  }

  @Test func `a scaled clock moves by itself, and what it did is kept`() throws {
    let bench = try PumpBench(clock: .times(1_000_000))
    var seconds = 0.0
    while seconds < 86_400 {
      seconds = try #require(try bench.status.therapy_time_s.double)
    }
    try bench.kill9()
    try bench.restart(clock: .manual)
    let truth = try bench.truth
    #expect(try #require(truth.therapy_time_s.double) >= seconds)
    #expect(try #require(truth.strokes.double) >= 200)
  }

  @Test func `the real clock does not run away`() throws {
    let bench = try PumpBench(clock: .real)
    let seconds = try #require(try bench.status.therapy_time_s.double)
    #expect(seconds < 60)
    #expect(try bench.ctl("advance 7 years").json.strokes != 0)
  }

  @Test(arguments: ["0", "1.5", "fast", "1000001", "99999999999999999999", "MANUAL"])
  func `a clock that is none`(clock: String) throws {
    let bench = try StoppedBench()
    try bench.expectRefused(["--clock", clock], 64, "--clock")
    #expect(bench.names == [])
  }

  @Test(arguments: [
    ["--listen", "127.0.0.1"], ["--listen", "127.0.0.1:99999"], ["--listen", "127.0.0.1:0"],
    ["--device", "a", "--listen", "127.0.0.1:0"],
  ])
  func `a line that is none, or more than one`(line: [String]) throws {
    let bench = try StoppedBench()
    // There is a --link as well, which is one too many.
    try bench.expectRefused(line + ["--link", "pump"], 64, "--listen")
    #expect(bench.names == [])
  }

  /// Waits until the pump has taken its line again.
  private func waitForPump(_ bench: PumpBench, at port: String) throws {
    for _ in 0..<30 {
      if try bench.programmer("identify --port \(port)").code == 0 { return }
    }
    Issue.record("the pump did not come back")
  }

  private func expectBenchAnswers(_ bench: StoppedBench) throws {
    let asked = try Program(
      Program.path("PumpFirmwareSim"), ["ctl", "truth", "--control", bench.files.file("control")],
      in: bench.files.path, environment: [:])
    #expect(asked.wait().code == 0)
  }

  private func expectVisit(_ bench: PumpBench) throws {
    #expect(try bench.programmer("dose 110 mcg/day --yes").code == 0)
    try bench.ctl("advance 1 day")
    #expect(try bench.truth.patient_pg == 110_000_000)
    #expect(try bench.status.therapy.dose_mcg_per_day == 110)
    #expect(try bench.end() == 0)
    #expect(try bench.programmer("status").code == 69)
  }
}
