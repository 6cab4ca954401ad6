import ArgumentParser
import CommandEntry
import Console
import PumpText
import Quantities
import Telemetry

/// `programmer identify`.
struct IdentifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify", abstract: "Ask the pump who it is. Needs no card.",
    discussion: "Example: programmer identify --port tcp://127.0.0.1:5900")

  @OptionGroup var port: PortOptions

  struct Result: Verb.Result {
    let pump: PumpReport
    let schema: UInt32

    struct Report: Encodable {
      let pump: PumpReport
      let schema: String
    }

    var outcome: VerbAnswer.Outcome { .read }
    var json: any Encodable { Report(pump: pump, schema: String(schema, radix: 16)) }

    var words: String {
      "\(pump.model) \(pump.serial), firmware \(pump.firmware), protocol \(pump.protocol)\n"
    }
  }

  func run() throws {
    try Verb.run(json: port.json) {
      let visit = try Visit(identifying: port)
      return Result(pump: PumpReport(visit.identity), schema: visit.identity.schema)
    }
  }
}

/// `programmer interrogate`.
struct InterrogateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interrogate", abstract: "Read everything a clinician reviews.",
    discussion: "Example: programmer interrogate --json")

  @OptionGroup var port: PortOptions

  func run() throws {
    try InterrogationReport.run(port, isFull: true)
  }
}

/// `programmer status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Read what the pump is doing now.",
    discussion: "Example: programmer status")

  @OptionGroup var port: PortOptions

  func run() throws {
    try InterrogationReport.run(port, isFull: false)
  }
}

/// `programmer therapy`.
struct TherapyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "therapy", abstract: "Read the programme of infusion.",
    discussion: "Example: programmer therapy")

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { visit in
      let now = try visit.interrogate()
      return TherapyResult(
        programme: try Stager(ask: visit.reply).programme(visit.therapy()), clock: now.clock,
        minutesToBolus: now.minutesToPeriodicBolus, present: Present(now))
    }
  }
}

/// The programme that runs, for people and for programs.
struct TherapyResult: Verb.Result {
  let programme: Programme
  /// The pump's clock; `nil` when it was never set.
  let clock: WallClock?
  /// Minutes until the next bolus of the programme is due; `nil` when none is to come.
  let minutesToBolus: UInt32?
  /// What flows now, which need not be the programme.
  let present: Present

  struct Report: Encodable {
    let therapy: TherapyJSON
    let flows: Present.Name
    @OrNull var periodic_bolus_due_min: UInt32?
  }

  var outcome: VerbAnswer.Outcome { .read }
  var json: any Encodable {
    Report(
      therapy: TherapyJSON(programme), flows: present.name, periodic_bolus_due_min: minutesToBolus)
  }

  var words: String { words(on: .plain) }

  func words(on paper: Paper) -> String {
    let report = programme.report
    let most = QuantityWords.dose(nanograms: UInt64(report.dailyNanograms))
    let least = QuantityWords.dose(nanograms: UInt64(report.leastDailyNanograms))
    var lines = Lines()
    lines.add("mode", report.therapy.mode.words)
    lines.add("drug", "\(report.drug.name) \(QuantityWords.concentration(report.concentration))")
    lines.add("24-h total", most == least ? most : "\(most), on the smallest day \(least)")
    lines.add("flow", QuantityWords.flow(nanolitresPerDay: UInt64(report.flowNanolitresPerDay)))
    if let bolus = report.therapy.periodic {
      lines.add("periodic", PeriodicWords.line(bolus))
    }
    if let words = present.words { lines.add("flows now", words) }
    if let minutes = minutesToBolus { lines.add("", PeriodicWords.due(minutes, clock)) }
    let days = DayPictures(
      before: nil, after: programme, clock: clock, minutesToBolus: minutesToBolus)
    return lines.text + days.words(paper)
  }
}

extension InterrogationReport {
  /// A visit that only reads.
  fileprivate static func run(_ port: PortOptions, isFull: Bool) throws {
    try Verb.read(port) { visit in
      let body = try visit.interrogate()
      // Its own doses are in the interrogation; those of the other modes take one more question.
      let report =
        body.therapy.mode == .simpleContinuous && body.therapy.periodic == nil
        ? nil : try? visit.therapy()
      return InterrogationReport(
        body: body, running: try visit.foretell(body), therapy: report, isFull: isFull)
    }
  }
}
