package import Clinic
import PumpText
import Quantities
package import Telemetry

/// What one look at a pump showed.
package struct WatchView {
  /// What the pump tells of itself.
  package let result: InterrogationResult
  /// The step that changes the dose next; `nil` when none does.
  package let next: ComingStep?
  /// What was ordered lately, the newest first.
  package let orders: [LogRow]

  /// What a look showed.
  package init(result: InterrogationResult, next: ComingStep?, orders: [LogRow]) {
    self.result = result
    self.next = next
    self.orders = orders
  }

  /// Whether an entry of the log tells of an order.
  package static func isOrder(_ entry: LogEntry) -> Bool {
    entry.kind == .order || entry.kind == .emergency
  }

  /// What is shown of it, each with its label: what is wrong first, for the rest may not fit.
  package var facts: [ScreenFact] {
    var facts = result.facts
    if !orders.isEmpty {
      let lines = orders.map { "\($0.time)  \($0.words)" }
      facts.insert(
        ScreenFact("orders", lines[0], more: Array(lines.dropFirst())),
        at: Self.place(behind: "last order", in: facts))
    }
    if let next {
      facts.insert(
        Self.fact(next, result.body.clock), at: Self.place(behind: "therapy", in: facts))
    }
    let alarms = facts.filter { $0.label == "alarms" }
    facts.removeAll { $0.label == "alarms" }
    facts.insert(contentsOf: alarms, at: Self.place(behind: "pump", in: facts))
    return facts
  }

  private static func place(behind label: String, in facts: [ScreenFact]) -> Int {
    (facts.firstIndex { $0.label == label } ?? facts.count - 1) + 1
  }

  private static func fact(_ next: ComingStep, _ clock: WallClock?) -> ScreenFact {
    let day = Weekdays([next.weekday]).words
    return ScreenFact(
      "next",
      "\(day) \(StepWords.line(next.step)), in \(MomentWords.length(next.ahead, from: clock))")
  }
}
