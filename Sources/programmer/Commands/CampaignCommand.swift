import ArgumentParser
import Clinic
import ClinicText
import Handheld
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry

/// `programmer campaign`: many boluses in few visits, for a bench that kills either side meanwhile.
///
/// It is not for people, and no help names it. Each bolus goes the way of every other order:
/// foretold, consented to, stored, sent, settled. What became of it is said as `ID OUTCOME`, once
/// that is stored. What fails is said on standard error, and the next visit goes on from there.
struct CampaignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign", abstract: "Give many boluses, one after the other.",
    shouldDisplay: false)

  @Option(help: ArgumentHelp("How many orders there are to be in all.", valueName: "count"))
  var orders: Int

  @Option(help: ArgumentHelp("The dose of each in ng.", valueName: "ng"))
  var nanograms: UInt32

  @Option(help: ArgumentHelp("How long to wait for an answer.", valueName: "ms"))
  var answer: UInt64 = 60

  @Option(help: ArgumentHelp("How long to wait between two orders.", valueName: "ms"))
  var pause: Int = 15

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws {
    if !change.yes { throw ValidationError("Add --yes: it asks nobody. Nothing was sent.") }
  }

  /// How many orders are given between two readings of the pump's log, which holds 4096 entries.
  private static let ordersToAReading = 500

  func run() throws {
    let timings = SessionTimings(
      answer: Milliseconds(rawValue: answer), tries: 8,
      orderLife: Milliseconds(rawValue: 20 * answer), settlePause: Milliseconds(rawValue: 10))
    var isDone = false
    var failures = 0
    while !isDone {
      do {
        isDone = try Verb.noticed { try visit(timings) }
        failures = 0
      } catch let error as ExitCode {
        throw error
      } catch {
        let words = (error as? ProgrammerError)?.message(.commandLine) ?? "\(error)"
        Verb.tell(words)
        failures += 1
        // Longer than any restart of the pump takes.
        if failures > 200 { throw ExitCode(ProgramExitStatus.unavailable.rawValue) }
        try Self.wait(50)
      }
    }
  }

  /// Gives boluses until there are enough, or something fails; true when there are enough.
  private func visit(_ timings: SessionTimings) throws -> Bool {
    let visit = try Visit.begin(port, timings: timings)
    guard let archive = visit.connection.recorder.archive else { throw visit.surprise }
    let serial = visit.identity.serial.string
    while true {
      try readLog(visit, archive, serial)
      for _ in 0..<Self.ordersToAReading {
        let count = try archive.orderCount(serial: serial)
        if count >= orders {
          visit.end()
          return true
        }
        try giveBolus(visit, archive)
        try Self.wait(pause)
      }
    }
  }

  private func giveBolus(_ visit: Visit, _ archive: Archive) throws {
    let outcome = try visit.connection.order(.consented(try consent(visit)))
    if let word = Self.word(for: outcome) {
      let number = try archive.lastOrder(serial: visit.identity.serial.string) ?? 0
      guard try Verb.show("\(number) \(word)\n") else {
        throw ExitCode(ProgramExitStatus.untold.rawValue)
      }
    }
    switch outcome {
    case .failed(let error): throw OutcomeWords.error(error, port: visit.connection.name)
    case .reply(.acknowledged), .doneUnheard, .refused, .notDone: break
    case .reply, .unknown:
      throw ProgrammerError(.unknown, OutcomeWords.unknown(visit.connection.unsettled))
    }
  }

  /// What is said of an order on standard output; `nil` of one that was not sent.
  static func word(for outcome: Outcome) -> String? {
    switch outcome {
    case .reply(.acknowledged): "done"
    case .doneUnheard: "done_unheard"
    case .refused(let refusal): "refused_\(refusal.name)"
    case .notDone: "not_done"
    case .reply, .unknown: "unknown"
    case .failed: nil
    }
  }

  /// The consent to the next bolus. One that is beyond the largest step ends the campaign: nobody
  /// is there who could confirm it.
  private func consent(_ visit: Visit) throws -> Consent {
    let proposal = try visit.propose(
      .bolus(nanograms: nanograms, milliseconds: 60_000, overridesSoftLimits: false))
    do {
      return try visit.consent(
        to: proposal, preview: "", question: "Give it?", given: GivenConsent(yes: change.given))
    } catch let error as ProgrammerError {
      Verb.tell(error.message(.commandLine))
      throw ExitCode(error.exitStatus.rawValue)
    }
  }

  /// Keeps what the pump's log says, before the pump overwrites it.
  private func readLog(_ visit: Visit, _ archive: Archive, _ serial: String) throws {
    guard let bounds = try visit.logReader.bounds() else { return }
    let known = try archive.lastLogEntry(serial: serial)
    let stretch = try visit.logReader.read(
      from: max(bounds.lowerBound, known + 1), through: bounds.upperBound)
    try archive.add(stretch.entries, serial: serial)
  }

  private static func wait(_ milliseconds: Int) throws {
    var nothing = PollSet(capacity: 1)
    try nothing.wait(timeoutMilliseconds: milliseconds)
  }
}
