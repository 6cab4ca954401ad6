import Clinic
import ClinicText
package import ProgrammerSession
package import PumpText
package import Quantities
import SerialLink
import Telemetry

/// Many boluses in few visits, for a bench that kills either side meanwhile. Each goes the way of
/// every other order: foretold, consented to, stored, sent, settled.
package struct Campaign {
  private let orders: Int
  private let nanograms: UInt32
  private let pause: Int
  private let timings: SessionTimings
  private let given: GivenConsent

  /// Somebody would have to consent who is not there: the campaign is over.
  private struct Unconsented: Error {
    /// What the consent was wanted for.
    let error: ProgrammerError
  }

  /// How many orders are given between two readings of the pump's log, which holds 4096 entries.
  private static let ordersToAReading = 500

  /// A campaign.
  /// - Parameters:
  ///   - orders: How many orders to the pump there are to be in all.
  ///   - nanograms: The dose of each.
  ///   - answer: How long an answer is waited for.
  ///   - pause: How long is waited between two orders, in ms of real time.
  package init(
    orders: Int, nanograms: UInt32, answer: Milliseconds, pause: Int, given: GivenConsent
  ) {
    self.orders = orders
    self.nanograms = nanograms
    self.pause = pause
    self.given = given
    timings = SessionTimings(
      answer: answer, tries: 8, orderLife: Milliseconds(rawValue: 20 * answer.rawValue),
      settlePause: Milliseconds(rawValue: 10))
  }

  /// Nobody reads any more what becomes of the orders.
  private struct Unread: Error {}

  /// How many visits may fail one after the other, at 50 ms each: longer than any restart takes.
  private static let mostFailures = 200

  /// Gives boluses in visit after visit until there are enough, and says how it ended. A visit that
  /// fails is told of, and the next goes on from there.
  /// - Parameter tell: Takes the number of an order and what became of it, once that is stored;
  ///   false when nobody reads it any more.
  package func run(
    _ access: () throws -> PumpAccess, tell: (_ number: Int64, _ word: String) throws -> Bool
  ) throws -> ProgramExitStatus {
    var failures = 0
    while true {
      do {
        let access = try access()
        do {
          try visit(access) { number, word in
            failures = 0
            guard try tell(number, word) else { throw Unread() }
          }
          return .done
        } catch let stop as Unconsented {
          Notices.say(stop.error.message(access.place.face))
          return stop.error.exitStatus
        } catch let error as ProgrammerError {
          Notices.say(error.message(access.place.face))
        }
      } catch is Unread {
        return .untold
      } catch {
        Notices.say("\(error)")
      }
      failures += 1
      if failures > Self.mostFailures { return .unavailable }
      try Self.wait(50)
    }
  }

  /// Gives boluses in one visit until there are enough. Throws what fails, and ``Unconsented``.
  private func visit(
    _ access: PumpAccess, tell: (_ number: Int64, _ word: String) throws -> Void
  ) throws {
    let visit = try Visit.begin(access, timings: timings)
    guard let archive = visit.connection.recorder.archive else { throw visit.surprise }
    let serial = visit.identity.serial.string
    while true {
      try readLog(visit, archive, serial)
      for _ in 0..<Self.ordersToAReading {
        if try archive.orderCount(serial: serial) >= orders { return visit.end() }
        try giveBolus(visit, archive, tell)
        try Self.wait(pause)
      }
    }
  }

  private func giveBolus(
    _ visit: Visit, _ archive: Archive, _ tell: (Int64, String) throws -> Void
  ) throws {
    let outcome = try visit.connection.order(.consented(try consent(visit)))
    if let word = Self.word(for: outcome) {
      try tell(try archive.lastOrder(serial: visit.identity.serial.string) ?? 0, word)
    }
    switch outcome {
    case .failed(let error): throw OutcomeWords.error(error, port: visit.connection.name)
    case .reply(.acknowledged), .doneUnheard, .refused, .notDone: break
    case .reply, .unknown:
      throw ProgrammerError(.unknown, OutcomeWords.unknown(visit.connection.unsettled))
    }
  }

  /// What is said of an order; `nil` of one that was not sent.
  package static func word(for outcome: Outcome) -> String? {
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
      return try visit.consent(to: proposal, preview: "", question: "Give it?", given: given)
    } catch let error as ProgrammerError {
      throw Unconsented(error: error)
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

  /// Lets so many ms of real time pass.
  private static func wait(_ milliseconds: Int) throws {
    var nothing = PollSet(capacity: 1)
    try nothing.wait(timeoutMilliseconds: milliseconds)
  }
}
