import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import ProgrammerSession

/// An order that one programmer left behind is taken up by the next.
@Suite(.limited)
struct RestoreTests {
  private let order = UnsettledOrder(
    request: .startBolus, command: AppliedCommand(session: 7, request: 4), notAfter: 2000)

  /// A session, open as number 9, at a pump that names an order as the last it carried out.
  private func open(
    last: AppliedCommand?, alarms: AlarmSet = AlarmSet()
  ) -> (client: ProgrammerSession, port: Port) {
    let port = Port.pump { request in
      switch request {
      case .query(.readStatus): .status(.sample(lastApplied: last, alarms: alarms))
      case .order: .acknowledged(Acknowledgement(.stop, therapySeconds: 1))
      default: nil
      }
    }
    var client = ProgrammerSession.sample(nonce: 1)
    _ = port.perform(client.opening(), &client)
    return (client, port)
  }

  private let stop = Order(.stop, notAfter: 5000)

  @Test func `an order is named before it is begun as it is sent`() throws {
    var (client, _) = open(last: nil)
    let name = try #require(client.name(of: stop))
    #expect(name.command == AppliedCommand(session: 9, request: 2))
    #expect(name.request == .stop && name.notAfter == 5000)
    client.begin(.order(stop), at: .zero)
    #expect(client.orderInFlight == name)
    #expect(client.exchange?.header == MessageHeader(.session(9), request: 2))
  }

  @Test func `without a session an order has no name`() {
    #expect(ProgrammerSession.sample(nonce: 1).name(of: stop) == nil)
  }

  @Test(
    arguments: [
      (AppliedCommand(session: 7, request: 4), .doneUnheard),
      (AppliedCommand(session: 7, request: 3), .notDone),
      (AppliedCommand(session: 6, request: 9), .notDone), (nil, .notDone),
      (AppliedCommand(session: 8, request: 1), nil),
    ] as [(AppliedCommand?, Outcome?)])
  func `a status settles it, unless another order took its place`(
    last: AppliedCommand?, settlement: Outcome?
  ) {
    var (client, port) = open(last: last)
    client.restore(order)
    #expect(port.perform(.order(stop), &client).outcome == .failed(.unsettled(.startBolus)))
    _ = port.perform(.readStatus, &client)
    #expect(client.settlement == settlement)
    #expect((client.unsettled == nil) == (settlement != nil))
  }

  @Test func `a pump that lost its memory settles nothing`() {
    var alarms = AlarmSet()
    alarms.insert(.memoryLost)
    var (client, port) = open(last: nil, alarms: alarms)
    client.restore(order)
    _ = port.perform(.readStatus, &client)
    #expect(client.unsettled == order && client.settlement == nil)
  }

  @Test func `settled in another way it blocks no longer`() {
    for outcome in [Outcome.doneUnheard, .notDone] {
      var (client, port) = open(last: AppliedCommand(session: 8, request: 1))
      client.restore(order)
      client.settle(as: outcome)
      #expect(client.unsettled == nil && client.settlement == outcome)
      guard case .reply? = port.perform(.order(stop), &client).outcome else {
        Issue.record("a settled order still stands in the way")
        return
      }
    }
  }
}
