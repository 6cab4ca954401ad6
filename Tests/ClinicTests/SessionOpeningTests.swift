import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// Sessions that are opened until one has a number that no order was given under.
@Suite(.limited)
struct SessionOpeningTests {
  private static func opened(_ number: UInt32) -> Outcome {
    .reply(.sessionOpened(SessionOpened(session: number, linkClock: 5, idleSeconds: 120)))
  }

  @Test(arguments: 0..<7 as Range<Int>)
  func `a number that the archive knows is not used, but three more tries are enough`(known: Int) {
    var opening = SessionOpening()
    var openings = 0
    var lookedUp: [UInt32] = []
    var end: Outcome?
    while end == nil, openings < 20 {
      switch opening.step {
      case .open:
        openings += 1
        opening.heard(Self.opened(UInt32(openings)))
      case .lookUp(let number):
        lookedUp.append(number)
        opening.found(isKnown: number <= UInt32(known))
      case .over(let outcome): end = outcome
      }
    }
    #expect(openings == min(known, 3) + 1)
    #expect(lookedUp == (1...UInt32(min(known, 2) + 1)).map { $0 }, "each is looked up once")
    #expect(end == Self.opened(UInt32(openings)), "the last one is the session")
  }

  @Test(
    arguments: [
      .failed(.notAuthenticated), .failed(.noAnswer(to: .openSession, heard: .nothing)), .unknown,
      .refused(Refusal(.openSession, .busy)), .reply(.identity(Samples.identity)),
    ] as [Outcome])
  func `what opened no session is the end, and nothing is looked up`(outcome: Outcome) {
    var opening = SessionOpening()
    opening.heard(outcome)
    #expect(opening.step == .over(outcome))
    var later = SessionOpening()
    later.heard(Self.opened(4))
    later.found(isKnown: true)
    #expect(later.step == .open)
    later.heard(outcome)
    #expect(later.step == .over(outcome))
  }

  @Test func `what is handed in out of turn changes nothing`() {
    var opening = SessionOpening()
    opening.found(isKnown: true)
    #expect(opening.step == .open)
    opening.heard(Self.opened(4))
    opening.heard(Self.opened(5))
    #expect(opening.step == .lookUp(session: 4))
    opening.found(isKnown: false)
    opening.found(isKnown: true)
    opening.heard(Self.opened(6))
    #expect(opening.step == .over(Self.opened(4)))
  }
}
