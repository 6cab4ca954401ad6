import Foundation
import GatewayCore
import ProgrammerSession
import PumpLinkTesting
import PumpLinkTestingProcesses
import PumpText
import PumpWorld
import Quantities
import SerialLink
import Synchronization
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Whole sessions through the gateway, from either side.
@Suite(.waiting, .limited, .serialized, .pumpProcess(seed: 5))
struct SessionTests {
  @Test func `a sealed session in the page orders from a pump on a port, which carries it out`()
    throws
  {
    let pump = try PumpProcess.current
    let bench = try GatewayBench(port: pump.port)
    let end = try bench.open("port")
    try end.event("open")
    var visit = try SessionOverSocket(end, card: pump.card)
    guard case .reply(.identity(let identity)) = try visit.perform(.opening(.identify)) else {
      throw NothingCame(what: "an identity")
    }
    #expect(identity.serial == visit.session.pairing?.serial)
    guard case .reply(.sessionOpened) = try visit.perform(visit.session.opening()) else {
      throw NothingCame(what: "a session")
    }
    let bolus = StartBolus(nanograms: 10_000, milliseconds: 600_000)
    let order = try #require(
      visit.session.stamped(
        .startBolus(bolus), at: LinkTime(rawValue: MonotonicClock.milliseconds())))
    guard case .reply(.acknowledged) = try visit.perform(.order(order)) else {
      throw NothingCame(what: "an acknowledgement")
    }
    guard case .reply(.acknowledged) = try visit.perform(.query(.closeSession)) else {
      throw NothingCame(what: "a goodbye")
    }
    let truth = try pump.advance(by: .hours(1))
    // 100 mcg a day are 4.17 an hour, and the bolus 10.
    #expect(truth.received.difference(from: .mcg(14)) <= .mcg(1))
    // The page has the port; whoever else wants it is told who has it.
    let refused = try pump.run("programmer", ["identify"])
    #expect(refused.code == 69 && refused.errors.contains("using this port"))
    try end.socket.send(WebSocketEnd.frame(8, []))
    while try end.next() != .ended {}
    let next = try bench.open("port")
    try next.event("open")
  }

  @Test func `a programmer outside finds the pump in the page, and its order is carried out`()
    throws
  {
    let pump = try PumpProcess.current
    let bench = try GatewayBench(pumpLink: "in-page")
    #expect(bench.gateway.pumpLink == bench.file("in-page"))
    let page = try PumpInPage(port: bench.port, token: bench.token)
    let card = ImplantCard(
      model: "PL-40", serial: "PLK-000001",
      keys: .init(
        clinician: AsconBlock.clinicianKey.hexadecimal, patient: AsconBlock.patientKey.hexadecimal))
    try JSONEncoder().encode(card).write(to: URL(fileURLWithPath: bench.file("card.json")))
    _ = unsafe chmod(bench.file("card.json"), 0o600)
    let at = ["--port", bench.file("in-page"), "--card", bench.file("card.json"), "--json"]
    let status = try pump.run("programmer", ["interrogate"] + at)
    #expect(status.code == 0 && status.json.pump.serial == "PLK-000001", "\(status.errors)")
    let dose = try pump.run("programmer", ["dose", "110", "mcg/day", "--yes"] + at)
    #expect(dose.code == 0, "\(dose.errors)")
    let told = page.stop(afterDepartures: 2)
    #expect(told.therapy == .daily(110_000))
    #expect(told.events == ["opened", "closed", "opened", "closed"])
  }

  @Test func `a pump that is in no page is silent, and what is said to nobody stays unsaid`() throws
  {
    let bench = try GatewayBench(pumpLink: "in-page")
    do {
      let port = try SerialPort(opening: bench.file("in-page"))
      #expect(try port.write([1, 2, 3]) == 3)
    }
    let page = try bench.open("pump")
    try page.event("open")
    // Whoever was there before the page has gone.
    try page.send([7])
    #expect(try page.event("dropped").dropped_bytes == 1)
    let port = try SerialPort(opening: bench.file("in-page"))
    try page.event("opened")
    _ = try port.write([4])
    #expect(try page.take(1) == [4])
    try page.send([5])
    let line = ByteLine(port)
    #expect(try line.take(1) == [5])
    let second = try bench.open("pump")
    #expect(try second.event("held").by?.who == "client")
  }
}

extension ByteLine {
  /// The next bytes.
  borrowing func take(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 1)
    set.add(fileDescriptor, .readable)
    while bytes.count < count {
      guard try set.wait(timeoutMilliseconds: 60_000) > 0 else { throw NothingCame(what: "bytes") }
      switch try read(into: &buffer) {
      case .bytes(let count): bytes += buffer.prefix(count)
      case .wouldBlock: break
      case .closed: throw NothingCame(what: "bytes, for the line is gone")
      }
    }
    return bytes
  }
}
