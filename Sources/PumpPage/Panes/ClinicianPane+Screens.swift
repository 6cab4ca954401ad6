import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// What the clinician sees.
extension ClinicianPane {
  func screen(_ life: Life, scenario: Scenario, wall: WallClock?) -> PaneScreen {
    if let rows = TransferRows(life, problem) { return rows.screen }
    var screen: PaneScreen
    switch place {
    case .home: screen = home(life, scenario)
    case .review: screen = review(life)
    case .workflow(let flow): screen = workflow(flow)
    case .form(let form): screen = self.form(form, life, wall)
    case .finish(let form, let question): screen = finish(form, question)
    case .outcome(let outcome): screen = self.outcome(outcome)
    case .report(let report): screen = ReportRows(report).screen
    }
    if let doing {
      screen.busy = doing
    } else if life.hand.isBusy, !life.hand.isConsulting {
      screen.busy = "Ending the session"
    }
    return screen
  }

  private func head(_ life: Life) -> [Node] {
    let head = life.pump.world.head
    return pumps(life) + [
      .choice(
        Node.Choice(
          id: "head", label: "The handheld is held", value: head.name,
          options: [
            Node.Option(id: "away", label: "away", note: "nothing is heard"),
            Node.Option(id: "near", label: "near", note: "it can be read"),
            Node.Option(id: "contact", label: "on the skin", note: "over the pump"),
          ]))
    ]
  }

  /// Over which pump the handheld is held, where there are two: the one in the body first.
  private func pumps(_ life: Life) -> [Node] {
    guard let other = life.other?.serial else { return [] }
    let both = life.isOverBody ? [life.serial, other] : [other, life.serial]
    return [
      .choice(
        Node.Choice(
          id: "pump", label: "It is over the pump", value: life.serial.string,
          options: [
            Node.Option(id: both[0].string, label: both[0].string, note: "in the body"),
            Node.Option(id: both[1].string, label: both[1].string, note: "on the table"),
          ]))
    ]
  }

  private func home(_ life: Life, _ scenario: Scenario) -> PaneScreen {
    if let live = life.live { return home(live) }
    let isAway = life.pump.world.head == .away
    return PaneScreen(
      "home", "Programmer",
      [.text(scenario.invitation)] + head(life) + [
        .primary(
          "interrogate", "Interrogate the pump",
          why: isAway ? "Hold it over the pump first." : nil),
        .danger("emergency", "Emergency: minimum rate"),
      ])
  }

  /// What stands there while the page has a line to the world outside.
  private func home(_ live: LiveLine) -> PaneScreen {
    var nodes: [Node] = []
    if !live.words.isEmpty { nodes.add(.text(live.words, live.isOpen ? .good : .warn)) }
    switch live.door {
    case .pump:
      nodes.add(
        .text("A programmer outside has the pump of this page. Leave the line to have it back."))
    case .port:
      if let problem = live.cardProblem { nodes.add(.text(problem, .critical)) }
      guard let hand = live.handheld else {
        nodes.add(.text("Choose the card of that pump: without its keys nobody is let in."))
        break
      }
      nodes.add(
        .facts([Node.Fact(label: "card of", value: hand.serial.string)]))
      nodes.add(
        .primary(
          "interrogate", "Interrogate the pump", why: live.isOpen ? nil : "The line is not open."))
      nodes.add(.danger("emergency", "Emergency: minimum rate"))
    }
    return PaneScreen("home-live", "Programmer on a line", nodes)
  }

  private func review(_ life: Life) -> PaneScreen {
    guard let facts, let now = facts.now, let running = facts.running else {
      return PaneScreen("review", "The pump", [.primary("interrogate", "Interrogate the pump")])
    }
    let rows = ReviewRows(now, running, facts)
    var nodes = rows.alarms
    nodes.add(.facts(rows.large, isBig: true))
    if let next = rows.next {
      nodes.add(.text("Next: \(next.title.uncapitalisedFirst).", .quiet))
      nodes.add(.primary(next.name, next.title))
    }
    nodes.add(
      .group(
        "What do you want to do?",
        Form.Workflow.allCases.map { flow in
          .plain(flow.only?.name ?? flow.rawValue, flow.title)
        } + (life.other == nil ? [] : [.plain("transfer", TransferRows.title)])))
    nodes.add(.group("All that the pump says", [.facts(rows.rows)]))
    nodes.add(.plain("report", "Report of this visit"))
    if life.live == nil { nodes += head(life) }
    nodes.add(
      rows.next == nil
        ? .primary("interrogate", "Interrogate again") : .plain("interrogate", "Interrogate again"))
    nodes.add(.danger("emergency", "Emergency: minimum rate"))
    return PaneScreen(
      "review", "\(now.identity.model.string) \(now.identity.serial.string)", nodes)
  }

  private func workflow(_ flow: Form.Workflow) -> PaneScreen {
    let forms = Form.all.filter { form in
      form.workflow == flow && (facts?.now.map { form.isOffered($0) } ?? true)
    }
    return PaneScreen(
      "workflow-\(flow.rawValue)", flow.title, back: "back",
      forms.map { .plain($0.name, $0.title) })
  }

  private func form(_ form: Form, _ life: Life, _ wall: WallClock?) -> PaneScreen {
    let act = Act(pane: "clinician", id: form.name, values: typed)
    var nodes = form.nodes(act, problem, facts, wall: wall)
    if let problem, problem.field.isEmpty { nodes.add(.text(problem.words, .critical)) }
    nodes.add(.primary("propose", "Show what it would do"))
    return PaneScreen("form-\(form.name)", form.title, back: "back", nodes)
  }

  private func finish(_ form: Form, _ question: VisitQuestion) -> PaneScreen {
    var nodes = FinishRows.nodes(question)
    switch question.need {
    case .yes:
      nodes.add(.heading(FinishRows.question(question)))
      nodes.add(.primary("yes", "Yes, do it"))
    case .total:
      if let reason = FinishRows.reason(question) { nodes.add(.text(reason, .warn)) }
      nodes.add(
        .field(
          Node.Field(
            id: "total", label: "Most in any 24 h", placeholder: "with its unit",
            error: problem?.field == "total" ? problem?.words ?? "" : "")))
      nodes.add(.danger("confirm", "Confirm this total"))
    }
    nodes.add(.plain("giveup", "No, change nothing"))
    return PaneScreen("finish-\(form.name)", form.title, back: "back", nodes)
  }

  private func outcome(_ outcome: Outcome) -> PaneScreen {
    var nodes: [Node] = [.text(outcome.words, outcome.tone)]
    if !outcome.rows.isEmpty { nodes.add(.facts(outcome.rows)) }
    nodes.add(.primary("interrogate", "Interrogate the pump"))
    if facts != nil { nodes.add(.plain("report", "Report of this visit")) }
    return PaneScreen("outcome", outcome.title, back: "back", nodes)
  }
}

/// Where the handheld is held, by its name.
enum Head {
  static func place(_ name: String) -> HeadPlace? {
    switch name {
    case "away": .away
    case "near": .near
    case "contact": .contact
    default: nil
    }
  }
}
