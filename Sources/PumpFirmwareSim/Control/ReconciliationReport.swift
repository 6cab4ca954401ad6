import Console
import PumpFirmware
import PumpText
import PumpWorld
import Quantities

/// What was delivered, by four witnesses, as `ctl reconcile` prints it.
struct ReconciliationReport: Codable, Equatable {
  var truth: Truth
  var counter: Counter
  var programme: Programme
  var log: Log
  var differences: Differences

  struct Truth: Codable, Equatable {
    var pumped_nl: UInt64
    var pumped_pg: UInt64
    var patient_pg: UInt64
  }
  struct Counter: Codable, Equatable {
    var strokes: UInt64
    var pumped_nl: UInt64
    /// What the pump believes was in it: programmed, less owed, less undelivered.
    var pumped_pg: UInt64
  }
  struct Programme: Codable, Equatable {
    var programmed_pg: UInt64
    var owed_pg: UInt64
    var undelivered_pg: UInt64
  }
  struct Log: Codable, Equatable {
    var oldest: UInt32
    var newest: UInt32
    /// The first entry that is not as it was written; left out when all are.
    var damaged: UInt32?
    var lost: UInt64
    var undelivered_pg: UInt64
    /// The last account of a day; all three are left out before the first.
    var account_s: UInt64?
    var account_pumped_nl: UInt64?
    var account_programmed_pg: UInt64?
  }
  /// Each the first named less the second.
  struct Differences: Codable, Equatable {
    var counter_truth_nl: Int64
    var counter_truth_pg: Int64
    var programme_counter_pg: Int64
    /// Since the last account; left out before the first.
    var log_counter_nl: Int64?
    var log_programme_pg: Int64?
    /// Zero while the whole log is in the ring.
    var log_undelivered_pg: Int64
  }
}

extension ReconciliationReport {
  init(_ found: Reconciliation, stroke: Nanolitres) {
    func less(_ left: UInt64, _ right: UInt64) -> Int64 { Int64(left) - Int64(right) }
    truth = Truth(
      pumped_nl: found.pumped.rawValue, pumped_pg: found.pumpedDrug.rawValue,
      patient_pg: found.patientDrug.rawValue)
    counter = Counter(
      strokes: found.strokes, pumped_nl: found.counted.rawValue,
      pumped_pg: found.believed.rawValue)
    programme = Programme(
      programmed_pg: found.programmed.rawValue, owed_pg: found.owed.rawValue,
      undelivered_pg: found.undelivered.rawValue)
    // The account has the low half of the strokes; it is never newer than the counter.
    let account = found.log.account
    let strokes = account.map { account -> UInt64 in
      let turn: UInt64 = 1 << 32
      let whole = found.strokes / turn * turn + UInt64(account.strokes)
      return whole > found.strokes ? whole - turn : whole
    }
    let logged = strokes.map { $0 * stroke.rawValue }
    log = Log(
      oldest: found.log.oldest, newest: found.log.newest, damaged: found.log.damaged,
      lost: found.log.lost, undelivered_pg: found.log.undelivered.rawValue,
      account_s: account?.time.seconds, account_pumped_nl: logged,
      account_programmed_pg: account?.programmed.rawValue)
    differences = Differences(
      counter_truth_nl: less(found.counted.rawValue, found.pumped.rawValue),
      counter_truth_pg: less(found.believed.rawValue, found.pumpedDrug.rawValue),
      programme_counter_pg: less(found.programmed.rawValue, found.believed.rawValue),
      log_counter_nl: logged.map { less($0, found.counted.rawValue) },
      log_programme_pg: account.map { less($0.programmed.rawValue, found.programmed.rawValue) },
      log_undelivered_pg: less(found.log.undelivered.rawValue, found.undelivered.rawValue))
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
