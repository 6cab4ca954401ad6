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

  private func open() -> (client: ProgrammerSession, port: Port) {
    let port = Port.pump { request in
      switch request {
      case .query(.readStatus): .status(.sample(linkClock: 9000))
      default: .acknowledged(Acknowledgement(request.type, therapySeconds: 1))
      }
    }
    var client = ProgrammerSession.sample(nonce: 5)
    _ = port.perform(client.opening(), &client)
    return (client, port)
  }

  @Test(arguments: 0..<8)
  func `whatever is under way, the session can be closed, and another opened`(place: Int) {
    var (client, port) = open()
    Self.begun[place](&client)
    #expect(port.perform(.closeSession, &client, from: 5000).outcome.isAcknowledged)
    #expect(client.number == nil && !client.isBusy)
    guard
      case .reply(.sessionOpened) = port.perform(client.opening(), &client, from: 6000).outcome
    else {
      Issue.record("no session was opened again")
      return
    }
  }

  @Test(arguments: 0..<8)
  func `what is given up sends nothing more and ends as nothing`(place: Int) {
    var (client, _) = open()
    Self.begun[place](&client)
    let order = client.orderInFlight
    for _ in 0..<3 { client.abandon() }
    #expect(client.nextAction() == nil && client.deadline == nil && !client.isBusy)
    #expect(client.unsettled == order)
    client.tick(at: LinkTime(rawValue: 60_000))
    client.restore(
      UnsettledOrder(request: .stop, command: .init(session: 9, request: 2), notAfter: 1))
    #expect(client.nextAction() == nil)
  }

  @Test func `an order that was given up is unknown, and a status settles it`() {
    var (client, port) = open()
    client.begin(.order(Order(.stop, notAfter: 2000)), at: .zero)
    client.abandon()
    #expect(
      port.perform(.order(Order(.stop, notAfter: 2000)), &client).outcome
        == .failed(.unsettled(.stop)))
    _ = port.perform(.readStatus, &client)
    #expect(client.settlement == .notDone && client.unsettled == nil)
  }

  @Test func `an order is given up by another request as well`() {
    var (client, port) = open()
    client.begin(.order(Order(.stop, notAfter: 2000)), at: .zero)
    let order = client.orderInFlight
    client.begin(.readTherapy, at: .zero)
    #expect(client.unsettled == order)
    _ = port.run(&client)
    #expect(client.unsettled == order)
  }
}

extension Outcome? {
  fileprivate var isAcknowledged: Bool {
    if case .reply(.acknowledged) = self { return true }
    return false
  }
}
