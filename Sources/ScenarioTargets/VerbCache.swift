import Scenario

/// Verbs whose words were taken apart once: they are looked at before the first step and again when
/// they are played, some of them in every other step, and taking them apart is a quarter of all.
final class VerbCache {
  private var verbs: [String: ScenarioVerb] = [:]

  /// The verb of words at a pump with some consent; made where it is new.
  func verb(
    _ words: [String], _ given: GivenWords = .none, at pump: String?,
    make: () throws(NoVerb) -> ScenarioVerb
  ) throws(NoVerb) -> ScenarioVerb {
    // No word has this character in it: a command line ends its words with it.
    let key = (words + ["\(given)", pump ?? ""]).joined(separator: "\0")
    if let known = verbs[key] { return known }
    let verb = try make()
    verbs[key] = verb
    return verb
  }
}
