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
  private struct Called {
    let code: Int32
    let words: String
    let isDone: Bool
    let time: UInt64
    let calls: Int
  }

  private func call(_ change: (inout PumpInMemory.State) -> Void) -> Called {
    var state = PumpInMemory.State()
    change(&state)
    let pump = PumpInMemory(state)
    let (code, words) = lab.run(["emergency", "--yes"], at: pump)
    return pump.with { state in
      Called(
        code: code, words: words, isDone: !state.done.isEmpty, time: state.time,
        calls: state.requests.count { $0 == .emergencyRate })
    }
  }

  /// Nobody knows, and everything that is said is true of that: least of all not to call again.
  private func expectUnknown(_ called: Called, saying part: String = "") {
    #expect(called.code == 75, "\(called)")
    #expect(called.words.contains("nobody knows whether it went to minimum rate"), "\(called)")
    #expect(called.words.contains("it does no harm to call twice"), "\(called)")
    #expect(called.words.contains(part), "\(called)")
    for untrue in ["Nothing changed", "Nothing was changed", "Do not repeat"] {
      #expect(!called.words.contains(untrue), "\(called)")
    }
  }

  @Test(
    arguments: [(.emergencyRate, .busy), (.openSession, .tooManyAttempts)]
      as [(RequestType, RefusalCode)])
  func `a pump that has no time for a moment is called again, and nobody waits a second`(
    type: RequestType, code: RefusalCode
  ) {
    let called = call { $0.refusals[type] = (code, 5) }
    #expect(called.code == 0 && called.isDone, "\(called)")
    #expect(called.words.contains("it is asked again"), "\(called)")
    #expect(called.time < 1000, "\(called)")
  }

  @Test(
    arguments: [
      (.emergencyRate, .busy, "its memory"), (.openSession, .tooManyAttempts, "somebody else"),
    ] as [(RequestType, RefusalCode, String)])
  func `a pump that never has time is given up after ten seconds, and it did nothing`(
    type: RequestType, code: RefusalCode, words: String
  ) {
    let called = call {
      $0.refusals[type] = (code, .max)
      $0.tamper = { reply in
        // As long as a wait is said to be at the most.
        if case .refused = reply { reply = .refused(Refusal(type, code, limit: 64)) }
      }
    }
    #expect(called.code == 1 && !called.isDone, "\(called)")
    #expect(called.words.contains("It did not go to minimum rate"), "\(called)")
    #expect(called.words.contains(words) && called.words.contains("call again"), "\(called)")
    #expect((9000...11_000).contains(called.time), "\(called)")
  }

  @Test func `out of contact it is refused at once`() {
    let called = call { $0.refusals[.emergencyRate] = (.noContact, .max) }
    #expect(called.code == 1 && !called.isDone && called.calls == 1, "\(called)")
    #expect(called.words.contains("Nothing changed; lay the head"), "\(called)")
  }

  @Test(arguments: [1, 2, 3, 10])
  func `an offer that is displaced again and again is taken anew`(times: Int) {
    let called = call { $0.refusals[.emergencyRate] = (.noSession, times) }
    #expect(called.code == 0 && called.isDone && called.calls == times + 1, "\(called)")
    #expect(called.time < 1000, "\(called)")
  }

  @Test func `with every offer displaced nobody knows, and it is told after ten seconds`() {
    let called = call { $0.refusals[.emergencyRate] = (.noSession, .max) }
    expectUnknown(called)
    #expect((9000...11_000).contains(called.time) && called.calls > 100, "\(called)")
  }

  @Test(arguments: [1, 3, 8])
  func `a call whose answer was lost is made again until one is heard`(times: Int) {
    let called = call { $0.lostAnswers[.emergencyRate] = times }
    #expect(called.code == 0 && called.isDone && called.calls == times + 1, "\(called)")
    #expect(called.words.contains("gives at most its minimum rate"), "\(called)")
  }

  @Test func `with all answers lost it was done, and is not told as not done`() {
    let called = call { $0.lostAnswers[.emergencyRate] = .max }
    #expect(called.isDone)
    expectUnknown(called)
    #expect((9000...13_000).contains(called.time), "\(called)")
  }

  @Test(arguments: [RefusalCode.noContact, .busy])
  func `a refusal says nothing of a call before it whose answer was lost`(code: RefusalCode) {
    let called = call {
      $0.lostAnswers[.emergencyRate] = 3
      $0.refusals[.emergencyRate] = (code, .max)
    }
    #expect(called.isDone)
    expectUnknown(called)
  }

  @Test(
    arguments: [
      .refused(Refusal(.emergencyRate, .noContact)), .identity(Samples.identity),
    ] as [Reply])
  func `neither a refusal nor silence says anything of a call whose offer was gone`(later: Reply) {
    let calls = Mutex(0)
    let called = call {
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
    #expect(called.isDone)
    expectUnknown(called)
  }

  @Test func `where nobody answers an opening nothing was done, and it is told soon`() {
    let called = call { $0.lostAnswers[.openSession] = .max }
    #expect(called.code == 69 && !called.isDone && called.calls == 0, "\(called)")
    #expect(called.words.contains("Nothing was changed") && called.time < 6000, "\(called)")
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
      Called(code: code, words: words, isDone: true, time: 0, calls: calls.count),
      saying: "memory: ")
  }
}

extension Reply {
  fileprivate var refusal: Refusal? {
    if case .refused(let refusal) = self { refusal } else { nil }
  }
}
