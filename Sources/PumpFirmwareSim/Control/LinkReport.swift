import BadLink
import BenchControl
import PumpText
import PumpWorld
import Quantities

extension LinkReport {
  init(_ line: BenchLine) {
    self.init()
    to_pump = Way(line, to: .pump)
    from_pump = Way(line, to: .programmer)
  }

  /// Both directions for people.
  var words: String { to_pump.words("to the pump") + from_pump.words("from the pump") }
}

extension LinkReport.Way {
  fileprivate init(_ line: BenchLine, to end: DuplexLink.End) {
    self.init()
    let faults = line.faults(to: end)
    seed = line.seed(to: end)
    loss_ppm = faults.loss.partsPerMillion
    duplicate_ppm = faults.duplicate.partsPerMillion
    reorder_ppm = faults.reorder.partsPerMillion
    truncate_ppm = faults.truncate.partsPerMillion
    burst_ppm = faults.burst.partsPerMillion
    burst_bytes = faults.burst > .never ? faults.burstLength : nil
    flip_ppm = faults.flip.partsPerMillion
    merge_ppm = faults.merge.partsPerMillion
    split_ppm = faults.split.partsPerMillion
    latency_ms = faults.latency.rawValue
    jitter_ms = faults.jitter.rawValue
    stall_ppm = faults.stall.partsPerMillion
    stall_ms = faults.stall > .never ? faults.stallLength.rawValue : nil
    baud = faults.baud
    counts = faults.isPerfect ? nil : LinkReport.Counts(line.counts(to: end))
  }

  /// The direction for people: a line, and one more for each fault.
  fileprivate func words(_ name: String) -> String {
    guard let counts else { return name.padded(to: 15) + "no fault\n" }
    let writes = QuantityWords.count(counts.writes, "write", "writes")
    var text = name.padded(to: 15) + "\(writes) since it was set, seed \(seed)\n"
    func row(_ fault: String, _ words: String, _ count: String) {
      text += "  " + fault.padded(to: 13) + words + (count.isEmpty ? "" : ": \(count)") + "\n"
    }
    func chance(_ fault: String, _ ppm: UInt32, _ of: String, _ count: String) {
      if ppm > 0 {
        row(fault, "\(QuantityWords.percent(partsPerMillion: UInt64(ppm))) \(of)", count)
      }
    }
    chance("duplicate", duplicate_ppm, "of writes", "\(counts.duplicated) sent twice")
    chance("loss", loss_ppm, "of writes", "\(counts.lost) lost")
    chance("truncate", truncate_ppm, "of writes", "\(counts.truncated) cut off")
    let length = QuantityWords.count(UInt64(burst_bytes ?? 0), "byte", "bytes")
    let bursts = QuantityWords.count(counts.bursts, "burst", "bursts")
    chance("burst", burst_ppm, "of writes, up to \(length)", bursts)
    let flipped = QuantityWords.count(counts.flipped, "bit", "bits")
    chance("flip", flip_ppm, "of bytes", "\(flipped) turned")
    if latency_ms + jitter_ms > 0 { row("latency", latency, "") }
    chance("reorder", reorder_ppm, "of writes", "\(counts.reordered) held back")
    chance("merge", merge_ppm, "of writes", "\(counts.merged) joined to the one before")
    chance("split", split_ppm, "of writes", "\(counts.split) in two pieces")
    let stall = QuantityWords.exactDuration(Milliseconds(rawValue: stall_ms ?? 0))
    let stalls = QuantityWords.count(counts.stalls, "stall", "stalls")
    chance("stall", stall_ppm, "of writes, for \(stall)", stalls)
    if let baud { row("baud", "\(baud)", "") }
    return text
  }

  private var latency: String {
    let least = QuantityWords.exactDuration(Milliseconds(rawValue: latency_ms))
    let jitter = QuantityWords.exactDuration(Milliseconds(rawValue: jitter_ms))
    return jitter_ms == 0 ? least : "\(least), and up to \(jitter) more"
  }
}

extension LinkReport.Counts {
  fileprivate init(_ counts: LinkCounts) {
    self.init()
    writes = counts.writes
    lost = counts.lost
    duplicated = counts.duplicated
    reordered = counts.reordered
    truncated = counts.truncated
    bursts = counts.bursts
    flipped = counts.flipped
    merged = counts.merged
    split = counts.split
    stalls = counts.stalls
  }
}
