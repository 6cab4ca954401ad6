import BadLink
import PumpText
import Quantities

/// What a bench did to what went over a line, as a capture says it. Spec: captures.md, "Comments".
enum LinkFaultWords {
  /// What every comment about a fault begins with.
  static let prefix = "injected: "

  /// Each fault that happened, in words.
  static func happened(_ counts: [(chance: LinkChance, count: UInt64)]) -> [String] {
    counts.map { prefix + words($0.chance, $0.count) }
  }

  /// That everything takes its time; nothing where it does not.
  static func delay(_ faults: LinkFaults) -> [String] {
    guard faults.latency > .zero || faults.jitter > .zero else { return [] }
    let least = QuantityWords.exactDuration(faults.latency)
    let jitter = QuantityWords.exactDuration(faults.jitter)
    return [
      prefix + "delayed by \(least)" + (faults.jitter == .zero ? "" : ", and up to \(jitter) more")
    ]
  }

  private static func words(_ chance: LinkChance, _ count: UInt64) -> String {
    let times = count == 1 ? "" : ", \(count) times"
    return switch chance {
    case .duplicate: "sent twice\(times)"
    case .loss: "lost\(times)"
    case .truncate: "cut off\(times)"
    case .burst: QuantityWords.count(count, "burst of noise", "bursts of noise")
    case .flip: QuantityWords.count(count, "bit", "bits") + " turned"
    case .reorder: "held back until others have passed\(times)"
    case .merge: "joined to the one before\(times)"
    case .split: "cut in two pieces\(times)"
    case .stall: "stalled\(times)"
    }
  }
}
