import SerialLink
import Telemetry
import TestLimits
import Testing

/// Orders over a line that the bench has made bad: `ctl link`.
@Suite(.waiting, .limited)
struct BadLineTests {
  @Test func `over a line that loses and doubles, orders are done as the programmer says`() throws {
    let bench = try PumpBench()
    let set = try bench.ctl("link set --loss 15% --duplicate 15% --seed 3")
    #expect(set.code == 0 && set.json.to_pump.loss_ppm == 150_000, "\(set)")
    let counts = try expectTrueOutcomes(bench, orders: 6)
    for way in [counts.to_pump, counts.from_pump] {
      #expect(try #require(way.counts.lost.double) > 0)
      #expect(try #require(way.counts.duplicated.double) > 0)
    }
  }

  @Test(arguments: [
    "--loss 10% --duplicate 10% --reorder 10% --truncate 5% --burst 5% --flip 0.05% --merge 10%"
      + " --split 10% --latency 5 ms --jitter 10 ms --stall 300 ms --stall-chance 5% --baud 57600",
    "--reorder 20% --duplicate 20%", "--latency 30 ms --jitter 60 ms --split 50%",
    "--stall 600 ms --stall-chance 15%", "--baud 19200 --merge 50%", "--burst 10% --flip 0.1%",
  ])
  func `over any bad line, orders are done as the programmer says`(faults: String) throws {
    let bench = try PumpBench()
    let set = try bench.ctl("link set \(faults) --seed 5")
    #expect(set.code == 0, "\(set)")
    try expectTrueOutcomes(bench, orders: 3)
  }

  /// Gives boluses, a day apart, holds what came out of the catheter to what was said of them, and
  /// makes the line good again. It returns what happened on the line.
  @discardableResult
  private func expectTrueOutcomes(_ bench: PumpBench, orders: Int) throws -> JSON {
    var done = 0
    for _ in 0..<orders {
      let before = try #require(try bench.truth.patient_pg.double)
      let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes")
      try bench.ctl("advance 1 day")
      let given = try #require(try bench.truth.patient_pg.double) - before
      switch bolus.code {
      case 0:
        done += 1
        #expect(given == 150_000_000, "\(bolus)")
      case 75: #expect(given == 100_000_000 || given == 150_000_000, "\(bolus)")
      case 1, 69, 74, 76: #expect(given == 100_000_000, "\(bolus)")
      default: Issue.record("\(bolus)")
      }
    }
    #expect(done > 0)
    let counts = try bench.ctl("link").json
    #expect(try bench.ctl("link clear").json.to_pump.counts == .null)
    #expect(try bench.programmer("status").code == 0)
    return counts
  }

  @Test func `a bad line over TCP, and one over a serial port`() throws {
    let files = try TemporaryDirectory()
    let cable = Cable(at: files.file("far"), device: files.file("near"))
    for (line, port) in [
      (PumpProcess.Line.listen("127.0.0.1:0"), ""),
      (.device(files.file("near")), " --port \(files.file("far"))"),
    ] {
      let bench = try PumpBench(line: line)
      let faults = "--latency 5 ms --split 30% --duplicate 30%"
      #expect(try bench.ctl("link set \(faults)").code == 0)
      #expect(try bench.programmer("dose 110 mcg/day --yes\(port)").code == 0)
      #expect(try bench.programmer("status\(port)").json.therapy.dose_mcg_per_day == 110)
      let counts = try bench.ctl("link").json
      #expect(try #require(counts.from_pump.counts.duplicated.double) > 0)
    }
    withExtendedLifetime(cable) {}
  }

  @Test func `a line that loses everything is as good as none, one way or both`() throws {
    let bench = try PumpBench()
    for way in ["to-pump", "from-pump", "both"] {
      try bench.ctl("link set --loss 100% --direction \(way)")
      #expect(try bench.programmer("identify").code == 69)
      #expect(try bench.ctl("link clear --direction \(way)").code == 0)
    }
    #expect(try bench.programmer("identify").code == 0)
  }

  @Test func `what a programmer has not heard when it leaves, the next one does not hear`() throws {
    let bench = try PumpBench()
    // Longer than any of this takes: what the next one hears has not waited for it.
    try bench.ctl("link set --latency 10 min --direction from-pump")
    let first = try SerialPort(opening: bench.files.file("pump"))
    _ = try first.write(identify(1))
    while try bench.ctl("link").json.from_pump.counts.writes != 1 {}
    close(first)
    // Its leaving is noticed before anything of the next one.
    let next = try SerialPort(opening: bench.files.file("pump"))
    _ = try next.write(identify(2))
    while try bench.ctl("link").json.from_pump.counts.writes != 2 {}
    // All that is under way arrives at once, and it is one answer.
    try bench.ctl("link clear")
    var splitter = Splitter()
    var set = PollSet(capacity: 1)
    set.add(next.fileDescriptor, .readable)
    // What was written at once may be read in parts.
    var frames: [[UInt8]] = []
    while frames.isEmpty, try set.wait(timeoutMilliseconds: 30_000) > 0 {
      frames = try splitter.frames(from: next)
    }
    let numbers = frames.map { Splitter.decoded($0) { try? $0.reply().0.request } }
    #expect(numbers == [2])
  }

  @Test func `the faults of a line end with the simulator`() throws {
    let bench = try PumpBench()
    #expect(try bench.ctl("link set --baud 300 --direction to-pump").json.to_pump.baud == 300)
    try bench.kill9()
    try bench.restart()
    #expect(try bench.ctl("link").json.to_pump.counts == .null)
  }

  @Test(arguments: [
    ("", "--loss 10%"), ("--loss 10", "has no unit"), ("--loss 101%", "0 % to 100 %"),
    ("--latency 20", "has no unit"), ("--jitter 2 h", "1 h is the longest"),
    ("--stall soon", "does not begin with a number"), ("--burst-length 16", "16 bytes"),
    ("--baud fast", "9600 baud"), ("--direction up --loss 1%", "to-pump"),
    ("--flip 5 ms", "has no unit of a share"), ("--seed -1 --loss 1%", "“-1” is negative"),
  ])
  func `what is no fault of a line is refused before anything is asked`(
    options: String, words: String
  ) throws {
    let bench = try PumpBench()
    let set = try bench.ctl("link set \(options)")
    #expect(set.code == 64 && set.errors.contains(words), "\(set)")
    #expect(try bench.ctl("link").json.to_pump.counts == .null)
  }

  private func identify(_ number: UInt16) -> [UInt8] {
    var frame = WireBuffer()
    frame.encode(.opening(.identify), id: number)
    return frame.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  private func close(_ port: consuming SerialPort) {}
}
