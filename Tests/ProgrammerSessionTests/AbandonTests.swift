import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import ProgrammerSession

/// The line can be lost at any time, and what its programmer does then never traps.
@Suite(.limited)
struct AbandonTests {
  /// What can be under way, each begun in an open session.
  static let begun: [@Sendable (inout ProgrammerSession) -> Void] = [
    { _ in },
    { $0.begin(.readStatus, at: .zero) },
    { $0.begin(.closeSession, at: .zero) },
    { $0.begin(.order(Order(.stop, notAfter: 2000)), at: .zero) },
    { $0.begin($0.opening(), at: .zero) },
    { $0.beginEmergency(at: .zero) },
    {
      $0.begin(.order(Order(.stop, notAfter: 2000)), at: .zero)
      $0.tick(at: LinkTime(rawValue: 500))
    },
    {
      $0.begin(.opening(.identify), at: .zero)
      _ = $0.nextAction()
      for time in [500, 1000, 1500] as [UInt64] { $0.tick(at: LinkTime(rawValue: time)) }
    },
  ]

  private func open() -> (handset: ProgrammerSession, port: Port) {
    let port = Port.pump { request in
      switch request {
      case .query(.readStatus): .status(.sample(linkClock: 9000))
      default: .acknowledged(Acknowledgement(request.type, therapySeconds: 1))
      }
    }
    var handset = ProgrammerSession.sample(nonce: 5)
    _ = port.perform(handset.opening(), &handset)
    return (handset, port)
  }

  @Test(arguments: 0..<8)
  func `whatever is under way, the session can be closed, and another opened`(place: Int) {
    var (handset, port) = open()
    Self.begun[place](&handset)
    #expect(port.perform(.closeSession, &handset, from: 5000).outcome.isAcknowledged)
    #expect(handset.number == nil && !handset.isBusy)
    guard
      case .reply(.sessionOpened) = port.perform(handset.opening(), &handset, from: 6000).outcome
    else {
      Issue.record("no session was opened again")
      return
    }
  }

  @Test(arguments: 0..<8)
  func `what is given up sends nothing more and ends as nothing`(place: Int) {
    var (handset, _) = open()
    Self.begun[place](&handset)
    let order = handset.orderInFlight
    for _ in 0..<3 { handset.abandon() }
    #expect(handset.nextAction() == nil && handset.deadline == nil && !handset.isBusy)
    #expect(handset.unsettled == order)
    handset.tick(at: LinkTime(rawValue: 60_000))
    handset.restore(
      UnsettledOrder(request: .stop, command: .init(session: 9, request: 2), notAfter: 1))
    #expect(handset.nextAction() == nil)
  }

  @Test func `an order that was given up is unknown, and a status settles it`() {
    var (handset, port) = open()
    handset.begin(.order(Order(.stop, notAfter: 2000)), at: .zero)
    handset.abandon()
    #expect(
      port.perform(.order(Order(.stop, notAfter: 2000)), &handset).outcome
        == .failed(.unsettled(.stop)))
    _ = port.perform(.readStatus, &handset)
    #expect(handset.settlement == .notDone && handset.unsettled == nil)
  }

  @Test func `an order is given up by another request as well`() {
    var (handset, port) = open()
    handset.begin(.order(Order(.stop, notAfter: 2000)), at: .zero)
    let order = handset.orderInFlight
    handset.begin(.readTherapy, at: .zero)
    #expect(handset.unsettled == order)
    _ = port.run(&handset)
    #expect(handset.unsettled == order)
  }
}

extension Outcome? {
  fileprivate var isAcknowledged: Bool {
    if case .reply(.acknowledged) = self { return true }
    return false
  }
}
