import BadLink
import BenchText
import Console
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// What hands and instruments do to the pump: time, syringes, faults, the line, power.
struct BenchPane {
  /// What was typed, and what is wrong with it.
  private var typed: [Act.Value] = []
  private var problem: FormProblem?
  /// How good the line is, by its name.
  private var quality = "good"
  /// What came of the last act, in a sentence; empty for nothing.
  private var said = ""

  mutating func act(_ act: Act, on life: inout Life, notBeyond moment: TherapyTime?) {
    typed = act.values
    problem = nil
    said = ""
    switch act.id {
    case "jump": jump(act, &life, notBeyond: moment)
    case "until": until(act, &life, notBeyond: moment)
    case "typed": choose(act, &life)
    default: attempt { pane throws(FormProblem) in try pane.handle(act, &life) }
    }
  }

  private mutating func attempt(_ body: (inout Self) throws(FormProblem) -> Void) {
    do throws(FormProblem) {
      try body(&self)
    } catch {
      problem = error
    }
  }

  private mutating func handle(_ act: Act, _ life: inout Life) throws(FormProblem) {
    switch act.id {
    case "withdraw":
      let volume = try act.read("withdrawn", QuantityText.volume)
      let drawn = life.pump.withdraw(volume, at: life.now)
      said = "The syringe holds \(QuantityWords.volume(nanolitres: drawn.liquid.volume.rawValue))."
      life.note(
        .act("drawn out: \(QuantityWords.volume(nanolitres: drawn.liquid.volume.rawValue))"))
    case "fill": try fill(act, &life)
    case "fault": try fault(act, &life)
    case "clear":
      for unit in FaultUnit.allCases { life.pump.clear(unit, at: life.now) }
      said = "Nothing is broken any more; what it did stays done."
      life.note(.act("faults cleared"))
    case "operate":
      do throws(BenchError) {
        try life.replaceInBody()
        said = "The other pump is in the body now, connected to the catheter that was there."
      } catch {
        throw FormProblem("", error.words.capitalisedFirst + ".")
      }
    case "power":
      life.pump.setPower(!life.pump.isOn, at: life.now)
    case "cable":
      if life.isPlugged { life.unplug() } else { life.plugIn() }
    default: break
    }
  }

  private mutating func fill(_ act: Act, _ life: inout Life) throws(FormProblem) {
    let volume = try act.read("filled", QuantityText.volume)
    let strength = try act.read("strength", QuantityText.concentration)
    do throws(BenchError) {
      try life.pump.fill(volume, of: strength, at: life.now)
      let words = QuantityWords.volume(nanolitres: volume.rawValue)
      said = "\(words) of \(QuantityWords.concentration(strength)) are in. The pump is told by you."
      life.note(.act("filled in: \(words) of \(QuantityWords.concentration(strength))"))
    } catch {
      throw FormProblem("filled", error.words.capitalisedFirst + ".")
    }
  }

  private mutating func fault(_ act: Act, _ life: inout Life) throws(FormProblem) {
    let parts = act["fault"].fields(between: " ")
    guard parts.count == 2, let unit = FaultUnit(name: parts[0]),
      let kind = FaultKind(name: parts[1])
    else { throw FormProblem("fault", "Choose what is to fail.") }
    let value = try act.read("value") { text throws(QuantityError) in
      try Self.value(text, of: unit, kind)
    }
    let fault: Fault
    do throws(FaultError) {
      fault = try Fault(unit: unit, kind: kind, value: value)
    } catch {
      throw FormProblem("value", error.words(unit, kind).capitalisedFirst + ".")
    }
    do throws(BenchError) {
      try life.pump.inject(fault, at: life.now)
    } catch {
      throw FormProblem("fault", error.words.capitalisedFirst + ".")
    }
    said = "The \(unit.name) has a fault: \(kind.name)."
  }

  private static func value(
    _ text: String, of unit: FaultUnit, _ kind: FaultKind
  ) throws(QuantityError) -> Int64? {
    guard !text.isEmpty, let parameter = FaultParameter.of(unit, kind) else { return nil }
    return try FaultValue.parse(text, parameter.measure)
  }

  /// What is chosen holds at once.
  private mutating func choose(_ act: Act, _ life: inout Life) {
    if let pace = Life.Pace(name: act["pace"]), pace != life.pace { life.setPace(pace) }
    if !act["mishap"].isEmpty { life.mishap = Life.Mishap(name: act["mishap"]) }
    if !act["quality"].isEmpty, act["quality"] != quality {
      quality = act["quality"]
      setLine(act, &life)
    }
  }

  private mutating func setLine(_ act: Act, _ life: inout Life) {
    var faults = LinkFaults.none
    switch act["quality"] {
    case "slow":
      faults.latency = Milliseconds(rawValue: 120)
      faults.baud = 2400
    case "bad":
      faults.loss = Chance(perMille: 150) ?? .never
      faults.flip = Chance(perMille: 2) ?? .never
      faults.latency = Milliseconds(rawValue: 40)
      faults.jitter = Milliseconds(rawValue: 40)
    default: break
    }
    life.setLine(faults)
  }

  // MARK: Time

