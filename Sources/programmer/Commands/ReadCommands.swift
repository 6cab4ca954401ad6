import ArgumentParser
import PumpText
import Telemetry

/// `programmer identify`.
struct IdentifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify", abstract: "Ask the pump who it is. Needs no card.")

  @OptionGroup var port: PortOptions

  struct Result: Verb.Result {
    let pump: PumpReport
    let schema: UInt32

    struct Report: Encodable {
      let pump: PumpReport
      let schema: String
    }

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
    commandName: "interrogate", abstract: "Read everything a clinician reviews.")

  @OptionGroup var port: PortOptions

  func run() throws {
    try InterrogationReport.run(port, isFull: true)
  }
}

/// `programmer status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Read what the pump is doing now.")

  @OptionGroup var port: PortOptions

  func run() throws {
    try InterrogationReport.run(port, isFull: false)
  }
}

/// `programmer therapy`.
struct TherapyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "therapy", abstract: "Read the programme of infusion.")

  @OptionGroup var port: PortOptions

  struct Result: Verb.Result {
    let report: TherapyReport

    struct Report: Encodable { let therapy: TherapyJSON }

    var json: any Encodable { Report(therapy: TherapyJSON(report)) }

    var words: String {
      let daily = UInt64(report.dailyNanograms)
      var lines = Lines()
      lines.add("mode", report.therapy.mode.words)
      lines.add("drug", "\(report.drug.name) \(QuantityWords.concentration(report.concentration))")
      lines.add("24-h total", QuantityWords.dose(nanograms: daily))
      lines.add(
        "flow", QuantityWords.flow(nanolitresPerDay: UInt64(report.flowNanolitresPerDay)))
      lines.add(
        "day", Picture.day(nanogramsPerDay: Array(repeating: daily, count: 24), full: daily))
      return lines.text
    }
  }

  func run() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      defer { visit.end() }
      return Result(report: try visit.therapy())
    }
  }
}

extension InterrogationReport {
  /// A visit that only reads.
  fileprivate static func run(_ port: PortOptions, isFull: Bool) throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      defer { visit.end() }
      return InterrogationReport(body: try visit.interrogate(), isFull: isFull)
    }
  }
}
