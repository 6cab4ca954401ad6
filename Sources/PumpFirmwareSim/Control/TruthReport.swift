import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// What is really so, as `ctl truth` prints it, and what the pump believes beside it.
struct TruthReport: Codable, Equatable {
  var therapy_time_s: UInt64
  var pumped_nl: UInt64
  var pumped_pg: UInt64
  var reservoir_nl: UInt64
  var reservoir_pg: UInt64
  var residual_nl: UInt64
  var catheter_nl: UInt64
  var catheter_pg: UInt64
  var patient_nl: UInt64
  var patient_pg: UInt64
  var leaked_nl: UInt64
  var leaked_pg: UInt64
  var pocket_nl: UInt64
  var filled_nl: UInt64
  var withdrawn_nl: UInt64
  var strokes: UInt64
  var battery_percent: UInt8
  /// What answers have cost the battery while the head was near and not in contact.
  var telemetry_nj: UInt64
  var power: String
  var head: String
  var tones: Tones
  var faults: [FaultReport]
  /// The crash to come; left out when none is planned.
  var crash: Crash?
  /// Left out while the pump has no power: then it believes nothing.
  var pump: Belief?

  /// What the patient heard.
  struct Tones: Codable, Equatable {
    var single: UInt64
    var two_tone: UInt64
    var last_s: UInt64?
  }

  /// A crash to come.
  struct Crash: Codable, Equatable {
    var at: String
    /// How many writes of its kind there are until then, that one included.
    var count: UInt32
    /// `cycle`, `off` or `kill`.
    var state: String

    init(_ plan: CrashPlan) {
      at = plan.place.rawValue
      count = plan.count
      state = plan.kind.rawValue
    }
  }

  /// What the pump believes, by its own counters and clock.
  struct Belief: Codable, Equatable {
    var therapy_time_s: UInt64
    var strokes: UInt64
    var reservoir_nl: UInt64
    var programmed_pg: UInt64
    var owed_pg: UInt64
    var undelivered_pg: UInt64
    var alarms: [String]
  }
}

extension TruthReport {
  init<Memory>(_ virtual: VirtualPump<Memory>) {
    let truth = virtual.truth
    therapy_time_s = truth.therapyTime.seconds
    pumped_nl = truth.pumped.volume.rawValue
    pumped_pg = truth.pumped.drug.rawValue
    reservoir_nl = truth.reservoir.volume.rawValue
    reservoir_pg = truth.reservoir.drug.rawValue
    residual_nl = truth.residual.volume.rawValue
    catheter_nl = truth.catheter.volume.rawValue
    catheter_pg = truth.catheter.drug.rawValue
    patient_nl = truth.patient.volume.rawValue
    patient_pg = truth.patient.drug.rawValue
    leaked_nl = truth.leaked.volume.rawValue
    leaked_pg = truth.leaked.drug.rawValue
    pocket_nl = truth.pocket.volume.rawValue
    filled_nl = truth.filled.volume.rawValue
    withdrawn_nl = truth.withdrawn.volume.rawValue
    strokes = truth.strokes
    battery_percent = truth.batteryPercent
    telemetry_nj = truth.telemetryEnergy.rawValue
    let world = virtual.world
    power = world.isPumpOn ? "on" : world.isPowered ? "battery dead" : "off"
    head = world.head.name
    tones = Tones(
      single: world.tones.single, two_tone: world.tones.twoTone,
      last_s: world.tones.last?.seconds)
    faults = FaultUnit.allCases.compactMap { FaultReport(active: $0, in: world) }
    pump = world.isPumpOn ? Belief(virtual.firmware) : nil
  }
}

extension TruthReport.Belief {
  fileprivate init(_ firmware: PumpFirmware) {
    let state = firmware.state
    self.init(
      therapy_time_s: firmware.time.seconds, strokes: state.strokes,
      reservoir_nl: firmware.reservoir.rawValue,
      programmed_pg: state.integral.programmed.rawValue, owed_pg: state.integral.owed.rawValue,
      undelivered_pg: state.undelivered.rawValue, alarms: state.alarms.list.map(\.name))
  }
}

extension TruthReport {
  /// The truth for people, a line for each thing that matters now.
  var words: String {
    let volume = QuantityWords.volume(nanolitres:)
    var lines = [
      ("therapy time", QuantityWords.duration(.seconds(therapy_time_s)) + clockWords),
      ("pumped", "\(volume(pumped_nl)) in \(strokes) strokes"),
      ("reservoir", volume(reservoir_nl) + strengthWords),
      ("catheter", volume(catheter_nl)),
      ("patient", "\(QuantityWords.dose(nanograms: patient_pg / 1000)) received"),
      ("battery", "\(battery_percent) %"),
    ]
    if let pump {
      let counted = volume(pump.reservoir_nl)
      lines.append(("pump counts", "\(counted) in the reservoir, \(pump.strokes) strokes"))
    }
    if residual_nl > 0 { lines.insert(("residual", volume(residual_nl)), at: 3) }
    if leaked_nl > 0 {
      let drug = QuantityWords.dose(nanograms: leaked_pg / 1000)
      lines.append(("lost", "\(volume(leaked_nl)) with \(drug), on the way to the tip"))
    }
    if pocket_nl > 0 { lines.append(("pocket", "\(volume(pocket_nl)) leaked under the skin")) }
    if let pump, pump.undelivered_pg > 0 {
      let drug = QuantityWords.dose(nanograms: pump.undelivered_pg / 1000)
      lines.append(("undelivered", "\(drug) by the pump's account"))
    }
    if tones.single + tones.two_tone > 0 {
      lines.append(("tones", "\(tones.single) single, \(tones.two_tone) two-tone"))
    }
    if let pump, !pump.alarms.isEmpty {
      let titles = pump.alarms.map { Alarm(name: $0)?.title ?? $0 }
      lines.append(("alarms", titles.joined(separator: ", ")))
    }
    if !faults.isEmpty { lines.append(("faults", faults.map(\.words).joined(separator: "; "))) }
    if power != "on" { lines.append(("power", power)) }
    if head != HeadPlace.contact.name { lines.append(("head", head)) }
    if let crash {
      lines.append(("crash", "\(crash.state) at \(crash.at), write \(crash.count) from here"))
    }
    return lines.map { "\($0.0.padded(to: 14))\($0.1)\n" }.joined()
  }

  private var clockWords: String {
    let true_s = therapy_time_s
    guard let mine = pump?.therapy_time_s, mine != true_s else { return "" }
    let isAhead = mine > true_s
    let gap = Milliseconds.seconds(isAhead ? mine - true_s : true_s - mine)
    return ", the pump's clock \(QuantityWords.exactDuration(gap)) \(isAhead ? "ahead" : "behind")"
  }

  private var strengthWords: String {
    guard reservoir_nl > 0 else { return "" }
    return " of \(reservoir_pg / reservoir_nl) mcg/mL"
  }
}

extension String {
  /// The text with spaces up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
