import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// The change of a key, from the question to the session that the new key opens.
@Suite(.limited)
struct KeyRotationTests {
  private static let key = AsconBlock(low: 1, high: 2)
  private static let opened = Outcome.reply(
    .sessionOpened(SessionOpened(session: 9, linkClock: 5, idleSeconds: 120)))

  /// What is asked of a driver, one letter each, until something has to be handed in.
  private func wants(_ rotation: inout KeyRotation) -> (names: String, end: KeyRotation.End?) {
    var names = ""
    var end: KeyRotation.End?
    while let action = rotation.nextAction() {
      switch action {
      case .consult: names += "?"
      case .give(let order, let key):
        names += "G"
        #expect(key == Self.key)
        guard case .rotateKey(let body) = order.body else {
          Issue.record("another order")
          continue
        }
        #expect(body.key == Self.key && body.role == .patient)
      case .dropPending: names += "D"
      case .close: names += "C"
      case .takeKeys: names += "K"
      case .open: names += "O"
      case .finished(let how): end = how
      }
    }
    return (names, end)
  }

  /// A rotation whose order was given.
  private func given() -> KeyRotation {
    var rotation = KeyRotation(.patient, of: Samples.identity, key: Self.key)
    #expect(wants(&rotation).names == "?")
    rotation.agree(Yes(by: "a test"))
    #expect(wants(&rotation).names == "G")
    return rotation
  }

  @Test func `without a yes nothing is given, and the pump is left free`() {
    var rotation = KeyRotation(.patient, of: Samples.identity, key: Self.key)
    _ = wants(&rotation)
    rotation.heard(.reply(.acknowledged(Acknowledgement(.rotateKey, therapySeconds: 1))))
    rotation.lost()
    #expect(wants(&rotation).names.isEmpty)
    rotation.giveUp()
    let (names, end) = wants(&rotation)
    #expect(names == "C" && end == .notDone(.givenUp))
    rotation.agree(Yes(by: "a test"))
    #expect(wants(&rotation).names.isEmpty, "too late")
  }

  @Test(
    arguments: [
      .reply(.acknowledged(Acknowledgement(.rotateKey, therapySeconds: 1))), .doneUnheard,
    ]
      as [Outcome])
  func `it is done when the new key has opened a session, and not before`(outcome: Outcome) {
    var rotation = given()
    rotation.heard(outcome)
    let (names, end) = wants(&rotation)
    #expect(names == "CKO" && end == nil)
    // The old key opens: the line may have lost what the pump said to the new one.
    rotation.opened(Self.opened, by: .current)
    #expect(wants(&rotation).names == "O")
    rotation.opened(Self.opened, by: .pending)
    let last = wants(&rotation)
    #expect(last.names == "C" && last.end == .done)
  }

  @Test func `a key that opens nothing in three tries is left pending`() {
    var rotation = given()
    rotation.heard(.doneUnheard)
    #expect(wants(&rotation).names == "CKO")
    for _ in 0..<2 {
      rotation.opened(.failed(.notAuthenticated), by: nil)
      #expect(wants(&rotation).names == "O")
    }
    rotation.opened(.failed(.notAuthenticated), by: nil)
    let (names, end) = wants(&rotation)
    #expect(names.isEmpty && end == .untried, "both keys stay on the card")
  }

  @Test func `a line that is gone is not tried again`() {
    var rotation = given()
    rotation.heard(.doneUnheard)
    _ = wants(&rotation)
    rotation.opened(nil, by: .current)
    #expect(wants(&rotation).end == .untried)
  }

  @Test(
    arguments: [
      (.refused(Refusal(.rotateKey, .busy)), "DC", .notDone(.refused(Refusal(.rotateKey, .busy)))),
      (.notDone, "D", .notDone(.notDone)), (.failed(.notOpen), "D", .notDone(.failed(.notOpen))),
      (.unknown, "", .unknown(.unknown)),
      (.reply(.identity(Samples.identity)), "", .unknown(.wrongKind)),
    ] as [(Outcome, String, KeyRotation.End)])
  func `the pending key is dropped only where the pump did not take it`(
    outcome: Outcome, actions: String, end: KeyRotation.End
  ) {
    var rotation = given()
    rotation.heard(outcome)
    let (names, how) = wants(&rotation)
    #expect(names == actions && how == end)
  }

  @Test func `an order that the line may have carried keeps both keys`() {
    var rotation = given()
    rotation.lost()
    let (names, end) = wants(&rotation)
    #expect(names.isEmpty && end == .unknown(.lost))
    var withheld = given()
    withheld.withheld()
    #expect(wants(&withheld).end == .notDone(.withheld))
  }
}
