import Testing

/// Other lines than a pty with a link, and other clocks than a standing one.
@Suite(.serialized)
struct TransportTests {
  @Test func `a visit over TCP`() throws {
    let bench = try PumpBench(line: ["--listen", "127.0.0.1:0"])
    #expect(bench.ready.port.string?.hasPrefix("tcp://127.0.0.1:") == true)
    #expect(bench.ready.link == .null)
    try expectVisit(bench)
  }

  @Test func `a visit over TCP by a host's name`() throws {
    let bench = try PumpBench(line: ["--listen", "localhost:0"])
    try expectVisit(bench)
  }

  @Test func `a visit over a serial line`() throws {
    let files = try TemporaryDirectory()
    let cable = Cable(at: files.file("far"), device: files.file("near"))
    let bench = try PumpBench(line: ["--device", files.file("near")])
    let far = "--port \(files.file("far"))"
    #expect(try bench.programmer("dose 110 mcg/day --yes \(far)").code == 0)
    #expect(try bench.programmer("status \(far)").json.therapy.dose_mcg_per_day == 110)
    withExtendedLifetime(cable) {}
  }

  @Test func `a scaled clock moves by itself, and what it did is kept`() throws {
    let bench = try PumpBench(clock: "1000000")
    var seconds = 0.0
    while seconds < 86_400 {
      seconds = try #require(try bench.status.therapy_time_s.double)
    }
    bench.kill9()
    try bench.restart(clock: "manual")
    let truth = try bench.truth
    #expect(try #require(truth.therapy_time_s.double) >= seconds)
    #expect(try #require(truth.strokes.double) >= 200)
  }

  @Test func `the real clock does not run away`() throws {
    let bench = try PumpBench(clock: "real")
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

  private func expectVisit(_ bench: PumpBench) throws {
    #expect(try bench.programmer("dose 110 mcg/day --yes").code == 0)
    try bench.ctl("advance 1 day")
    #expect(try bench.truth.patient_pg == 110_000_000)
    #expect(try bench.status.therapy.dose_mcg_per_day == 110)
    #expect(bench.end() == 0)
    #expect(try bench.programmer("status").code == 69)
  }
}
