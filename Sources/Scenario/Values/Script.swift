/// A script of what is done to a pump and what has to come of it. Spec: scenarios.md.
package struct Script: Sendable {
  package let place: ScriptPlace
  /// What it shows, in a line.
  package var name: String
  /// What somebody who reads it should know.
  package var about = ""
  package var tags: [String] = []
  package var pump = ScriptPump()
  /// Further pumps, by their names; each is at rest until a step is at it.
  package var others: [String: ScriptPump] = [:]
  /// The pump's model that it is for; `nil` for any.
  package var model: String?
  /// Names that stand for texts in the steps.
  package var variables: [String: String] = [:]
  /// It is played once for each; with none it is played once.
  package var rows: [[String: String]] = []
  package var setup: [Step] = []
  package var steps: [Step] = []
  /// What is done in the end, whatever happened before.
  package var teardown: [Step] = []

  init(_ place: ScriptPlace) {
    self.place = place
    name = place.file
  }

  /// The paths that its pumps name: of profiles that are not built in, and of drug libraries.
  package var filesOfPumps: [String] {
    ([pump] + others.values).flatMap { [$0.profile, $0.drugs] }.compactMap { $0 }
      .filter { $0.contains(".") }
  }
}

/// The pump that a script wants. What it leaves out is as `PumpFirmwareSim run` has it.
package struct ScriptPump: Sendable {
  /// Where the script says it.
  package var place: ScriptPlace?
  /// A built-in profile, or a file.
  package var profile: String?
  /// A drug library, as a file.
  package var drugs: String?
  /// How therapy time follows link time: `manual`, `real` or a factor.
  package var clock: String?
  package var seed: UInt64?
  /// Who is in the body, as `responder:7`.
  package var patient: String?
  /// Whether the pump begins in its body, and whether a body is there.
  package var isImplanted = true
  package var hasBody = true
  /// Faults that it has from the beginning, as `ctl fault` takes them.
  package var faults: [PlacedText] = []

  /// A pump of which nothing is said.
  package init() {}
}

/// A text of a script, and where it stands.
package struct PlacedText: Equatable, Sendable {
  package var text: String
  package let place: ScriptPlace
}

/// One step of a script.
package struct Step: Sendable {
  /// What is done.
  package enum Action: Sendable {
    /// A verb of the programmer, as it is typed.
    case programmer(String)
    /// A verb of the bench, as it is typed behind `ctl`.
    case bench(String)
    /// Therapy time passes.
    case wait(String)
    /// A command beside the pump, which is told where the pump is, as `run -- COMMAND` does.
    case client(String)
    /// Steps of a group, once for each row.
    case group(rows: [[String: String]], [Step])
  }

  package let place: ScriptPlace
  package var action: Action
  /// What it is for, for the report.
  package var name: String?
  /// Which of the other pumps it is at; `nil` for the script's first.
  package var pump: PlacedText?
  /// How an order is consented to.
  package var consent: StepConsent?
  package var expected = Expected()
  package var look: Look?
  /// Names for values of the result, by their keys in it.
  package var remembered: [(name: String, key: String)] = []
  /// The pump's model that it is for; `nil` for any.
  package var model: String?

  init(_ place: ScriptPlace, _ action: Action) {
    self.place = place
    self.action = action
  }
}

/// Consent that a script writes down beforehand.
package enum StepConsent: Equatable, Sendable {
  /// The most that any 24 hours will hold, as the preview has to show it.
  case total(PlacedText)
  /// A yes to what changes no dose.
  case yes(ScriptPlace)

  var place: ScriptPlace {
    switch self {
    case .total(let text): text.place
    case .yes(let place): place
    }
  }
}

/// How often something is looked at that takes its time.
package struct Look: Sendable {
  /// Whether it has to hold at once and all along, or once before the time is over.
  package enum Kind: Sendable {
    case within
    case throughout
  }

  package let kind: Kind
  package let length: PlacedText
  package let every: PlacedText?
}

/// What has to come of a step.
package struct Expected: Sendable {
  /// That it is refused: with this code, or with any where it is empty.
  package var refusal: PlacedText?
  /// What `outcome` says in the result.
  package var outcome: PlacedText?
  /// What is in its words.
  package var words: PlacedText?
  /// What values in its result have to be.
  package var values: [(key: PlacedText, wanted: Wanted)] = []

  /// What a value has to be, as a script writes it.
  package indirect enum Wanted: Sendable {
    case text(PlacedText)
    case list([Wanted], ScriptPlace)
  }

  /// Whether nothing is expected but that it is done.
  var isEmpty: Bool { refusal == nil && outcome == nil && words == nil && values.isEmpty }
}
