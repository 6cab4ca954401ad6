import Console
import Yams

/// Something wrong in a pump profile, with the place a person has to look at.
struct ProfileProblem: Error, Equatable, CustomStringConvertible {
  let line: Int
  let message: String

  var description: String { "line \(line): \(message)" }
}

extension ProfileProblem {
  /// Why a text is no YAML.
  init(_ error: any Error) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      self.init(line: mark.line, message: "this is no YAML: \(problem)")
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().joined(separator: ", ")
      self.init(line: context.mark.line, message: "there is more than one \(names)")
    default: self.init(line: 1, message: "this is no YAML")
    }
  }
}

/// Everything wrong in one profile.
struct ProfileError: Error, CustomStringConvertible {
  let file: String
  let problems: [ProfileProblem]

  var description: String {
    problems.map { "\(file.shown):\($0.line): \($0.message.shown)" }.joined(separator: "\n")
  }
}
