import ArgumentParser
import Foundation
import PumpText
import Quantities
import Telemetry

/// `programmer clock`.
struct ClockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "Read the pump's wall clock, or set it.",
    discussion: """
      Examples: programmer clock
                programmer clock set now
                programmer clock set 2026-03-02 08:00
      """)

  @Argument(help: ArgumentHelp("Nothing to read it; or: set now; or: set DATE TIME."))
  var words: [String] = []

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  struct Result: Verb.Result {
    let clock: WallClock?
    let wasSet: Bool

    struct Report: Encodable {
      let outcome: String
      let clock: String?
    }

    var json: any Encodable {
      Report(
        outcome: wasSet ? "done" : "read",
        clock: clock.map { QuantityWords.clock($0).replacing(" ", with: "T") })
    }

    var words: String {
      (wasSet ? "done: the clock shows " : "")
        + (clock.map(QuantityWords.clock) ?? "the clock was never set") + "\n"
    }
  }

  func validate() throws { _ = try wanted() }

  func run() throws {
    let wanted = try self.wanted()
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      guard let wanted else {
        visit.end()
        return Result(clock: now.clock, wasSet: false)
      }
      let shown = now.clock.map(QuantityWords.clock) ?? "never set"
      try visit.confirm(
        "now         \(shown)\nnew         \(QuantityWords.clock(wanted))\n",
        question: "Set the clock?", yes: change.yes)
      let done = try visit.order { .setClock(SetClock(wanted, notAfter: $0)) }
      return Result(clock: done.after?.clock ?? wanted, wasSet: true)
    }
  }

  private func wanted() throws -> WallClock? {
    if words.isEmpty { return nil }
    guard words.first == "set", words.count > 1 else {
      throw ValidationError("Write: clock, clock set now, or clock set 2026-03-02 08:00.")
    }
    let text = words.dropFirst().joined(separator: " ")
    do throws(QuantityError) {
      return try text == "now" ? Self.localTime() : QuantityWords.parseClock(text)
    } catch {
      throw ValidationError("\(error.description). Nothing was sent.")
    }
  }

  /// What the clock on the wall shows here and now.
  private static func localTime() throws(QuantityError) -> WallClock {
    let fields: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute, .second]
    let parts = Calendar(identifier: .gregorian).dateComponents(fields, from: Date())
    let numbers = [parts.month, parts.day, parts.hour, parts.minute, parts.second]
      .map { $0 ?? 0 }
    return try QuantityWords.parseClock(
      "\(parts.year ?? 0)-\(numbers[0])-\(numbers[1]) \(numbers[2]):\(numbers[3]):\(numbers[4])")
  }
}
