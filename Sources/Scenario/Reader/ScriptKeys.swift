/// A key that a script can have: the parser reads by these tables, and its JSON Schema is drawn
/// from them.
protocol ScriptKey: RawRepresentable, CaseIterable, Hashable where RawValue == String {
  /// What it is for, in a sentence.
  var meaning: String { get }
  /// What stands behind it.
  var form: ScriptForm { get }
}

/// What can stand behind a key.
enum ScriptForm {
  /// A text of the writer's own.
  case text
  /// A line of words, as at a command line; with an example.
  case words(String)
  /// A quantity with its unit; with an example.
  case quantity(String)
  /// A whole number from 0 on.
  case number
  /// true or false.
  case flag
  /// Exactly this word.
  case only(String)
  /// A list of texts, or a single one.
  case texts
  /// Names with texts.
  case names
  /// A list of names with texts.
  case rows
  /// A list of steps.
  case steps
  /// What values of a result have to be.
  case values
  /// The pump that is wanted.
  case pump
  /// Names with pumps.
  case pumps
  /// A text, or true for any.
  case textOrTrue
}

/// What there can be in a script.
enum TopKey: String, ScriptKey {
  case name, about, tags, pump, others, when, variables, rows, setup, steps, teardown

  var meaning: String {
    switch self {
    case .name: "What the script shows, in a line"
    case .about: "What somebody who reads it should know"
    case .tags: "Words to choose scripts by, with --only"
    case .pump: "The pump that it wants"
    case .others: "Further pumps by name, such as the one that follows; a step is at one with at"
    case .when: "The pump's model that it is for; at another it is skipped"
    case .variables: "Names, which ${name} in a step stands for"
    case .rows: "A table: the script is played once for each row, on a fresh pump"
    case .setup: "Steps before all others"
    case .steps: "What is done, in order"
    case .teardown: "Steps at the end, whatever happened before"
    }
  }

  var form: ScriptForm {
    switch self {
    case .name, .about, .when: .text
    case .tags: .texts
    case .pump: .pump
    case .others: .pumps
    case .variables: .names
    case .rows: .rows
    case .setup, .steps, .teardown: .steps
    }
  }
}

/// What can be said of a pump.
enum PumpKey: String, ScriptKey {
  case profile, drugs, clock, seed, patient, implanted, body, faults

  var meaning: String {
    switch self {
    case .profile: "Its profile: the name of a built-in one, or a file beside the script"
    case .drugs: "The drugs it takes: a drug library beside the script"
    case .clock: "Therapy time: manual unless told, real, or a factor"
    case .seed: "What its keys and its noise are drawn from"
    case .patient: "A virtual patient in the body: a kind, or kind:seed"
    case .implanted: "Whether it begins in its body"
    case .body: "Whether there is a body"
    case .faults: "What is wrong with it from the beginning, as ctl fault takes it"
    }
  }

  var form: ScriptForm {
    switch self {
    case .profile, .drugs, .patient: .text
    case .clock: .words("manual")
    case .seed: .number
    case .implanted, .body: .flag
    case .faults: .texts
    }
  }
}

/// What can be in a step: what is done, and what is expected of it.
enum StepKey: String, ScriptKey {
  case programmer, bench, wait, client, include, steps
  case name, at, when, rows, total, confirm, expect, refused, outcome, says
  case within, throughout, every, remember

  /// Those that say what is done, of which a step has one.
  static let actions: [StepKey] = [.programmer, .bench, .wait, .client, .include, .steps]

  var meaning: String {
    switch self {
    case .programmer: "A verb of the programmer, as it is typed behind programmer"
    case .bench: "A verb of the bench, as it is typed behind PumpFirmwareSim ctl"
    case .wait: "How much time of therapy passes"
    case .client: "A command that is run beside the pump, with PUMPLINK_PORT in its environment"
    case .include: "Another script, whose steps stand here"
    case .steps: "Steps that belong together"
    case .name: "What the step is for"
    case .at: "Which of the others it is at; without it, it is at the script's first pump"
    case .when: "The pump's model that it is for; at another it is skipped"
    case .rows: "A table: the steps under it are played once for each row"
    case .total:
      "Consent to a change of the dose: the most that any 24 hours will hold, as the preview "
        + "has to show it"
    case .confirm: "Consent to an order that changes no dose"
    case .expect: "What values of the result have to be, by their keys in --json"
    case .refused: "That it is refused, by the code of the refusal; true for any"
    case .outcome: "What outcome says in the result"
    case .says: "Words that are in what it says"
    case .within: "Look again until all that is expected holds, for so much therapy at most"
    case .throughout: "Look again and again: what is expected holds for so much therapy"
    case .every: "How much therapy lies between two looks; a twentieth of the time unless told"
    case .remember: "Names for values of the result, by their keys; ${name} stands for them later"
    }
  }

  var form: ScriptForm {
    switch self {
    case .programmer: .words("dose 110 mcg/day")
    case .bench: .words("advance 2 days")
    case .client: .words("./my-programmer dose 110")
    case .include: .words("common/implant.yaml")
    case .wait: .quantity("2 days")
    case .total: .quantity("110 mcg")
    case .within: .quantity("3 days")
    case .throughout: .quantity("3 days")
    case .every: .quantity("10 min")
    case .confirm: .only("yes")
    case .name, .at, .when, .outcome, .says: .text
    case .refused: .textOrTrue
    case .rows: .rows
    case .steps: .steps
    case .expect: .values
    case .remember: .names
    }
  }
}
