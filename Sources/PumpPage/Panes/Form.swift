import Clinic
import ClinicText
import Quantities
import Telemetry

/// What a clinician can have done: each with the fields that say how.
enum Form: Equatable {
  /// A change of the programme or of the reservoir, which is staged, read back and committed.
  case change(ChangeForm)
  /// Anything else, which is one order.
  case order(OrderForm)

  /// Where it is found: what it is done for.
  enum Workflow: String, CaseIterable {
    case adjust, fill, implant, more

    /// The form of one in which there is only one thing to do, so that it is not asked which.
    var only: Form? {
      switch self {
      case .fill: .change(.refill)
      case .adjust, .implant, .more: nil
      }
    }

    var title: String {
      switch self {
      case .implant: "Implant or revision"
      case .adjust: "Adjust the therapy"
      case .fill: "Refill the reservoir"
      case .more: "Everything else"
      }
    }
  }

  /// All there are, in the order in which they are shown.
  static var all: [Form] {
    ChangeForm.allCases.map { .change($0) } + OrderForm.allCases.map { .order($0) }
  }

  /// The form of a name.
  init?(name: String) {
    if let form = ChangeForm(rawValue: name) {
      self = .change(form)
    } else if let form = OrderForm(rawValue: name) {
      self = .order(form)
    } else {
      return nil
    }
  }

  /// Its name, which no other has.
  var name: String {
    switch self {
    case .change(let form): form.rawValue
    case .order(let form): form.rawValue
    }
  }

  /// What it is found under.
  var workflow: Workflow {
    switch self {
    case .change(let form): form.workflow
    case .order(let form): form.workflow
    }
  }

  /// What it is called where it is chosen, and on its screen.
  var title: String {
    switch self {
    case .change(let form): form.title
    case .order(let form): form.title
    }
  }

  /// Whether it makes sense for a pump as it was read; what does not is not offered.
  func isOffered(_ now: Interrogation) -> Bool {
    switch self {
    case .change: true
    case .order(let form): form.isOffered(now)
    }
  }

  /// What stands on its screen, with what was typed so far.
  func nodes(
    _ typed: Act, _ problem: FormProblem?, _ facts: VisitFacts?, wall: WallClock?
  ) -> [Node] {
    let fields = FormFields(typed: typed, problem: problem)
    switch self {
    case .change(let form): return form.nodes(fields, facts)
    case .order(let form): return form.nodes(fields, facts, wall: wall)
    }
  }

  /// What is wrong with what was typed so far, as far as that is known before it is all there.
  func problem(_ act: Act) -> FormProblem? {
    do throws(FormProblem) {
      _ = try purpose(act)
      return nil
    } catch {
      // A field that nobody has come to yet is not wrong.
      return act[error.field].isEmpty ? nil : error
    }
  }

  /// What the handheld is set to do.
  func purpose(_ act: Act) throws(FormProblem) -> Handheld.Purpose {
    switch self {
    case .change(let form):
      .visit(.change(try form.change(act), Indication(rawValue: act["indication"])))
    case .order(let form): .visit(.order(try form.order(act)))
    }
  }
}

extension Present {
  /// Whether the pump gives next to nothing since somebody called for the emergency.
  var isEmergency: Bool {
    if case .emergency = self { true } else { false }
  }
}
