import BenchControl
import Console
import PumpFirmware
import PumpText
import PumpWorld
import Quantities

extension ReconciliationReport {
  init(_ found: Reconciliation, stroke: Nanolitres) {
    func less(_ left: UInt64, _ right: UInt64) -> Int64 { Int64(left) - Int64(right) }
    self.init()
    truth.pumped_nl = found.pumped.rawValue
    truth.pumped_pg = found.pumpedDrug.rawValue
    truth.patient_pg = found.patientDrug.rawValue
    counter.strokes = found.strokes
    counter.pumped_nl = found.counted.rawValue
    counter.pumped_pg = found.believed.rawValue
    programme.programmed_pg = found.programmed.rawValue
    programme.owed_pg = found.owed.rawValue
    programme.undelivered_pg = found.undelivered.rawValue
    // The account has the low half of the strokes; it is never newer than the counter.
    let account = found.log.account
    let strokes = account.map { account -> UInt64 in
      let turn: UInt64 = 1 << 32
      let whole = found.strokes / turn * turn + UInt64(account.strokes)
      return whole > found.strokes ? whole - turn : whole
    }
    let logged = strokes.map { $0 * stroke.rawValue }
    log.oldest = found.log.oldest
    log.newest = found.log.newest
    log.damaged = found.log.damaged
    log.lost = found.log.lost
    log.undelivered_pg = found.log.undelivered.rawValue
    log.account_s = account?.time.seconds
    log.account_pumped_nl = logged
    log.account_programmed_pg = account?.programmed.rawValue
    differences.counter_truth_nl = less(found.counted.rawValue, found.pumped.rawValue)
    differences.counter_truth_pg = less(found.believed.rawValue, found.pumpedDrug.rawValue)
    differences.programme_counter_pg = less(found.programmed.rawValue, found.believed.rawValue)
    differences.log_counter_nl = logged.map { less($0, found.counted.rawValue) }
    differences.log_programme_pg = account.map {
      less($0.programmed.rawValue, found.programmed.rawValue)
    }
    differences.log_undelivered_pg = less(
      found.log.undelivered.rawValue, found.undelivered.rawValue)
  }

  /// The witnesses side by side.
  var words: String { words(on: .plain) }

  /// The witnesses side by side, or where no table has room one under the other.
  func words(on paper: Paper) -> String {
    let isTable = paper.columns >= Self.tableWidth
    let head = isTable ? [Row(volume: "volume", drug: "drug")] : []
    return (head + rows).map { isTable ? $0.ofTable : $0.words }.joined()
  }

  /// The narrowest paper with room for the table and something to read in its last column.
  private static let tableWidth = 72

  /// What one witness says.
  private struct Row {
    var name = ""
    var volume = ""
    var drug = ""
    var rest = ""

    var ofTable: String {
      let left = name.padded(to: 11) + volume.padded(to: 16) + drug.padded(to: 20)
      return (left + rest).trimmed + "\n"
    }

    var words: String {
      let found = [volume, drug].filter { !$0.isEmpty }.joined(separator: ", ")
      let text = [found, rest].filter { !$0.isEmpty }.joined(separator: ": ")
      return name.padded(to: 11) + text + "\n"
    }
  }

  private var rows: [Row] {
    let volume = QuantityWords.exactVolume(nanolitres:)
    let drug = QuantityWords.dose(picograms:)
    func signed(_ value: Int64, _ words: (UInt64) -> String) -> String {
      (value < 0 ? "-" : "+") + words(value.magnitude)
    }
    let against =
      "\(signed(differences.counter_truth_nl, volume)) and "
      + "\(signed(differences.counter_truth_pg, drug)) against the truth"
    let missing =
      "of which \(drug(programme.owed_pg)) is owed and "
      + "\(drug(programme.undelivered_pg)) undelivered"
    let rows = [
      Row(
        name: "truth", volume: volume(truth.pumped_nl), drug: drug(truth.pumped_pg),
        rest: "left the reservoir"),
      Row(drug: drug(truth.patient_pg), rest: "reached the patient"),
      Row(
        name: "counter", volume: volume(counter.pumped_nl), drug: drug(counter.pumped_pg),
        rest: against),
      Row(name: "programme", drug: drug(programme.programmed_pg), rest: missing),
    ]
    guard let at = log.account_s, let nl = log.account_pumped_nl,
      let pg = log.account_programmed_pg, let behind = differences.log_counter_nl,
      let less = differences.log_programme_pg
    else { return rows + [Row(name: "log", rest: "no account of a day yet, \(entries)")] }
    let told =
      "at \(QuantityWords.duration(.seconds(at))): \(signed(behind, volume)) against the "
      + "counter, \(signed(less, drug)) against the programme"
    return rows + [
      Row(name: "log", volume: volume(nl), drug: drug(pg), rest: told),
      Row(drug: drug(log.undelivered_pg), rest: "undelivered by the log, \(entries)"),
    ]
  }

  private var entries: String {
    let state = log.damaged.map { "entry \($0) is damaged" } ?? "all as written"
    return "entries \(log.oldest) to \(log.newest), \(state)"
      + (log.lost > 0 ? ", \(log.lost) lost" : "")
  }
}