  private mutating func jump(_ act: Act, _ life: inout Life, notBeyond moment: TherapyTime?) {
    attempt { pane throws(FormProblem) in
      var length = try act.read("length", QuantityText.duration)
      if let moment {
        length = moment > life.now.therapy ? min(length, moment.since(life.now.therapy)) : .zero
      }
      guard !life.isHandheldInUse else { throw FormProblem("length", Self.inUse) }
      life.jump(length)
    }
  }

  private mutating func until(_ act: Act, _ life: inout Life, notBeyond moment: TherapyTime?) {
    attempt { pane throws(FormProblem) in
      guard !life.isHandheldInUse else { throw FormProblem("length", Self.inUse) }
      guard let stop = PumpStop(name: act["event"]) else { return }
      var most = Milliseconds.days(400)
      if let moment {
        most = moment > life.now.therapy ? min(most, moment.since(life.now.therapy)) : .zero
      }
      let came = life.jump(until: stop, within: most)
      pane.said = came ? "It came." : "It did not come within \(QuantityWords.duration(most))."
    }
  }

  private static var inUse: String {
    "A handheld is in use: time goes on as in life until its session has ended."
  }

  // MARK: What is seen

  func screen(_ life: inout Life, scenario: Scenario) -> PaneScreen {
    let fields = FormFields(
      typed: Act(pane: "bench", id: "", values: typed), problem: problem)
    var nodes: [Node] = []
    if !said.isEmpty { nodes.add(.text(said, .good)) }
    nodes.add(.group("Time", time(life, fields)))
    nodes.add(
      .group(
        "Syringe",
        [
          fields.field("withdrawn", "Draw out", example: "18 mL"),
          .plain("withdraw", "Draw out"),
          fields.field("filled", "Fill in", example: "18 mL"),
          fields.field("strength", "of this strength", example: "2000 mcg/mL"),
          .plain("fill", "Fill in"),
        ]))
    nodes.add(.group("What fails in the pump", faults(&life, fields)))
    nodes.add(.group("The line", line(life, fields)))
    if life.other != nil {
      nodes.add(
        .group(
          "The surgeon",
          [.danger("operate", "Take out the pump in the body, put the other one in")]))
    }
    nodes.add(.group("Begin anew", anew(scenario, fields)))
    return PaneScreen("bench", "The bench", nodes)
  }

  private func anew(_ scenario: Scenario, _ fields: FormFields) -> [Node] {
    [
      .choice(
        Node.Choice(
          id: "scenario", label: "With", value: scenario.rawValue,
          options: Scenario.allCases.map { Node.Option(id: $0.rawValue, label: $0.title) })),
      fields.field("seed", "Another number is another patient", value: "7", example: "7"),
      .danger("begin", "Begin anew; this life is gone"),
    ]
  }

  private func time(_ life: Life, _ fields: FormFields) -> [Node] {
    var nodes: [Node] = [
      .choice(
        Node.Choice(
          id: "pace", label: "Time goes", value: life.pace.name,
          options: Life.Pace.allCases.map { Node.Option(id: $0.name, label: $0.words) }))
    ]
    if life.effectivePace != life.pace {
      nodes.add(.text("As in life, while a handheld is in use.", .quiet))
    }
    nodes += [
      fields.field("length", "Let pass at once", value: "1 days", example: "1 days"),
      .plain("jump", "Let pass"),
      fields.choice(
        "event", "Or until",
        PumpStop.choices.map { ($0.name, $0.words) }),
      .plain("until", "Go there"),
    ]
    return nodes
  }

  private func faults(_ life: inout Life, _ fields: FormFields) -> [Node] {
    var choices: [(String, String)] = []
    for unit in FaultUnit.allCases {
      for kind in FaultKind.allCases where Fault.isSupported(unit: unit, kind: kind) {
        choices.append(("\(unit.name) \(kind.name)", "\(unit.name): \(kind.name)"))
      }
    }
    var nodes: [Node] = [
      fields.choice("fault", "Fault", choices),
      fields.field("value", "How badly, where it asks for it", example: "20 %"),
      .plain("fault", "Let it fail"),
    ]
    var active: [String] = []
    for unit in FaultUnit.allCases {
      if let fault = life.pump.world.fault(of: unit) {
        active.append("\(unit.name): \(fault.kind.name)")
      }
    }
    if !active.isEmpty {
      nodes.add(.text("Now: \(active.joined(separator: ", ")).", .warn))
      nodes.add(.plain("clear", "Mend everything"))
    }
    let isOn = life.pump.isOn
    nodes.add(
      isOn ? .danger("power", "Take the pump's power away") : .plain("power", "Give it power"))
    return nodes
  }

  private func line(_ life: Life, _ fields: FormFields) -> [Node] {
    [
      life.isPlugged
        ? .danger("cable", "Pull the cable out") : .primary("cable", "Plug the cable in"),
      fields.choice(
        "quality", "The line is",
        [("good", "good"), ("slow", "slow"), ("bad", "bad: frames are lost and damaged")]),
      .choice(
        Node.Choice(
          id: "mishap", label: "At the next order", value: life.mishap?.name ?? "nothing",
          options: [Node.Option(id: "nothing", label: "nothing happens")]
            + Life.Mishap.allCases.map { Node.Option(id: $0.name, label: $0.words) })),
    ]
  }
}
