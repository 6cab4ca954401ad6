import BenchControl
import Console
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities

extension ReconciliationAnswer {
  /// Holds the witnesses side by side.
  ///
  /// They are to differ by what is known to be different and by nothing else: the counter from the
  /// truth by the motor's error and by faults, the programme from the counter by what is owed and
  /// undelivered, the log from the counter by what happened since its last account.
  init<Memory>(_ pump: inout VirtualPump<Memory>) {
    self.init()
    let found = pump.truth
    truth.pumped_nl = found.pumped.volume.rawValue
    truth.pumped_pg = found.pumped.drug.rawValue
    truth.patient_pg = found.patient.drug.rawValue
    let drugs = DrugTruth.all(in: pump.world)
    truth.pumped_drugs = drugs.amounts(\.pumped_pg)
    truth.patient_drugs = drugs.amounts(\.patient_pg)
    let state = pump.firmware.state
    let integral = state.integral
    let believed = integral.programmed.minus(integral.owed)?.minus(state.undelivered) ?? .zero
    let stroke = pump.firmware.profile.strokeVolume
    counter.strokes = state.strokes
    counter.pumped_nl = (stroke.times(state.strokes) ?? .zero).rawValue
    counter.pumped_pg = believed.rawValue
    programme.programmed_pg = integral.programmed.rawValue
    programme.owed_pg = integral.owed.rawValue
    programme.undelivered_pg = state.undelivered.rawValue
    tell(pump.readLogWitness(), stroke)
    compare()
  }

  private mutating func tell(_ found: LogWitness, _ stroke: Nanolitres) {
    log.oldest = found.oldest
    log.newest = found.newest
    log.damaged = found.damaged
    log.lost = found.lost
    log.undelivered_pg = found.undelivered.rawValue
    guard let account = found.account else { return }
    // The account has the low half of the strokes; it is never newer than the counter.
    let turn: UInt64 = 1 << 32
    let whole = counter.strokes / turn * turn + UInt64(account.strokes)
    log.account_s = account.time.seconds
    log.account_pumped_nl = (whole > counter.strokes ? whole - turn : whole) * stroke.rawValue
    log.account_programmed_pg = account.programmed.rawValue
  }

  private mutating func compare() {
    func less(_ left: UInt64, _ right: UInt64) -> Int64 { Int64(left) - Int64(right) }
    differences.counter_truth_nl = less(counter.pumped_nl, truth.pumped_nl)
    differences.counter_truth_pg = less(counter.pumped_pg, truth.pumped_pg)
    differences.programme_counter_pg = less(programme.programmed_pg, counter.pumped_pg)
    differences.log_counter_nl = log.account_pumped_nl.map { less($0, counter.pumped_nl) }
    differences.log_programme_pg = log.account_programmed_pg.map {
      less($0, programme.programmed_pg)
    }
    differences.log_undelivered_pg = less(log.undelivered_pg, programme.undelivered_pg)
  }

  /// The witnesses side by side.
  var words: String { words(on: .plain) }

  /// The witnesses side by side, or where no table has room one under the other.
  func words(on paper: Paper) -> String {
    let isTable = paper.columns >= Self.tableWidth
    let head = isTable ? [Row(volume: "volume", drug: "drug")] : []
    return (head + rows + drugRows).map { isTable ? $0.ofTable : $0.words }.joined()
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
        rest: "left the reservoir" + named(truth.pumped_drugs)),
      Row(
        drug: drug(truth.patient_pg), rest: "reached the patient" + named(truth.patient_drugs)),
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

  /// What the pump's own amounts are, where there are several drugs: it counts no drug by itself.
  private var drugRows: [Row] {
    truth.pumped_drugs == nil
      ? [] : [Row(name: "drugs", rest: "the amounts above, but for the truth's, add up all drugs")]
  }

  /// What an amount is of, where drugs are to be named.
  private func named(_ drugs: [DrugAnswer]?) -> String {
    drugs == nil ? "" : ": " + DrugWords.amount(0, drugs)
  }

  private var entries: String {
    let state = log.damaged.map { "entry \($0) is damaged" } ?? "all as written"
    return "entries \(log.oldest) to \(log.newest), \(state)"
      + (log.lost > 0 ? ", \(log.lost) lost" : "")
  }
}
