import Foundation
import Synchronization
import Telemetry
import TestLimits
import Testing

/// Orders over a bad cable: whatever is lost, the programmer never believes what is not so.
@Suite(.waiting, .limited, .serialized)
struct LinkTroubleTests {
  private let bench: PumpBench
  private let link: String

  init() throws {
    bench = try PumpBench()
    link = bench.files.file("cable")
  }

  @Test func `an order whose answer is lost is done once, and is said to be done`() throws {
    let cable = cable { $0.reply == .acknowledged && $1 == 1 ? .lost : Cable.unharmed($0) }
    let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes --port \(link)")
    #expect(bolus.code == 0, "\(bolus)")
    #expect(bolus.json.outcome == "done")
    try expectDeliveredInADay(micrograms: 150)
    withExtendedLifetime(cable) {}
  }

  @Test func `an order that is lost is said not to be done, and is not`() throws {
    let cable = cable { frame, _ in
      frame.request == .startBolus ? .lost : Cable.unharmed(frame)
    }
    let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes --port \(link)")
    #expect(bolus.code == 1, "\(bolus)")
    #expect(
      bolus.errors.contains("was not carried out") && bolus.errors.contains("Nothing changed"))
    try expectDeliveredInADay(micrograms: 100)
    withExtendedLifetime(cable) {}
  }

  @Test func `an order that arrives late and twice is done once`() throws {
    let held = Mutex<[UInt8]>([])
    let cable = Cable(at: link, toPort: bench.files.file("pump")) { frame in
      if frame.request == .startBolus {
        held.withLock { $0 = frame.bytes }
        return .lost
      }
      // It arrives before the first look at the status, and then once more.
      let late = held.withLock { held in
        defer { held = [] }
        return held
      }
      return frame.request != nil && !late.isEmpty
        ? .arrives([late, late, frame.bytes]) : Cable.unharmed(frame)
    }
    let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes --port \(link)")
    #expect(bolus.code == 0, "\(bolus)")
    try expectDeliveredInADay(micrograms: 150)
    withExtendedLifetime(cable) {}
  }

  @Test func `with the pump gone in the middle of an order its outcome is unknown`() throws {
    let pump = bench.processID
    let cable = cable { frame, _ in
      guard frame.reply == .acknowledged else { return Cable.unharmed(frame) }
      kill(pump, SIGKILL)
      return .pulled
    }
    let bolus = try bench.programmer("bolus 50 mcg --over 10 min --yes --port \(link)")
    #expect(bolus.code == 75, "\(bolus)")
    #expect(bolus.json.outcome == "unknown")
    #expect(bolus.errors.contains("Do not repeat it. Read the status"))
    try bench.kill9()
    try bench.restart()
    let status = try bench.status
    #expect(status.bolus.remaining_mcg == 50)
    #expect(status.last_order.order == "startBolus")
    try expectDeliveredInADay(micrograms: 150)
    withExtendedLifetime(cable) {}
  }

  @Test func `a silent line in the middle of an order leaves its outcome unknown`() throws {
    let isSilent = Mutex(false)
    let cable = Cable(at: link, toPort: bench.files.file("pump")) { frame in
      isSilent.withLock { isSilent in
        isSilent = isSilent || frame.request == .commit
        return isSilent ? .lost : Cable.unharmed(frame)
      }
    }
    let dose = try bench.programmer("dose 110 mcg/day --yes --port \(link)")
    #expect(dose.code == 75, "\(dose)")
    cable.pull()
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }

  @Test func `a pump restarted on its link while an order waits settles it`() throws {
    // The pump is stopped as it gets the order, and the new one finds no trace of it.
    let pump = bench.processID
    let programmer = try bench.launch("programmer", ["dose", "110", "mcg/day", "--yes", "--json"])
    kill(pump, SIGSTOP)
    try bench.kill9()
    try bench.restart()
    let code = programmer.wait().code
    let dose = try bench.status.therapy.dose_mcg_per_day
    #expect(
      [0: [110], 1: [100], 69: [100], 74: [100], 75: [100, 110]][code]?.contains(dose) == true,
      "\(code)")
  }

  @Test func `a cable pulled and put back while an order waits settles it`() throws {
    let pulled = DispatchSemaphore(value: 0)
    let port = bench.files.file("pump")
    let first = Cable(at: link, toPort: port) { frame in
      guard frame.reply == .acknowledged else { return Cable.unharmed(frame) }
      pulled.signal()
      return .pulled
    }
    let programmer = try launchBolus()
    #expect(pulled.wait(timeout: .now() + 30) == .success)
    first.pull()
    let second = Cable(at: link, toPort: port)
    let bolus = programmer.wait()
    #expect(bolus.code == 0, "\(bolus)")
    try expectDeliveredInADay(micrograms: 150)
    withExtendedLifetime(second) {}
  }

  @Test func `a cable put back at another pump does not settle the order`() throws {
    let stranger = try PumpBench()
    let port = stranger.files.file("pump")
    let pulled = DispatchSemaphore(value: 0)
    let first = cable { frame, _ in
      guard frame.reply == .acknowledged else { return Cable.unharmed(frame) }
      pulled.signal()
      return .pulled
    }
    let programmer = try launchBolus()
    #expect(pulled.wait(timeout: .now() + 30) == .success)
    first.pull()
    let second = Cable(at: link, toPort: port)
    let bolus = programmer.wait()
    #expect(bolus.code == 75, "\(bolus)")
    #expect(try bench.status.bolus.remaining_mcg == 50)
    withExtendedLifetime(second) {}
  }

  /// A cable whose treatment also knows which frame of its kind it is: the Nth.
  private func cable(_ treat: @escaping @Sendable (Cable.Frame, Int) -> Cable.Fate) -> Cable {
    let counts = Mutex<[String: Int]>([:])
    return Cable(at: link, toPort: bench.files.file("pump")) { frame in
      let kind = "\(String(describing: frame.request)) \(String(describing: frame.reply))"
      return treat(
        frame,
        counts.withLock {
          $0[kind, default: 0] += 1
          return $0[kind, default: 0]
        })
    }
  }

  private func expectDeliveredInADay(micrograms: Int) throws {
    try bench.ctl("advance 1 day")
    #expect(try bench.truth.patient_pg == JSON.number(Double(micrograms) * 1_000_000))
  }

  /// A programmer that gives a bolus through the cable, not waited for.
  private func launchBolus() throws -> Program {
    try bench.launch(
      "programmer",
      ["bolus", "50", "mcg", "--over", "10", "min", "--yes", "--port", link, "--json"])
  }
}
