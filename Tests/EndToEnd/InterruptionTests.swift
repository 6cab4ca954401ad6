import Foundation
import Synchronization
import Telemetry
import TestLimits
import Testing

/// A programmer that is told to end while it gives an order brings it to its end, and says so.
@Suite(.waiting, .limited, .serialized)
struct InterruptionTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test(arguments: OrderVerb.all, [SIGINT, SIGTERM])
  func `nobody is left without the outcome of an order that was carried out`(
    verb: OrderVerb, signal: Int32
  ) throws {
    try verb.prepare(bench)
    // It comes when the outcome is known and not told: with the first word after it; the emergency
    // has none, so with itself.
    let order = Mutex((isAsked: false, isDone: false))
    let finished = try interrupted(verb, by: signal) { frame in
      order.withLock { order in
        guard let request = frame.request else {
          order.isDone = order.isAsked && frame.reply == .acknowledged
          return false
        }
        defer { order = (request.changesTherapy, false) }
        return order.isDone || request == .emergencyRate
      }
    }
    #expect(finished.code == 0, "\(finished)")
    #expect(finished.json.outcome == "done", "\(finished)")
    #expect(finished.errors.contains("but the order was brought to its end first"), "\(finished)")
  }

  @Test func `an order that was refused is told as well`() throws {
    let finished = try interrupted(
      OrderVerb(words: "bolus 101 mcg --over 10 min --yes"), by: SIGTERM
    ) { $0.request == .startBolus }
    #expect(finished.code == 1 && finished.json.outcome == "refused", "\(finished)")
    #expect(try bench.status.bolus == .null)
  }

  @Test func `before an order it ends at once, and nothing changes`() throws {
    let before = try bench.status
    let finished = try interrupted(OrderVerb(words: "stop --yes"), by: SIGTERM) {
      $0.request == .interrogate
    }
    #expect(finished.code == 128 + SIGTERM && finished.output == "", "\(finished)")
    #expect(try bench.status == before)
  }

  /// Tests may be run with signals blocked, and hand that on to what they start.
  private static let withoutMask = [
    "/usr/bin/python3", "-c",
    "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); "
      + "os.execv(sys.argv[1], sys.argv[1:])",
  ]

  /// Runs a verb through a cable, and sends it a signal when a frame passes that is meant.
  private func interrupted(
    _ verb: OrderVerb, by signal: Int32, when isMeant: @escaping @Sendable (Cable.Frame) -> Bool
  ) throws -> Finished {
    let link = bench.files.file("cable")
    let process = Mutex<Int32>(0)
    let isKnown = DispatchSemaphore(value: 0)
    let cable = Cable(at: link, toPort: bench.files.file("pump")) { frame in
      if isMeant(frame) {
        isKnown.wait()
        isKnown.signal()
        kill(process.withLock { $0 }, signal)
      }
      return Cable.unharmed(frame)
    }
    let program = try bench.launch(
      "programmer", verb.arguments + ["--port", link, "--json"], through: Self.withoutMask)
    process.withLock { $0 = program.processID }
    isKnown.signal()
    let finished = program.wait()
    withExtendedLifetime(cable) {}
    return finished
  }
}
