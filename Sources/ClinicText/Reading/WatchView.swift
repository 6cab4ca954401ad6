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

  /// What is shown of it, each with its label.
  package var facts: [ScreenFact] {
    var facts = result.facts
    if let next { facts.insert(Self.fact(next, result.body.clock), at: place(behind: "therapy")) }
    // The log tells of the last order too, and of those before it.
    guard !orders.isEmpty else { return facts }
    let lines = orders.map { "\($0.time)  \($0.words)" }
    facts.insert(
      ScreenFact("orders", lines[0], more: Array(lines.dropFirst())),
      at: place(behind: "last order"))
    return facts
  }

  private func place(behind label: String) -> Int {
    (result.facts.firstIndex { $0.label == label } ?? result.facts.count - 1) + 1
  }

  private static func fact(_ next: ComingStep, _ clock: WallClock?) -> ScreenFact {
    let day = Weekdays([next.weekday]).words
    return ScreenFact(
      "next",
      "\(day) \(StepWords.line(next.step)), in \(MomentWords.length(next.ahead, from: clock))")
  }
}
