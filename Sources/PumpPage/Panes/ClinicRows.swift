import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry

// What ClinicText says of a change, an order or a pump, as nodes of a pane.

extension ClinicText.Screen {
  /// The parts of it, in the order in which a person reads them.
  var nodes: [Node] {
    var nodes: [Node] = []
    if let heading { nodes.add(.text(heading, .warn)) }
    if let table { nodes.add(table.node) }
    if !facts.isEmpty { nodes.add(.facts(facts.map { Node.Fact($0) })) }
    if let days { nodes += days.nodes }
    for step in steps { nodes.add(.text(step)) }
    for note in notes { nodes.add(.text(note.text, note.isWarning ? .warn : .quiet)) }
    return nodes
  }
}

extension ScreenTable {
  /// The table; lines that go on with a row stand in it.
  fileprivate var node: Node {
    var rows: [Node.CompareRow] = []
    for row in self.rows {
      guard row.label.isEmpty, row.now.isEmpty, !rows.isEmpty else {
        rows.append(
          Node.CompareRow(label: row.label, now: row.now, new: row.new, differs: row.differs))
        continue
      }
      rows[rows.count - 1].new += rows[rows.count - 1].new.isEmpty ? row.new : ", \(row.new)"
    }
    return .compare(now: now, new: new, rows)
  }
}

extension Node.Fact {
  init(_ fact: ScreenFact) {
    let note = fact.note.isEmpty ? fact.more : [fact.note] + fact.more
    self.init(
      label: fact.label, value: fact.value, note: note.joined(separator: "; "),
      tone: fact.isWarning ? .warn : .plain)
  }
}

extension DayChart {
  /// A picture for each kind of day there is, now and new together where both are of the same days.
  fileprivate var nodes: [Node] {
    var pictures: [Node.DayPicture] = []
    var notes: [Node] = []
    for row in rows {
      switch row {
      case .day(let line): Self.add(line, to: &pictures)
      case .boluses(let marks):
        let span = marks.span.map { " \($0)" } ?? ""
        notes.append(.text("Boluses: \(marks.note)\(span).", .quiet))
      }
    }
    return pictures.map { .day($0) } + notes
  }

  private static func add(_ line: DayLine, to pictures: inout [Node.DayPicture]) {
    let steps = line.steps.map { step in
      Node.DayStep(
        minute: step.minute, amount: UInt64(step.nanogramsPerDay),
        words: "\(step.time) \(step.dose)")
    }
    let isNow = line.side == .now || line.side == .same || line.side == .only
    let isNew = line.side == .new || line.side == .same
    if let place = pictures.firstIndex(where: { $0.label == line.weekdays }) {
      if isNow { pictures[place].now = steps }
      if isNew { pictures[place].new = steps }
      return
    }
    pictures.append(
      Node.DayPicture(
        label: line.weekdays, unit: "mcg/day", now: isNow ? steps : [], new: isNew ? steps : []))
  }
}

/// What stands on the screen before an order is given.
enum FinishRows {
  static func nodes(_ question: VisitQuestion) -> [Node] {
    switch question {
    case .change(_, _, let preview): preview.screen(.page).nodes
    case .dose(_, let outlook), .plain(_, let outlook): outlook.screen(.page).nodes
    }
  }

  /// What is asked in the end.
  static func question(_ question: VisitQuestion) -> String {
    switch question {
    case .change(_, let change, _): change.question
    case .dose(_, let outlook), .plain(_, let outlook): outlook.question
    }
  }

  /// Why a yes is not enough; `nil` where it is.
  static func reason(_ question: VisitQuestion) -> String? {
    switch question {
    case .change(let proposal, _, let preview):
      proposal.needsTotal ? LargestStep.reason(proposal, DrugsInPlay(preview)) : nil
    case .dose(let proposal, _): proposal.needsTotal ? LargestStep.reason(proposal) : nil
    case .plain: nil
    }
  }
}

/// What a clinician reviews of a pump that was read.
struct ReviewRows {
  /// What is wrong, and matters now.
  let alarms: [Node]
  /// What everybody looks at first.
  let large: [Node.Fact]
  /// All of it.
  let rows: [Node.Fact]
  /// What is to be done next on the first day of a pump; `nil` where nothing is missing.
  let next: Form?

  init(_ now: Interrogation, _ running: Forecast, _ facts: VisitFacts) {
    let result = InterrogationResult(
      body: now, running: running, therapy: facts.report, catheter: facts.catheter, isFull: true,
      drugs: facts.drugs, face: .page)
    alarms = now.status.alarms.list.map { alarm in
      .text("\(alarm.title): \(alarm.words)", alarm.isCritical ? .critical : .warn)
    }
    let daily = facts.report.map { UInt64($0.dailyNanograms) } ?? 0
    large = [
      Node.Fact(
        label: "dose", value: QuantityWords.decimal(daily, thousandths: 3), unit: "mcg/day",
        note: now.therapy.mode.words),
      Node.Fact(
        label: "reservoir",
        value: QuantityWords.decimal(
          UInt64(now.status.reservoirNanolitres) / 10_000, thousandths: 2),
        unit: "mL", note: "of \(now.capacityNanolitres / 1_000_000) mL",
        tone: now.isAtLowAlarm ? .warn : .plain),
      Node.Fact(
        label: "battery", value: "\(now.status.batteryPercent)", unit: "%",
        tone: now.status.flags.battery == .ok ? .plain : .warn),
    ]
    rows = result.facts.map { Node.Fact($0) }
    next = Self.next(now, facts)
  }

  /// What a pump that was just implanted has not been told or done yet, in the order in which it is
  /// needed; `nil` where nothing is missing.
  private static func next(_ now: Interrogation, _ facts: VisitFacts) -> Form? {
    if now.clock == nil { return .order(.clock) }
    if facts.catheter?.model == 0 { return .order(.catheter) }
    if now.infusion == .prime { return nil }
    if let catheter = facts.catheter, CatheterWords.empty(catheter) != nil { return .order(.prime) }
    return now.therapy.mode == .minimumRate ? .change(.steady) : nil
  }
}
