import Clinic
import ClinicText
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// The clinician's handheld as it is held: which screen it shows, and what was typed there.
struct ClinicianPane {
  /// Which screen.
  indirect enum Place {
    /// Nothing is known of any pump.
    case home
    /// What was read of the pump.
    case review
    /// What can be done for one purpose.
    case workflow(Form.Workflow)
    /// What is to be done is typed.
    case form(Form)
    /// What it would do, and the question.
    case finish(Form, VisitQuestion)
    /// What came of it.
    case outcome(Outcome)
    /// What the visit found and did, for the record.
    case report(KeptVisit)
  }

  /// What a person is told in the end.
  struct Outcome {
    var title: String
    var words: String
    var tone: Node.Tone
    var rows: [Node.Fact] = []
  }

  private(set) var place = Place.home
  /// What was typed, and what is wrong with it.
  var typed: [Act.Value] = []
  var problem: FormProblem?
  /// What was read of the pump last.
  var facts: VisitFacts? {
    get { kept?.facts }
    set { kept = newValue.map { KeptFacts($0) } }
  }
  private var kept: KeptFacts?
  /// What this visit found and did.
  private(set) var record = VisitRecord()
  /// What it is set to do, in words; `nil` for nothing.
  private(set) var doing: String?
  /// The form that a question is of.
  private var asked = Form.change(.steady)
  /// Which piece of news was taken last.
  private var heard: Int

  /// A handheld of which so much news was taken before.
  init(after news: Int = 0) { heard = news }

  // MARK: What is done

  mutating func act(_ act: Act, on life: inout Life) {
    switch act.id {
    case "interrogate": begin(.read(Self.review), "Reading the pump", life: &life)
    case "report":
      begin(
        .report(Self.review, entries: ReportRows.entries), "Reading the pump and its log",
        life: &life)
    case "emergency": begin(.emergency, "Calling the emergency", life: &life)
    case "back": goBack(&life)
    case "transfer": life.beginTransfer()
    case "transfer-yes": life.agreeToTransfer()
    case "transfer-confirm": confirmTransfer(act, life: &life)
    case "transfer-giveup": life.giveUpTransfer()
    case "transfer-over":
      life.forgetTransfer()
      facts = nil
      place = .home
    case "lay-other": if let other = life.other?.serial { life.layHeadOver(other) }
    case "typed":
      if let pump = ShortText<12>(string: act["pump"]) { life.layHeadOver(pump) }
      hold(act["head"], life: &life)
      type(act)
    case "propose": propose(act, life: &life)
    case "yes": agree(&life)
    case "confirm": confirm(act, life: &life)
    case "giveup":
      life.hand.giveUp(at: life.now.link)
      if !life.hand.isBusy { place = facts == nil ? .home : .review }
    default:
      if let form = Form(name: act.id) { open(form) }
      if let flow = Form.Workflow(rawValue: act.id) { place = .workflow(flow) }
    }
  }

  /// What is read for a review.
  static var review: [VisitStep] {
    [.interrogate, .therapy, .plans(staged: nil), .foretell, .catheter]
  }

  private mutating func hold(_ words: String, life: inout Life) {
    guard let head = Head.place(words), head != life.pump.world.head else { return }
    life.pump.setHead(head, at: life.now)
  }

  private mutating func begin(_ purpose: Handheld.Purpose, _ words: String, life: inout Life) {
    doing = words
    problem = nil
    life.hand.begin(purpose, at: life.now.link)
  }

  private mutating func open(_ form: Form) {
    place = .form(form)
    typed = []
    problem = nil
  }

  private mutating func goBack(_ life: inout Life) {
    if life.hand.isBusy { life.hand.giveUp(at: life.now.link) }
    problem = nil
    switch place {
    case .home, .review: break
    case .form(let form): place = form.workflow.only == nil ? .workflow(form.workflow) : .review
    case .outcome, .workflow, .report: place = facts == nil ? .home : .review
    case .finish(let form, _): place = .form(form)
    }
  }

  private mutating func type(_ act: Act) {
    guard case .form(let form) = place else { return }
    typed = act.values
    problem = form.problem(act)
  }

