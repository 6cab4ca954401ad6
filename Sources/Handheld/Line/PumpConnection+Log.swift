import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import Telemetry

extension PumpConnection {
  /// Asks for a page of the event log.
  func logPage(from first: UInt32) throws -> LogAnswer {
    switch try perform(.query(.readLog(ReadLog(from: first)))) {
    case .reply(.logPage(let page)): return .page(page)
    case .refused(let refusal) where refusal.code == .noSuchEntry:
      return .noSuchEntry(nearest: UInt32(clamping: refusal.limit))
    case .refused(let refusal): throw OutcomeWords.error(refusal)
    case .failed(let error): throw OutcomeWords.error(error, port: name)
    case .reply, .doneUnheard, .notDone, .unknown:
      throw ProgrammerError(
        .protocolViolation, "\(name): a page of the log was asked for, and something else came")
    }
  }
}
