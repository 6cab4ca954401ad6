import Clinic
import Quantities
import Telemetry

/// What a visit found and did, for the record.
struct VisitRecord {
  /// An order, and what a person was told of it.
  struct Done {
    /// When, in s of the pump's therapy time, as far as it was told; `nil` where it never was.
    let seconds: UInt32?
    let title: String
    let words: String
    let tone: Node.Tone
  }

  /// How the pump was found; `nil` before it was read.
  private(set) var found: KeptFacts?
  /// What was done with it since.
  private(set) var orders: [Done] = []
  /// When it was read for the last time in the visit before, in s of its therapy time; `nil` where
  /// this handheld knows of none.
  private(set) var before: UInt32?
  private var latest: UInt32 = 0

  /// A pump that was not read for so long, in s, is read in another visit.
  private static var pause: UInt32 { 12 * 3600 }

  /// The pump was read.
  mutating func read(_ facts: VisitFacts) {
    guard let now = facts.now?.status.therapySeconds else { return }
    if found == nil || now > latest && now - latest > Self.pause {
      before = found == nil ? nil : latest
      found = KeptFacts(facts)
      orders = []
    }
    latest = now
  }

  /// A person was told what came of something.
  mutating func note(_ outcome: ClinicianPane.Outcome, seconds: UInt32?) {
    orders.append(
      Done(seconds: seconds, title: outcome.title, words: outcome.words, tone: outcome.tone))
  }
}

/// What was read of a pump, where copies of it are the same one.
final class KeptFacts {
  let facts: VisitFacts

  init(_ facts: VisitFacts) { self.facts = facts }
}

/// A report as it was made, where copies of it are the same one.
final class KeptVisit {
  let facts: VisitFacts
  let log: LogCollection
  let record: VisitRecord

  init(_ facts: VisitFacts, _ log: LogCollection, _ record: VisitRecord) {
    self.facts = facts
    self.log = log
    self.record = record
  }
}
