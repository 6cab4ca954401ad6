import Clinic
import ProgrammerSession
import Quantities
import Telemetry

/// The log, page by page, for a report.
extension Handheld {
  /// Reads so many of the newest entries of the log.
  func readLog(_ count: Int, _ facts: VisitFacts, at now: LinkTime) {
    goOn(LogCollector(from: 1, last: count, archived: []), facts, at: now)
  }

  /// Asks for the next page, or ends where all of it was read.
  private func goOn(_ log: LogCollector, _ facts: VisitFacts, at now: LinkTime) {
    guard let first = log.wants else { return close(.reported(facts, log.result), at: now) }
    phase = .readingLog(log, facts)
    ask(.query(.readLog(ReadLog(from: first))), at: now)
  }

  /// The pump answered to a request for a page.
  func heardLog(
    _ outcome: Outcome, _ log: LogCollector, _ facts: VisitFacts, at now: LinkTime
  ) {
    let answer: LogAnswer
    switch outcome {
    case .reply(.logPage(let page)): answer = .page(page)
    case .refused(let refusal) where refusal.code == .noSuchEntry:
      answer = .noSuchEntry(nearest: UInt32(clamping: refusal.limit))
    case .reply, .refused, .failed, .doneUnheard, .notDone, .unknown:
      return close(.failed(VisitFault(unanswered: outcome)), at: now)
    }
    var log = log
    do throws(LogFault) {
      try log.heard(answer)
    } catch {
      return close(.failed(.wrongKind), at: now)
    }
    goOn(log, facts, at: now)
  }
}
