package import Clinic
import ClinicText
package import PumpText
import Quantities
package import Telemetry
package import VerbOutput

/// One entry of the log in JSON.
package struct LogEntryJSON: Encodable {
  package let sequence: UInt32
  let therapy_time_s: UInt32
  @OrNull var clock: String?
  package let kind: String
  package let words: String
  let detail: UInt8
  package let short: UInt16
  let number: UInt32
  package let amount: UInt64
  package let chain: String

  package init(_ item: ChainedEntry, _ clock: LogClock) {
    let entry = item.entry
    sequence = entry.sequence
    therapy_time_s = entry.therapySeconds
    self.clock = clock.clock(of: entry).map {
      QuantityWords.clock($0).replacing(" ", with: "T")
    }
    kind = entry.kind.name
    words = LogWords.sentence(entry)
    detail = entry.detail
    short = entry.short
    number = entry.number
    amount = entry.amount
    let digits = String(item.chain, radix: 16)
    chain = String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The entry as a line for a person.
  package var line: String {
    let time =
      clock?.replacing("T", with: " ") ?? LogRow.time(nil, therapySeconds: therapy_time_s)
    let number = String(sequence)
    return String(repeating: " ", count: max(0, 6 - number.count))
      + "\(number)  \(time)  \(words)\n"
  }
}

/// What is wrong with a log, in JSON.
struct LogFindingJSON: Encodable {
  let problem: LogFinding.Problem
  let sequence: UInt32
  @OrNull var through: UInt32?
  let words: String

  init(_ finding: LogFinding) {
    problem = finding.problem
    sequence = finding.sequence
    if case .missing(let range) = finding { through = range.upperBound }
    words = finding.words
  }
}

/// How doses in the log and counters compare, in JSON.
struct LogAccountJSON: Encodable {
  let holds: Bool
  let stroke_nl: UInt64
  let spans: Int
  let from_therapy_time_s: UInt32
  let to_therapy_time_s: UInt32
  let programmed_ml: Double
  let pumped_ml: Double
  let undelivered_ml: Double
  let undelivered: [Missing]
  let faults: [Fault]

  struct Missing: Encodable {
    let cause: String
    let volume_ml: Double
  }

  struct Fault: Encodable {
    @OrNull var sequence: UInt32?
    let from_therapy_time_s: UInt32
    let to_therapy_time_s: UInt32
    let difference_nl: Int64
  }

  init(_ account: LogAccount) {
    holds = account.faults.isEmpty
    stroke_nl = account.strokeNanolitres
    spans = account.spans.count
    func millilitres(_ nanolitres: Int64) -> Double { Double(nanolitres) / 1e6 }
    programmed_ml = millilitres(account.programmed)
    pumped_ml = millilitres(account.pumped)
    from_therapy_time_s = account.seconds.lowerBound
    to_therapy_time_s = account.seconds.upperBound
    undelivered_ml = millilitres(account.undelivered.reduce(0) { $0 + $1.nanolitres })
    undelivered = account.undelivered.map {
      Missing(cause: $0.cause?.name ?? "unknown", volume_ml: millilitres($0.nanolitres))
    }
    faults = account.faults.map {
      Fault(
        sequence: $0.sequence, from_therapy_time_s: $0.seconds.lowerBound,
        to_therapy_time_s: $0.seconds.upperBound, difference_nl: $0.difference)
    }
  }
}

/// A log, as it was asked for.
package struct LogResult: VerbResult {
  package let collection: LogCollection
  package let entries: [LogEntryJSON]
  /// Whether the whole log was checked.
  package var isVerified = false
  /// The account of volumes; `nil` when it was not made, or cannot be.
  package var account: LogAccount?
  /// How what can be done next is said to who reads it.
  package let face: Face

  package init(
    collection: LogCollection, entries: [LogEntryJSON], isVerified: Bool = false,
    account: LogAccount? = nil, face: Face
  ) {
    self.collection = collection
    self.entries = entries
    self.isVerified = isVerified
    self.account = account
    self.face = face
  }

  private var summary: LogSummary {
    LogSummary(collection, isVerified: isVerified, account: account)
  }

  /// Whether nothing speaks against the log.
  package var holds: Bool { summary.holds }

  private struct JSON: Encodable {
    let oldest: UInt32
    let newest: UInt32
    @OrNull var known_from: UInt32?
    let entries: [LogEntryJSON]
    let findings: [LogFindingJSON]
    @OrNull var holds: Bool?
    @OrNull var first_fault: LogFindingJSON?
    @OrNull var account: LogAccountJSON?
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      oldest: collection.oldest, newest: collection.newest,
      known_from: collection.entries.first?.entry.sequence, entries: entries,
      findings: collection.findings.map(LogFindingJSON.init), holds: isVerified ? holds : nil,
      first_fault: summary.faults.first.map(LogFindingJSON.init),
      account: account.map(LogAccountJSON.init))
  }

  package var words: String {
    entries.map(\.line).joined() + summary.notes(face).map { "\($0.text)\n" }.joined()
      + summary.accountFacts.lines()
  }
}

extension LogAccountWords {
  /// The account under each other.
  var text: String { facts.lines() }
}

extension LogFinding.Problem: Encodable {}
