import ClinicSupport
import Synchronization
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// What becomes of a call for the emergency that does not go through at once: what the pump did,
/// what is said, and the exit code agree.
@Suite(.limited)
struct EmergencyCallTests {
  private let lab: VerbLab

  init() throws { lab = try VerbLab() }

  /// How a call ended, what the pump did, and how long it took, in ms.
  private struct Ending {
    let code: Int32
    let words: String
    let isDone: Bool
    let time: UInt64
    let calls: Int
  }

  private func call(_ change: (inout PumpInMemory.State) -> Void) -> Ending {
    var state = PumpInMemory.State()
    change(&state)
    let pump = PumpInMemory(state)
    let (code, words) = lab.run(["emergency", "--yes"], at: pump)
    return pump.with { state in
      Ending(
        code: code, words: words, isDone: !state.done.isEmpty, time: state.time,
        calls: state.requests.count { $0 == .emergencyRate })
    }
  }

  /// Nobody knows, and everything that is said is true of that: least of all not to call again.
  private func expectUnknown(_ ending: Ending, saying part: String = "") {
    #expect(ending.code == 75, "\(ending)")
    #expect(ending.words.contains("nobody knows whether it went to minimum rate"), "\(ending)")
    #expect(ending.words.contains("it does no harm to call twice"), "\(ending)")
    #expect(ending.words.contains(part), "\(ending)")
    for untrue in ["Nothing changed", "Nothing was changed", "Do not repeat"] {
      #expect(!ending.words.contains(untrue), "\(ending)")
    }
  }

  @Test(
    arguments: [(.emergencyRate, .busy), (.openSession, .tooManyAttempts)]
      as [(RequestType, RefusalCode)])
  func `a pump that has no time for a moment is called again, and nobody waits a second`(
    type: RequestType, code: RefusalCode
  ) {
    let ending = call { $0.refusals[type] = (code, 5) }
    #expect(ending.code == 0 && ending.isDone, "\(ending)")
    #expect(ending.words.contains("it is asked again"), "\(ending)")
    #expect(ending.time < 1000, "\(ending)")
  }

  @Test(
    arguments: [
      (.emergencyRate, .busy, "its memory"), (.openSession, .tooManyAttempts, "somebody else"),
    ] as [(RequestType, RefusalCode, String)])
  func `a pump that never has time is given up after ten seconds, and it did nothing`(
    type: RequestType, code: RefusalCode, words: String
  ) {
    let ending = call {
      $0.refusals[type] = (code, .max)
      $0.tamper = { reply in
        // As long as a wait is said to be at the most.
        if case .refused = reply { reply = .refused(Refusal(type, code, limit: 64)) }
      }
    }
    #expect(ending.code == 1 && !ending.isDone, "\(ending)")
    #expect(ending.words.contains("It did not go to minimum rate"), "\(ending)")
    #expect(ending.words.contains(words) && ending.words.contains("call again"), "\(ending)")
    #expect((9000...11_000).contains(ending.time), "\(ending)")
  }

  @Test func `out of contact it is refused at once`() {
    let ending = call { $0.refusals[.emergencyRate] = (.noContact, .max) }
    #expect(ending.code == 1 && !ending.isDone && ending.calls == 1, "\(ending)")
    #expect(ending.words.contains("Nothing changed; lay the head"), "\(ending)")
  }

  @Test(arguments: [1, 2, 3, 10])
  func `an offer that is displaced again and again is taken anew`(times: Int) {
    let ending = call { $0.refusals[.emergencyRate] = (.noSession, times) }
    #expect(ending.code == 0 && ending.isDone && ending.calls == times + 1, "\(ending)")
    #expect(ending.time < 1000, "\(ending)")
  }

  @Test func `with every offer displaced nobody knows, and it is told after ten seconds`() {
    let ending = call { $0.refusals[.emergencyRate] = (.noSession, .max) }
    expectUnknown(ending)
    #expect((9000...11_000).contains(ending.time) && ending.calls > 100, "\(ending)")
  }

  @Test(arguments: [1, 3, 8])
  func `a call whose answer was lost is made again until one is heard`(times: Int) {
    let ending = call { $0.lostAnswers[.emergencyRate] = times }
    #expect(ending.code == 0 && ending.isDone && ending.calls == times + 1, "\(ending)")
    #expect(ending.words.contains("gives at most its minimum rate"), "\(ending)")
  }

  @Test func `with all answers lost it was done, and is not told as not done`() {
    let ending = call { $0.lostAnswers[.emergencyRate] = .max }
    #expect(ending.isDone)
    expectUnknown(ending)
    #expect((9000...13_000).contains(ending.time), "\(ending)")
  }

  @Test(arguments: [RefusalCode.noContact, .busy])
  func `a refusal says nothing of a call before it whose answer was lost`(code: RefusalCode) {
    let ending = call {
      $0.lostAnswers[.emergencyRate] = 3
      $0.refusals[.emergencyRate] = (code, .max)
    }
    #expect(ending.isDone)
    expectUnknown(ending)
  }

  @Test(
    arguments: [
      .refused(Refusal(.emergencyRate, .noContact)), .identity(Samples.identity),
    ] as [Reply])
  func `neither a refusal nor silence says anything of a call whose offer was gone`(later: Reply) {
    let calls = Mutex(0)
    let ending = call {
      $0.tamper = { reply in
        calls.withLock { calls in
          switch reply {
          case .acknowledged:
            // The first is carried out, and somebody says in the pump's place that it was not.
            calls += 1
            reply = calls == 1 ? .refused(Refusal(.emergencyRate, .noSession)) : later
          // What answers no opening is passed over, as if nothing came.
          case .sessionOffered where calls > 0 && later.refusal == nil: reply = later
          default: break
          }
        }
      }
    }
    #expect(ending.isDone)
    expectUnknown(ending)
  }

  @Test func `where nobody answers an opening nothing was done, and it is told soon`() {
    let ending = call { $0.lostAnswers[.openSession] = .max }
    #expect(ending.code == 69 && !ending.isDone && ending.calls == 0, "\(ending)")
    #expect(ending.words.contains("Nothing was changed") && ending.time < 6000, "\(ending)")
  }

  @Test func `a line that goes while it is called is told as the emergency is`() {
    var state = PumpInMemory.State()
    let whole = PumpInMemory(state)
    #expect(lab.run(["emergency", "--yes"], at: whole).code == 0)
    // The acknowledgement is the last that comes: it is torn off before its end.
    state.lostBehind = whole.with { $0.carried } - 3
    let torn = PumpInMemory(state)
    let (code, words) = lab.run(["emergency", "--yes"], at: torn)
    let calls = torn.with { $0.done }
    #expect(calls == [.emergencyRate])
    expectUnknown(
      Ending(code: code, words: words, isDone: true, time: 0, calls: calls.count),
      saying: "memory: ")
  }
}

extension Reply {
  fileprivate var refusal: Refusal? {
    if case .refused(let refusal) = self { refusal } else { nil }
  }
}
