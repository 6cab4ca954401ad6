import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry

/// What is seen of a therapy that goes over from one pump to another.
struct TransferRows {
  private let course: TransferCourse
  /// The pump that the head is on.
  private let here: TransferSide
  /// The serial number of the pump that it is not on.
  private let elsewhere: String
  private let problem: FormProblem?

  init?(_ life: Life, _ problem: FormProblem?) {
    guard let course = life.transfer else { return nil }
    self.course = course
    here = life.transferSide
    elsewhere = life.other?.serial.string ?? ""
    self.problem = problem
  }

  var screen: PaneScreen {
    if let end = course.end { return over(end) }
    if let question = course.question { return ask(question) }
    if let side = course.wanted, side != here, !course.isUnderWay {
      return lay(over: side)
    }
    return PaneScreen("transfer", Self.title, busy: busy, [.text(busy + ".", .quiet)])
  }

  static var title: String { "Take the therapy over to another pump" }

  // MARK: The head

  /// The head has to be on the other pump for what comes next.
  private func lay(over side: TransferSide) -> PaneScreen {
    var nodes: [Node] = [
      .text("Next: \(doing). Lay the handheld over the \(side.words), \(elsewhere).")
    ]
    if isLowered {
      nodes.append(
        .text(
          "The old pump is AT MINIMUM RATE: the patient must not be left so, for a sudden loss of "
            + "baclofen can kill.", .critical))
    }
    nodes.append(.primary("lay-other", "Lay it over the \(side.words)"))
    nodes.append(
      isLowered
        ? .danger("transfer-giveup", "Go no further") : .plain("transfer-giveup", "Go no further"))
    return PaneScreen("transfer-lay", Self.title, nodes)
  }

  /// Whether the old pump gives next to nothing, and the new one does not give the therapy yet.
  private var isLowered: Bool {
    if case .give(.new, _)? = course.action { true } else { false }
  }

  private var doing: String {
    switch course.action {
    case .open(.old)?: "a session with the old pump"
    case .open(.new)?: "a session with the new pump"
    case .lower?: "minimum rate at the old pump, on the skin and with an alarm"
    case .give(.old, _)?: "the old pump is stopped"
    case .give(.new, _)?, .prepare?: "an order to the new pump"
    case .ask(let side, _)?: "what the \(side.words) says"
    case .close?, .consult?, .finished?, nil: "the end"
    }
  }

  private var busy: String {
    switch course.action {
    case .lower?: "Calling the old pump to minimum rate"
    case .give(.old, _)?: "Stopping the old pump"
    case .give(.new, _)?: "The new pump takes the therapy over"
    case .prepare?: "Setting the new pump's low-reservoir alarm"
    case .open(let side)?, .ask(let side, _)?, .close(let side)?: "Talking to the \(side.words)"
    case .consult?, .finished?, nil: "One moment"
    }
  }

  // MARK: What is asked

  private func ask(_ question: TransferQuestion) -> PaneScreen {
    var nodes: [Node]
    var action: [Node] = [.primary("transfer-yes", "Yes, do it")]
    switch question {
    case .lowAlarm(let outlook):
      nodes = [.text(TransferWords.lowAlarm)] + outlook.screen(.page).nodes
      nodes.append(.heading(outlook.question))
    case .transfer(let proposal, let preview):
      nodes = preview.screen.nodes
      if proposal.needsTotal {
        nodes.append(.text(LargestStep.reason(proposal, DrugsInPlay(preview.change)), .warn))
        action = [
          .field(
            Node.Field(
              id: "total", label: "Most in any 24 h", placeholder: "with its unit",
              error: problem?.field == "total" ? problem?.words ?? "" : "")),
          .danger("transfer-confirm", "Confirm this total"),
        ]
      } else {
        nodes.append(.heading(TransferWords.question))
      }
    case .stop(let pumps):
      nodes = [.facts(TransferWords.stop(pumps).map { Node.Fact($0) })]
      nodes.append(.heading(TransferWords.stopQuestion))
    }
    return PaneScreen(
      "transfer-ask", Self.title,
      nodes + action + [.plain("transfer-giveup", "No, go no further")])
  }

  // MARK: The end

  private func over(_ end: TransferEnd) -> PaneScreen {
    var title = "Done"
    var nodes: [Node] = []
    switch end {
    case .done(let done):
      let trouble = done.fault.map { error($0).text }
      let result = TransferResult(done: done, trouble: trouble, face: .page)
      let isWhole = done.state.old == .stopped
      if !isWhole { title = "The old pump was not stopped" }
      nodes = result.sentences.map {
        .text($0.capitalisedFirst + ".", isWhole ? .good : .critical)
      }
    case .notDone(let fault, let state):
      title = "Not done"
      nodes = [.text(words(fault), .warn)] + left(state)
    case .unknown(let fault, let state):
      title = "Unknown"
      nodes = [.text(words(fault), .critical)] + left(state)
    }
    nodes.append(.primary("transfer-over", "Go on"))
    return PaneScreen("transfer-over", title, nodes)
  }

  private func left(_ state: TransferState) -> [Node] {
    guard let words = state.words else {
      return [.text("Neither pump was changed.", .quiet)]
    }
    return [.text(words.text(.page) + ".", .critical)]
  }

  private func words(_ fault: TransferFault) -> String {
    switch fault {
    case .obstacle(let obstacle):
      obstacle.words.text(.page).capitalisedFirst + "."
    case .visit(let side, let fault):
      "\(side.words.capitalisedFirst): \(error(fault).message(.page))."
    case .notLowered:
      "The old pump could not be brought to minimum rate: nobody there answered the call, or it "
        + "was not heard on the skin."
    }
  }

  private func error(_ fault: VisitFault) -> ProgrammerError {
    fault.error(port: "the line", role: .clinician, unsettled: course.unsettled)
  }
}
