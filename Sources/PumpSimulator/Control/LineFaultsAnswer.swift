import BadLink
import BenchControl
import PumpText
import PumpWorld
import Quantities

extension LineFaultsAnswer {
  init(_ line: BenchLine) {
    self.init()
    to_pump = Way(line, to: .pump)
    from_pump = Way(line, to: .programmer)
  }

  /// Both directions for people.
  var words: String { to_pump.words("to the pump") + from_pump.words("from the pump") }
}

extension LineFaultsAnswer.Way {
  fileprivate init(_ line: BenchLine, to end: DuplexLine.End) {
    self.init()
    seed = line.seed(to: end)
    faults = line.faults(to: end)
    counts = faults.isPerfect ? nil : line.counts(to: end)
  }

  /// The direction for people: a line, and one more for each fault.
  fileprivate func words(_ name: String) -> String {
    guard let counts else { return name.padded(to: 15) + "no fault\n" }
    let writes = QuantityWords.count(counts.writes, "write", "writes")
    var text = name.padded(to: 15) + "\(writes) since it was set, seed \(seed)\n"
    func row(_ fault: String, _ words: String) {
      text += "  " + fault.padded(to: 13) + words + "\n"
    }
    for chance in LinkChance.allCases {
      // What only takes time stands between what damages and what moves.
      if chance == .reorder, faults.latency > .zero || faults.jitter > .zero {
        row("latency", latency)
      }
      guard faults[chance] > .never else { continue }
      let share = QuantityWords.percent(partsPerMillion: UInt64(faults[chance].partsPerMillion))
      let (of, happened) = words(chance, counts[chance])
      row(chance.word, "\(share) \(of): \(happened)")
    }
    if let baud = faults.baud { row("baud", "\(baud)") }
    return text
  }

  /// What a chance is one of, and how often it has happened.
  private func words(_ chance: LinkChance, _ count: UInt64) -> (of: String, happened: String) {
    switch chance {
    case .duplicate: return ("of writes", "\(count) sent twice")
    case .loss: return ("of writes", "\(count) lost")
    case .truncate: return ("of writes", "\(count) cut off")
    case .burst:
      let length = QuantityWords.count(UInt64(faults.burstLength), "byte", "bytes")
      return ("of writes, up to \(length)", QuantityWords.count(count, "burst", "bursts"))
    case .flip: return ("of bytes", "\(QuantityWords.count(count, "bit", "bits")) turned")
    case .reorder: return ("of writes", "\(count) held back")
    case .merge: return ("of writes", "\(count) joined to the one before")
    case .split: return ("of writes", "\(count) in two pieces")
    case .stall:
      let length = QuantityWords.exactDuration(faults.stallLength)
      return ("of writes, for \(length)", QuantityWords.count(count, "stall", "stalls"))
    }
  }

  private var latency: String {
    let least = QuantityWords.exactDuration(faults.latency)
    let jitter = QuantityWords.exactDuration(faults.jitter)
    return faults.jitter == .zero ? least : "\(least), and up to \(jitter) more"
  }
}
