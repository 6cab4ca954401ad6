import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// How often the emergency is called for, and what is said of it at last.
@Suite(.limited)
struct EmergencyCourseTests {
  private static let outcomes: [Outcome] = [
    .failed(.noAnswer(to: .emergencyRate, heard: .nothing)), .unknown,
    .failed(.noAnswer(to: .openSession, heard: .nothing)), .failed(.notOpen),
    .refused(Refusal(.emergencyRate, .noContact)), .refused(Refusal(.emergencyRate, .busy)),
    .notDone, .reply(.identity(Samples.identity)), .doneUnheard,
    .reply(.acknowledged(Acknowledgement(.emergencyRate, therapySeconds: 1))),
  ]

  /// Whether a call that ended so may have been heard all the same.
  private static func mayBeHeard(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .failed(.noAnswer(to: .emergencyRate, _)), .unknown: true
    case .failed, .refused, .notDone, .doneUnheard, .reply: false
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `once a call may have been heard it is never told as not done`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var course = EmergencyCourse(end: LinkTime(rawValue: 10_000))
    var now: UInt64 = 0
    var mayBeDone = false
    for call in 1... {
      now += random.below(3000)
      let outcome = Self.outcomes[Int(random.below(UInt64(Self.outcomes.count)))]
      mayBeDone = mayBeDone || Self.mayBeHeard(outcome)
      switch course.next(after: outcome, at: LinkTime(rawValue: now)) {
      case .done:
        let isTold =
          switch outcome {
          case .reply(.acknowledged), .doneUnheard: true
          case .reply, .refused, .notDone, .unknown, .failed: false
          }
        #expect(isTold, "done without the pump's word")
        return
      case .again: #expect(call < 3 || now < 10_000, "called for ever")
      case .over(.unknown): return #expect(mayBeDone)
      case .over: return #expect(!mayBeDone, "told as not done: \(outcome)")
      }
    }
  }

  @Test func `silence is called again three times at least, and until its end`() {
    var course = EmergencyCourse(end: LinkTime(rawValue: 1000))
    let silence = Outcome.failed(.noAnswer(to: .emergencyRate, heard: .nothing))
    for _ in 0..<2 {
      guard case .again = course.next(after: silence, at: LinkTime(rawValue: 5000)) else {
        Issue.record("given up too soon")
        return
      }
    }
    guard case .over(.unknown(nil)) = course.next(after: silence, at: LinkTime(rawValue: 5000))
    else {
      Issue.record("not given up")
      return
    }
  }
}
