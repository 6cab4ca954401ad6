import BenchText
import Clinic
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// What is really so, which neither the pump nor any handheld can see.
enum TruthPane {
  static func screen(_ life: inout Life) -> PaneScreen {
    let truth = life.pump.truth
    var nodes: [Node] = [.body(picture(&life, truth))]
    if life.other != nil {
      let place = life.isOverBody ? "in the body" : "on the table, in no body"
      nodes.add(
        .text("The pump that is drawn is \(life.serial.string): it lies \(place).", .quiet))
    }
    let present = life.patientNow
    if let present { nodes.add(.facts(person(present.reading), isBig: true)) }
    nodes.add(.curve(tone(life)))
    nodes.add(.curve(dose(life)))
    nodes.add(.facts(amounts(life, truth)))
    if let present { nodes.add(.table(fluid(present))) }
    nodes += otherPump(&life)
    nodes.add(.group("The witnesses", witnesses(&life)))
    nodes.add(
      .group("What must hold at every moment", InvariantRows.nodes(life.watch)))
    return PaneScreen("truth", "The truth", nodes)
  }

  // MARK: The picture

  private static func picture(_ life: inout Life, _ truth: Truth) -> BodyPicture {
    let isOn = life.pump.isOn
    let profile = life.pump.plant.profile
    let usable = life.pump.plant.usableReservoir
    let alarms = isOn ? life.pump.firmware.state.alarms : AlarmSet()
    let flows = isOn && alarms.obstacle == nil && !life.pump.firmware.state.isStopped
    return BodyPicture(
      head: life.pump.world.head.name, reservoir: usable.rawValue,
      capacity: profile.reservoirCapacity.rawValue,
      reservoirWords: QuantityWords.volume(nanolitres: usable.rawValue),
      reservoirTone: usable == .zero ? .critical : .plain, strokes: truth.strokes,
      strokesWords: QuantityWords.count(truth.strokes, "stroke", "strokes"), turns: flows,
      path: stretches(life.pump.plant), isOn: isOn, isImplanted: life.pump.plant.isImplanted,
      patient: life.pump.world.body?.patient.map { $0.name } ?? "",
      alarms: alarms.list.map { $0.title })
  }

  private static func stretches(_ plant: Plant) -> [BodyPicture.Stretch] {
    (0..<plant.pathStretches).map { index in
      let piece = plant.pathStretch(index)
      let volume = piece.volume.rawValue
      let strength = volume == 0 ? 0 : piece.drug.rawValue / volume
      let words = strength == 0 ? "no drug" : "\(strength) mcg/mL"
      return BodyPicture.Stretch(
        nanolitres: volume, strength: strength,
        words: "\(QuantityWords.volume(nanolitres: volume)) \(words)")
    }
  }

  // MARK: The patient

  private static func person(_ reading: PatientReading) -> [Node.Fact] {
    var facts = [
      Node.Fact(
        label: "legs", value: score(reading.legsTone), unit: "Ashworth",
        note: "spasms \(score(reading.legsSpasms))",
        tone: reading.legsTone <= 200 ? .good : .plain),
      Node.Fact(
        label: "arms", value: score(reading.armsTone), unit: "Ashworth",
        note: "spasms \(score(reading.armsSpasms))"),
      Node.Fact(
        label: "awake", value: reading.drowsiness.words, unit: "",
        tone: tone(of: reading.drowsiness)),
    ]
    if reading.withdrawal != .none {
      facts.append(
        Node.Fact(label: "withdrawal", value: reading.withdrawal.words, unit: "", tone: .critical))
    }
    return facts
  }

  private static func tone(of drowsiness: PatientReading.Drowsiness) -> Node.Tone {
    switch drowsiness {
    case .awake: .good
    case .drowsy: .warn
    case .stupor, .coma: .critical
    }
  }

  /// A score of 1/100, as it is written.
  static func score(_ hundredths: UInt32) -> String {
    let tenths = (hundredths + 5) / 10
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func fluid(_ present: VirtualPatient) -> Node.Table {
    var rows: [[String]] = []
    for cell in 0..<VirtualPatient.cells {
      rows.append([
        cell == 0 ? "head" : "\(cell + 1)",
        QuantityWords.dose(nanograms: present.drug(inCell: cell).rawValue / 1000),
      ])
    }
    return Node.Table(
      caption: "Drug in the spinal fluid, from the head down", heads: ["part", "drug"], rows: rows)
  }

  // MARK: Amounts

  private static func amounts(_ life: Life, _ truth: Truth) -> [Node.Fact] {
    let received = QuantityWords.dose(nanograms: truth.patient.drug.rawValue / 1000)
    return [
      Node.Fact(label: "the patient received", value: received),
      Node.Fact(
        label: "the pump programmed",
        value: QuantityWords.dose(
          nanograms: life.pump.firmware.state.integral.programmed.rawValue / 1000)),
      Node.Fact(
        label: "in the catheter",
        value: QuantityWords.dose(nanograms: truth.catheter.drug.rawValue / 1000)),
      Node.Fact(label: "strokes of the motor", value: "\(truth.strokes)"),
      Node.Fact(label: "battery", value: "\(truth.batteryPercent)", unit: "%"),
    ]
  }

  /// The pump that the head is not on; nothing where there is one pump.
  private static func otherPump(_ life: inout Life) -> [Node] {
    guard let serial = life.other?.serial.string, let watch = life.other?.watch,
      let volume = life.other?.pump.plant.usableReservoir,
      let therapy = life.other?.pump.firmware.state.therapy,
      let alarms = life.other?.pump.firmware.state.alarms
    else { return [] }
    let isStopped = life.other?.pump.firmware.state.isStopped == true
    let gives =
      isStopped
      ? "nothing: it is stopped"
      : alarms.contains(.emergencyRate) ? "minimum rate, with an alarm" : therapy.mode.words
    let list = alarms.list.map { $0.title }.joined(separator: ", ")
    let broken: [Node] = watch.breaches.map { breach in
      .text(
        "\(breach.invariant.rawValue) does NOT hold since \(TimePane.moment(breach.time)): "
          + breach.words + ".", .critical)
    }
    return [
      .group(
        "The other pump, \(serial)",
        [
          .facts([
            Node.Fact(label: "it is", value: life.isOverBody ? "on the table" : "in the body"),
            Node.Fact(
              label: "reservoir", value: QuantityWords.volume(nanolitres: volume.rawValue)),
            Node.Fact(label: "it gives", value: gives),
            Node.Fact(label: "alarms", value: list.isEmpty ? "none" : list),
          ])
        ] + broken)
    ]
  }

  private static func witnesses(_ life: inout Life) -> [Node] {
    let said = FourWitnesses(&life.pump)
    guard !said.contradictions.isEmpty else {
      return [
        .text(
          "Physics, the pump's counter, its programme and its log say the same of what was "
            + "delivered.", .good)
      ]
    }
    return said.contradictions.map { .text($0.words, .critical) }
  }
}

extension FourWitnesses.Contradiction {
  /// Who contradicts whom.
  fileprivate var words: String {
    switch self {
    case .balance: "Liquid or drug is not accounted for."
    case .strokes: "The motor made other strokes than the pump counted."
    case .amount: "What left the reservoir is not what was programmed."
    case .log: "The log has another sum of what was not given than the pump."
    case .damage: "An entry of the log is not as it was written."
    }
  }
}
