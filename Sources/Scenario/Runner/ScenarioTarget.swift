package import Trace

/// What a verb came to.
package struct VerbOutcome: Sendable {
  /// Its exit code.
  package var code: Int32
  /// What it wrote for programs.
  package var output: String
  /// What it wrote for people.
  package var words: String

  /// An outcome from its parts.
  package init(code: Int32, output: String, words: String) {
    self.code = code
    self.output = output
    self.words = words
  }
}

/// A verb whose words were taken apart.
package struct ScenarioVerb {
  /// What it asks before it does anything.
  package enum Question: Equatable, Sendable {
    /// Nothing: it reads, or enters something in a record.
    case nothing
    /// A yes.
    case yes
    /// A yes, or the most that any 24 hours will hold.
    case total
  }

  package let question: Question
  /// Whether it prints its result for programs.
  package let hasJSON: Bool
  /// Why the target cannot do it; `nil` when it can.
  package let obstacle: String?
  /// Carries it out.
  package let run: () -> VerbOutcome

  /// A verb from its parts.
  package init(
    question: Question, hasJSON: Bool, obstacle: String? = nil, run: @escaping () -> VerbOutcome
  ) {
    self.question = question
    self.hasJSON = hasJSON
    self.obstacle = obstacle
    self.run = run
  }
}

/// Consent as a verb is given it.
package enum GivenWords: Equatable, Sendable {
  case none
  case yes
  case total(String)
}

/// Why the words of a verb are none.
package struct NoVerb: Error {
  package let reason: String

  /// A reason in words.
  package init(_ reason: String) { self.reason = reason }
}

/// A pump, and the programmer and bench at it, as a script is played on them.
package protocol ScenarioTarget: AnyObject {
  /// What it is, for the report.
  var name: String { get }
  /// The pump's model; `nil` where nobody answers.
  var model: String? { get }
  /// A folder that the script's own files can be in; it goes away with the target.
  var folder: String { get }
  /// Names for a script that lead to its pumps: `port` and `card`, and `old_port` of another.
  var variables: [String: String] { get }
  /// Takes the words of a programmer's verb apart, with consent. `pump` is the name of another pump
  /// than the first.
  func programmer(
    _ words: [String], _ given: GivenWords, at pump: String?
  ) throws(NoVerb) -> ScenarioVerb
  /// Takes the words of a bench's verb apart.
  func bench(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb
  /// Takes the words of a command apart that is run beside a pump.
  func client(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb
  /// What has happened to each pump; `nil` where that cannot be known, or is not kept.
  var trace: [TraceChapter]? { get }
  /// Says something of the script in the trace, where one is kept.
  func remark(_ words: String)
}
