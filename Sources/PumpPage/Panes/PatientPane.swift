import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// The patient's own handset: what the pump does, an extra dose, and whom to call.
struct PatientPane {
  /// What it was told last; `nil` before the first look.
  private(set) var view: HandsetView?
  /// What became of what was asked, in a sentence; `nil` for nothing.
  private(set) var said: (words: String, tone: Node.Tone)?
  private var doing: String?
  private var isAsking = false
  private var heard: Int

  /// A handset of which so much news was taken before.
  init(after news: Int = 0) { heard = news }

  mutating func act(_ act: Act, on life: inout Life) {
    switch act.id {
    case "look": begin(.read(Self.look), "Looking", &life)
    case "ask": begin(.visit(.order(.requestBolus)), "Asking for an extra dose", &life)
    default: break
    }
  }

  private static var look: [VisitStep] { [.interrogate, .patientBolus(.committed)] }

  private mutating func begin(_ purpose: Handheld.Purpose, _ words: String, _ life: inout Life) {
    guard !life.clinician.isBusy else {
      said = ("Your clinic's handheld is over the pump. Wait until it is taken away.", .warn)
      return
    }
    said = nil
    doing = words
    // Whoever asks for a dose has held the handset to the skin.
    life.pump.setHead(.contact, at: life.now)
    life.patient.begin(purpose, at: life.now.link)
  }

  mutating func hear(_ life: inout Life) {
    guard life.patient.newsCount > heard, let news = life.patient.news else { return }
    heard = life.patient.newsCount
    doing = nil
    switch news {
    case .read(let facts):
      guard let now = facts.now, let bolus = facts.patientBolus else { return }
      view = HandsetView(now, bolus, isUnsettled: life.patient.isUnsettled)
    // What he asked for is his yes: nothing else is asked of a patient.
    case .asks:
      if !life.patient.agree(at: life.now.link) { life.patient.giveUp(at: life.now.link) }
    case .ended(let end): tell(end, &life)
    case .called, .mismatch, .reported:
      say("This handset is not for this pump. Call your clinic.", .warn)
    case .failed(let fault): say(Self.words(fault), .warn)
    }
  }

  private mutating func tell(_ end: VisitEnd, _ life: inout Life) {
    let isDone: Bool
    switch end {
    case .done:
      isDone = true
      say("Your extra dose has begun.", .good)
    case .notDone(let fault):
      isDone = false
      say(Self.words(fault), .warn)
    case .unknown:
      isDone = false
      say(HandsetView.Hindrance.outcomeUnknown.words, .critical)
    }
    life.note(.told(.patient, said?.words ?? "", isGood: isDone))
    begin(.read(Self.look), "Looking", &life)
  }

  private mutating func say(_ words: String, _ tone: Node.Tone) {
    said = (words.capitalisedFirst, tone)
  }

  // MARK: What is seen

  func screen(_ life: Life) -> PaneScreen {
    var nodes: [Node] = []
    if let said { nodes.add(.text(said.words, said.tone)) }
    if let view {
      nodes += Self.nodes(view)
    } else {
      nodes.add(.text("Hold the handset to your skin over the pump, and look."))
    }
    nodes.add(.primary("look", "Look at my pump", why: why(life)))
    nodes.add(.plain("ask", "Ask for an extra dose", why: whyNotAsk(life)))
    return PaneScreen("patient", "My pump", busy: doing, nodes)
  }

  private func why(_ life: Life) -> String? {
    if life.live != nil { return "The page has a line to the world outside." }
    if life.other != nil, !life.isOverBody {
      return "The clinic's handheld lies over the other pump."
    }
    if life.clinician.isBusy { return "The clinic's handheld is over the pump." }
    return life.patient.isBusy ? "Wait a moment." : nil
  }

  private func whyNotAsk(_ life: Life) -> String? {
    if let why = why(life) { return why }
    guard let view else { return "Look at the pump first." }
    return view.hindrance.map { $0.words.capitalisedFirst + "." }
  }

  private static func nodes(_ view: HandsetView) -> [Node] {
    let calm = view.call == .none
    var nodes: [Node] = [
      .text(view.runs.words.capitalisedFirst + ".", calm ? .good : .plain)
    ]
    for alarm in view.alarms.list {
      nodes.add(
        .text(alarm.patientWords.capitalisedFirst + ".", alarm.isCritical ? .critical : .warn))
    }
    if view.call != .none {
      nodes.add(
        .text(view.call.words.capitalisedFirst + ".", view.call == .now ? .critical : .warn))
    }
    if let rows = view.requests {
      nodes.add(
        .facts([
          Node.Fact(label: "extra doses left today", value: "\(rows.left)", unit: "of \(rows.most)")
        ]))
    }
    return nodes
  }
}

extension PatientPane {
  /// Why nothing came of it, for a layman.
  fileprivate static func words(_ fault: VisitFault) -> String {
    switch fault {
    case .refused(let refusal): "your pump says no: \(refusal.sentence). Nothing was given"
    case .failed(.noAnswer):
      "your pump does not answer. Hold the handset to your skin over the pump and try again; if it "
        + "still does not, call your clinic"
    case .notDone: "your extra dose was NOT given. You can ask again"
    case .unknown, .lost, .failed(.unsettled), .withheld: HandsetView.Hindrance.outcomeUnknown.words
    case .failed, .wrongKind, .wrongPart, .contradiction, .otherProgramme, .otherRefill,
      .otherStrength, .wanted, .clockReason, .givenUp:
      "something is wrong between handset and pump. Nothing was given; call your clinic"
    }
  }
}

extension String {
  /// The text with a small letter at its beginning, as it stands in a sentence.
  var uncapitalisedFirst: String {
    guard let first = utf8.first, (0x41...0x5A).contains(first) else { return self }
    var bytes = Array(utf8)
    bytes[0] = first + 0x20
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with a capital at its beginning, as it stands alone.
  var capitalisedFirst: String {
    guard let first = utf8.first, (0x61...0x7A).contains(first) else { return self }
    var bytes = Array(utf8)
    bytes[0] = first - 0x20
    return String(decoding: bytes, as: UTF8.self)
  }
}
