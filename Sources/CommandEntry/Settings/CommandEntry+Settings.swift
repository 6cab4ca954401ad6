package import PumpText
import SerialLink
package import YamlFiles

extension CommandEntry {
  /// The settings of whoever runs a program, with the profile that `--profile` names among its
  /// words, from which that is taken. A settings file that is wrong ends the program, with what is
  /// wrong, unless nothing that is asked for can need it.
  /// - Parameters:
  ///   - program: Its name.
  ///   - goesOn: Whether words are carried out all the same: then it is said, and there are none.
  ///   - check: What is wrong with a value; `nil` for nothing.
  ///   - failure: The object that `--json` prints for an exit status and its sentence.
  package static func settings(
    from words: inout [String], as program: String, goesOn: ([String]) -> Bool = { _ in false },
    check: @escaping (Setting, String) -> QuantityError? = { _, _ in nil },
    failure: (ProgramExitStatus, String) -> any Encodable = { CommandFailure($0, $1) }
  ) -> Settings {
    let profile = OptionOfAllVerbs.taken("--profile", from: &words)
    do throws(SettingsFile.Problem) {
      return try SettingsFile.read(profile: profile, check: check)
    } catch {
      if asksForHelp(words) { return .none }
      let goesOn = goesOn(words)
      let end = goesOn ? "It is left aside" : "Nothing was sent; mend it, or take it away"
      let sentence = "\(error.words). \(end)"
      guard !goesOn else {
        StandardStreams.error("\(program): \(sentence)\n")
        return .none
      }
      tell("\(program): \(sentence)\n", failure(.configuration, sentence), words)
      CommandEntry.end(.configuration)
    }
  }

  /// Whether words ask for nothing but what the program itself tells.
  private static func asksForHelp(_ words: [String]) -> Bool {
    let told = ["-h", "--help", "--version", "--experimental-dump-help"]
    return words.isEmpty || words.first == "help"
      || words.contains { told.contains($0) || $0.hasPrefix("--generate-") || $0.hasPrefix("---") }
  }
}
