import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// What came into a syringe, as `ctl withdraw` prints it.
struct WithdrawalReport: Codable, Equatable {
  var came_nl: UInt64
  var came_pg: UInt64
  var truth: TruthReport

  init(_ liquid: Liquid, _ truth: TruthReport) {
    came_nl = liquid.volume.rawValue
    came_pg = liquid.drug.rawValue
    self.truth = truth
  }

  var words: String {
    let strength = came_nl > 0 ? " of \(came_pg / came_nl) mcg/mL" : ""
    return "withdrawn     \(QuantityWords.exactVolume(nanolitres: came_nl))\(strength)\n"
      + truth.words
  }
}

/// The first tone of an alarm, as the simulator tells it.
struct AlarmReport: Codable, Equatable {
  var event = "alarm"
  var alarm: String
  var is_critical: Bool
  var tone: String
  var therapy_time_s: UInt64

  /// The report as one line of JSON.
  var line: String { ((try? ControlJSON.encode(self)) ?? "") + "\n" }

  /// The report for people.
  var words: String {
    let time = QuantityWords.exactDuration(.seconds(therapy_time_s))
    let urgency = is_critical ? "CRITICAL " : ""
    return "after \(time) of therapy the patient hears \(tone) for \(urgency)\(alarm)"
  }
}

extension AlarmReport {
  init(_ heard: AlarmHeard) {
    alarm = heard.alarm.name
    is_critical = heard.alarm.isCritical
    tone = heard.tone.name
    therapy_time_s = heard.time.seconds
  }
}

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
  var words: String {
    let volume = QuantityWords.exactVolume(nanolitres:)
    let drug = QuantityWords.dose(picograms:)
    func row(_ name: String, _ one: String, _ two: String, _ rest: String) -> String {
      (name.padded(to: 11) + one.padded(to: 16) + two.padded(to: 20) + rest).trimmed + "\n"
    }
    func signed(_ value: Int64, _ words: (UInt64) -> String) -> String {
      (value < 0 ? "-" : "+") + words(value.magnitude)
    }
    var text = row("", "volume", "drug", "")
    text += row("truth", volume(truth.pumped_nl), drug(truth.pumped_pg), "left the reservoir")
    text += row("", "", drug(truth.patient_pg), "reached the patient")
    text += row(
      "counter", volume(counter.pumped_nl), drug(counter.pumped_pg),
      "\(signed(differences.counter_truth_nl, volume)) and "
        + "\(signed(differences.counter_truth_pg, drug)) against the truth")
    text += row(
      "programme", "", drug(programme.programmed_pg),
      "of which \(drug(programme.owed_pg)) is owed and "
        + "\(drug(programme.undelivered_pg)) undelivered")
    guard let at = log.account_s, let nl = log.account_pumped_nl,
      let pg = log.account_programmed_pg, let behind = differences.log_counter_nl,
      let less = differences.log_programme_pg
    else { return text + row("log", "", "", "no account of a day yet, \(entries)") }
    text += row(
      "log", volume(nl), drug(pg),
      "at \(QuantityWords.duration(.seconds(at))): \(signed(behind, volume)) against the "
        + "counter, \(signed(less, drug)) against the programme")
    return text + row("", "", drug(log.undelivered_pg), "undelivered by the log, \(entries)")
  }

  private var entries: String {
    let state = log.damaged.map { "entry \($0) is damaged" } ?? "all as written"
    return "entries \(log.oldest) to \(log.newest), \(state)"
      + (log.lost > 0 ? ", \(log.lost) lost" : "")
  }
}

extension String {
  /// The text without spaces at its end.
  var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