  private mutating func propose(_ act: Act, life: inout Life) {
    guard case .form(let form) = place else { return }
    typed = act.values
    do throws(FormProblem) {
      let purpose = try form.purpose(act)
      asked = form
      begin(purpose, "Asking the pump what it would do", life: &life)
    } catch {
      problem = error
    }
  }

  private mutating func agree(_ life: inout Life) {
    guard case .finish(_, let question) = place else { return }
    switch question {
    case .plain:
      if life.hand.agree(at: life.now.link) { doing = "Giving the order" }
    case .change(let proposal, _, _), .dose(let proposal, _):
      guard let consent = Consent(proposal, Yes(by: Handheld.consentedBy)) else { return }
      if life.hand.consent(consent, at: life.now.link) { doing = "Giving the order" }
    }
  }

  /// The total was typed, as it is shown; no yes stands in for it.
  private mutating func confirm(_ act: Act, life: inout Life) {
    guard case .finish(_, let question) = place else { return }
    let proposal: Proposal
    switch question {
    case .plain: return
    case .change(let asked, _, _), .dose(let asked, _): proposal = asked
    }
    do throws(QuantityError) {
      let total = try QuantityText.nanograms(act["total"])
      guard let consent = Consent(proposal, total: total, by: "total typed on the page") else {
        problem = FormProblem.otherTotal
        return
      }
      problem = nil
      if life.hand.consent(consent, at: life.now.link) { doing = "Giving the order" }
    } catch {
      problem = FormProblem("total", error.words(.page))
    }
  }

  /// The total of the new pump's therapy was typed, as it is shown.
  private mutating func confirmTransfer(_ act: Act, life: inout Life) {
    guard case .transfer(let proposal, _)? = life.transfer?.question else { return }
    do throws(QuantityError) {
      let total = try QuantityText.nanograms(act["total"])
      problem = FormProblem.otherTotal
      guard let consent = Consent(proposal, total: total, by: "total typed on the page") else {
        return
      }
      problem = nil
      life.consentToTransfer(consent)
    } catch {
      problem = FormProblem("total", error.words(.page))
    }
  }

  // MARK: What came of it

  mutating func hear(_ life: inout Life) {
    // What comes of anything then is the transfer's, which tells it.
    if life.transfer != nil {
      heard = life.hand.newsCount
      return
    }
    guard life.hand.newsCount > heard, let news = life.hand.news else { return }
    heard = life.hand.newsCount
    doing = nil
    switch news {
    case .read(let read):
      facts = read
      record.read(read)
      place = .review
    case .reported(let read, let log):
      facts = read
      record.read(read)
      place = .report(KeptVisit(read, log, record))
    case .asks(let question):
      problem = nil
      place = .finish(asked, question)
    case .ended(.notDone(.givenUp)):
      tell(Outcome(.givenUp, life.hand), &life)
    case .ended(let end): tell(Outcome(end, life.hand), &life, isOrder: true)
    case .called(let end): tell(Outcome(called: end), &life, isOrder: true)
    case .mismatch(let mismatch): tell(Outcome(mismatch), &life)
    case .failed(let fault): tell(Outcome(fault, life.hand), &life)
    }
    if let now = life.hand.lastReading { facts?.now = now }
  }

  private mutating func tell(_ outcome: Outcome, _ life: inout Life, isOrder: Bool = false) {
    place = .outcome(outcome)
    if isOrder { record.note(outcome, seconds: life.hand.knownTherapySeconds) }
    life.note(.told(.clinician, outcome.title, isGood: outcome.tone == .good))
  }
}

/// Something that was typed and cannot be used.
struct FormProblem: Error, Equatable {
  /// Another total was typed than is shown.
  static var otherTotal: FormProblem {
    FormProblem(
      "total",
      "That is not the most that any 24 h will hold, as it is shown above. Nothing was changed.")
  }

  /// The field; empty for the whole of it.
  let field: String
  let words: String

  init(_ field: String, _ words: String) {
    self.field = field
    self.words = words
  }
}
