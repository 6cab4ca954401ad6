package import Clinic
import Quantities

extension LogFinding {
  /// What is wrong, in a sentence.
  package var words: String {
    switch self {
    case .unreadable(let sequence):
      "entry \(sequence) is damaged in the pump's memory and cannot be read"
    case .missing(let range):
      range.count == 1
        ? "entry \(range.lowerBound) is missing: it was overwritten before anybody read it"
        : "entries \(range.lowerBound) to \(range.upperBound) are missing: they were overwritten "
          + "before anybody read them"
    case .brokenChain(let sequence):
      "entry \(sequence) does not belong behind the one before it: one of the two was changed"
    case .differsFromArchive(let sequence):
      "entry \(sequence) is not the one that was read and archived before"
    case .wentBack(let sequence):
      "the archive has entries from \(sequence) on that the pump does not have: its log went back, "
        + "or this is another pump's log"
    case .lostBefore(let sequence, let count):
      "the pump could not store \(count) entries before entry \(sequence)"
    }
  }
}
