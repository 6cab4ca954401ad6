import BenchControl
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

extension TruthAnswer {
  init<Memory>(_ virtual: VirtualPump<Memory>) {
    self.init()
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
    spilled_nl = truth.spilled.volume.rawValue
    spilled_pg = truth.spilled.drug.rawValue
    pocket_nl = truth.pocket.volume.rawValue
    filled_nl = truth.filled.volume.rawValue
    withdrawn_nl = truth.withdrawn.volume.rawValue
    strokes = truth.strokes
    battery_percent = truth.batteryPercent
    telemetry_nj = truth.telemetryEnergy.rawValue
    let world = virtual.world
    power = world.isPumpOn ? "on" : world.isPowered ? "battery dead" : "off"
    head = world.head.name
    drugs = DrugTruth.all(in: world)
    body = world.body.map { Body($0, beside: world.plant) }
    body?.addOthers(of: world)
    tones.single = world.tones.single
    tones.two_tone = world.tones.twoTone
    tones.last_s = world.tones.last?.seconds
    faults = FaultUnit.allCases.compactMap { FaultAnswer(active: $0, in: world) }
    pump = world.isPumpOn ? Belief(virtual.firmware) : nil
  }
}

extension TruthAnswer.Body {
  fileprivate init(_ body: PumpPlant.Body, beside plant: Plant) {
    self.init()
    let given = plant.isImplanted ? plant.sinceImplant : .none
    let infused = body.infused + given
    has_pump = plant.isImplanted
    infused_nl = infused.volume.rawValue
    infused_pg = infused.drug.rawValue
    injected_pg = body.injected.rawValue
    catheter_nl = body.catheter?.volume.rawValue
    catheter_pg = body.catheter?.contents.drug.rawValue
    patient = body.patient.map { PatientAnswer.State($0) }
  }

  /// Counts the other drugs in, and names those that reached the patient.
  fileprivate mutating func addOthers(of world: World) {
    for other in world.others {
      guard let body = other.body else { continue }
      infused_pg += (body.infused.drug + other.plant.givenHere).rawValue
      injected_pg += body.injected.rawValue
      if let drug = body.catheter?.contents.drug.rawValue { catheter_pg? += drug }
    }
    patient?.tellOthers(world)
  }
}

extension TruthAnswer.Belief {
  fileprivate init(_ firmware: PumpFirmware) {
    self.init()
    let state = firmware.state
    therapy_time_s = firmware.time.seconds
    strokes = state.strokes
    reservoir_nl = firmware.reservoir.rawValue
    programmed_pg = state.integral.programmed.rawValue
    owed_pg = state.integral.owed.rawValue
    undelivered_pg = state.undelivered.rawValue
    let path = firmware.believedPath
    path_nl = path.volume.rawValue
    empty_nl = path.empty.rawValue
    alarms = state.alarms.list.map(\.name)
  }
}

extension TruthAnswer {
  /// The truth for people, a line for each thing that matters now.
  var words: String {
    let volume = QuantityWords.volume(nanolitres:)
    var lines = [
      ("therapy time", QuantityWords.duration(.seconds(therapy_time_s)) + clockWords),
      ("pumped", "\(volume(pumped_nl)) in \(strokes) strokes"),
      (
        "reservoir",
        volume(reservoir_nl)
          + DrugWords.strength(reservoir_pg, in: reservoir_nl, drugs.amounts(\.reservoir_pg))
      ),
      ("catheter", volume(catheter_nl) + catheterWords),
      ("patient", patientWords),
      ("battery", "\(battery_percent) %"),
    ]
    if let pump {
      let counted = volume(pump.reservoir_nl)
      lines.append(("pump counts", "\(counted) in the reservoir, \(pump.strokes) strokes"))
      if pump.path_nl != catheter_nl || pump.empty_nl > 0 {
        lines.append(
          ("pump's path", "\(volume(pump.path_nl)), \(volume(pump.empty_nl)) of it empty"))
      }
    }
    if let patient = body?.patient { lines += patient.inShort }
    if residual_nl > 0 { lines.insert(("residual", volume(residual_nl) + residualWords), at: 3) }
    if leaked_nl > 0 {
      let drug = DrugWords.amount(leaked_pg, drugs.amounts(\.leaked_pg))
      lines.append(("lost", "\(volume(leaked_nl)) with \(drug), on the way to the tip"))
    }
    if spilled_nl > 0 {
      let drug = DrugWords.amount(spilled_pg, drugs.amounts(\.spilled_pg))
      lines.append(("spilled", "\(volume(spilled_nl)) with \(drug), by a pump in no body"))
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
    if let stop { lines.insert(("advance", stop.words), at: 0) }
    return lines.map { "\($0.0.padded(to: 14))\($0.1)\n" }.joined()
  }

  /// What the patient got, by whom, and where the pump is if not in the body.
  private var patientWords: String {
    guard let body else { return "handed to another bench; the pump lies on the table" }
    let received = drugs.amounts { ($0.body?.infused_pg ?? 0) + ($0.body?.injected_pg ?? 0) }
    var words = DrugWords.amount(body.infused_pg + body.injected_pg, received) + " received"
    if body.injected_pg > 0 {
      let injected = drugs.amounts { $0.body?.injected_pg ?? 0 }
      words += ", \(DrugWords.amount(body.injected_pg, injected)) of it by hand"
    }
    guard !body.has_pump else { return words }
    guard let catheter = body.catheter_nl, let drug = body.catheter_pg else {
      return words + "; no pump, no catheter"
    }
    return words + "; no pump, a catheter of \(QuantityWords.volume(nanolitres: catheter)) with "
      + DrugWords.amount(drug, drugs.amounts { $0.body?.catheter_pg ?? 0 })
  }

  private var clockWords: String {
    let true_s = therapy_time_s
    guard let mine = pump?.therapy_time_s, mine != true_s else { return "" }
    let isAhead = mine > true_s
    let gap = Milliseconds.seconds(isAhead ? mine - true_s : true_s - mine)
    return ", the pump's clock \(QuantityWords.exactDuration(gap)) \(isAhead ? "ahead" : "behind")"
  }

  /// What is in the path and the residual, where drugs are to be named.
  private var catheterWords: String {
    guard drugs != nil else { return "" }
    return " with " + DrugWords.amount(catheter_pg, drugs.amounts(\.catheter_pg))
  }

  private var residualWords: String {
    drugs == nil
      ? "" : DrugWords.strength(0, in: residual_nl, drugs.amounts(\.residual_pg))
  }
}

extension String {
  /// The text with spaces up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
