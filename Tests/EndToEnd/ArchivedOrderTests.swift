import Foundation
import Synchronization
import Telemetry
import TestLimits
import Testing

/// Orders whose programmer was killed before it knew, and programmers that share an archive.
@Suite(.waiting, .limited, .serialized)
struct ArchivedOrderTests {
  private let bench: PumpBench
  private let link: String

  init() throws {
    bench = try PumpBench()
    link = bench.files.file("cable")
  }

  @Test func `an order of a killed programmer is settled by the next one, and given once`() throws {
    try killAfterIntent(isLost: false)
    let status = try bench.programmer("interrogate")
    #expect(status.code == 0)
    #expect(status.errors.contains("was not known; the pump says that it was carried out"))
    #expect(try bench.programmer("interrogate").errors == "", "it is settled once")
    try bench.expectDone("dose 110mcg/day --yes")
    #expect(try outcomes() == ["done", "done"])
    try bench.ctl("advance 1 h")
    #expect(try bench.truth.pumped_nl == 27_250, "50 mcg, and an hour of 110 mcg/day")
  }

  @Test func `an order that was lost with its programmer is said not to be carried out`() throws {
    try killAfterIntent(isLost: true)
    let dose = try bench.programmer("dose 110mcg/day --yes")
    #expect(dose.code == 0, "\(dose)")
    #expect(dose.errors.contains("was not carried out and will not be"))
    #expect(try bench.status.bolus == .null)
    let list = try bench.programmer("sessions list").output
    #expect(list.contains(#""unsettled":0"#), "\(list)")
  }

  @Test func `an order of which nobody can know blocks the next, until a person settles it`() throws
  {
    try killAfterIntent(isLost: true)
    // Another order takes its place in the status, and the log was changed: who knows what stood in
    // it.
    try bench.expectDone("alarms low-reservoir 3mL --yes --no-archive")
    try bench.ctl("fault memory damage entry 2")
    for order in ["bolus 50mcg --over 10min", "dose 110mcg/day", "stop"] {
      try bench.unchanged {
        try bench.expectRefused("\(order) --yes", 75, "nobody knows whether the start of a bolus")
      }
    }
    let status = try bench.programmer("interrogate")
    #expect(status.code == 0 && status.errors.contains("sessions settle 1 --as done|not-done"))
    try bench.expectRefused("sessions settle 1 --as not-done --yes", 64, "--reason")
    let settled = try bench.programmer([
      "sessions", "settle", "1", "--as", "not-done", "--reason", "no bolus was seen", "--yes",
    ])
    #expect(settled.code == 0, "\(settled)")
    try bench.expectDone("dose 110mcg/day --yes")
  }

  @Test func `an archive may have a name of one letter`() throws {
    try bench.expectDone("dose 110mcg/day --yes --archive a")
    #expect(bench.files.names.contains("a"))
  }

  @Test func `two programmers at once, at two pumps, lose nothing in one archive`() throws {
    let other = try PumpBench()
    let shared = ["PUMPLINK_ARCHIVE": bench.files.file("archive.sqlite")]
    for round in 1...3 {
      let words = ["dose", "\(100 + round)", "mcg/day", "--yes", "--json"]
      let both = try [bench, other].map {
        try $0.launch("programmer", words, environment: shared)
      }
      for program in both {
        let finished = program.wait()
        #expect(finished.code == 0, "\(finished)")
      }
    }
    #expect(try outcomes(of: bench) == ["done", "done", "done"])
    #expect(try outcomes(of: other) == ["done", "done", "done"])
  }

  /// Gives a bolus through a cable that brings nothing back, and kills the programmer meanwhile.
  private func killAfterIntent(isLost: Bool) throws {
    let isCut = Mutex(false)
    let arrived = DispatchSemaphore(value: 0)
    let cable = Cable(at: link, toPort: bench.files.file("pump")) { frame in
      isCut.withLock { isCut in
        let isOrder = frame.request == .startBolus
        if isLost ? isOrder : frame.reply == .acknowledged {
          isCut = true
          arrived.signal()
        }
        return isCut ? .lost : Cable.unharmed(frame)
      }
    }
    let programmer = try bench.launch(
      "programmer", ["bolus", "50mcg", "--over", "10min", "--yes", "--port", link])
    #expect(arrived.wait(timeout: .now() + 30) == .success)
    programmer.send(SIGKILL)
    #expect(programmer.waitForEnd() == 128 + SIGKILL)
    cable.pull()
  }

  /// What became of the orders to a pump, as the archive knows it.
  private func outcomes(of pump: PumpBench? = nil) throws -> [String] {
    let serial = try #require((pump ?? bench).ready.serial.string)
    let pumps = try bench.programmer("sessions history --pump \(serial)").json.pumps
    return pumps.elements.flatMap { $0.history.elements.compactMap(\.outcome.string) }
  }
}
