import ClinicSupport
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText

/// What a look at a pump shows, and in which order.
@Suite(.limited)
struct WatchViewTests {
  private func view(alarms: [Alarm] = [], orders: [LogRow] = []) -> WatchView {
    let status = Samples.status {
      $0.flags.isClockSet = true
      for alarm in alarms { $0.alarms.insert(alarm) }
    }
    let body = Samples.interrogation(status, clock: Samples.monday)
    return WatchView(
      result: InterrogationResult(
        body: body, running: Samples.forecast(), isFull: false, drugs: .standard, face: .plain),
      next: body.clock.flatMap { Samples.schedule().comingStep(from: $0) }, orders: orders)
  }

  @Test func `what is wrong stands under who it is, and what comes next under the therapy`() {
    let facts = view(alarms: [.motorStall, .lowReservoir]).facts
    #expect(facts.prefix(4).map(\.label) == ["pump", "alarms", "therapy", "next"])
    #expect(facts[1].more.count == 1 && facts[1].isWarning)
    #expect(facts.count { $0.label == "alarms" } == 1)
    #expect(view().facts[1].value == "none")
  }

  @Test func `what was ordered stands under the last order, the newest first`() throws {
    let orders = [5, 4, 3].map { LogEntry(sequence: $0, therapySeconds: 60, kind: .order) }
    let rows = orders.map { LogRow($0, LogClock([], now: Samples.interrogation())) }
    let facts = view(orders: rows).facts
    let place = try #require(facts.firstIndex { $0.label == "orders" })
    #expect(facts[place - 1].label == "last order")
    #expect(facts[place].more.count == 2 && facts[place].value.contains("order carried out"))
    // Nothing is lost by moving things about.
    #expect(Set(view().result.facts.map(\.label)).isSubset(of: facts.map(\.label)))
  }

  @Test func `only orders and calls for the emergency are orders`() {
    let kinds = LogKind.all.filter {
      WatchView.isOrder(LogEntry(sequence: 1, therapySeconds: 1, kind: $0))
    }
    #expect(kinds == [.order, .emergency])
  }
}
