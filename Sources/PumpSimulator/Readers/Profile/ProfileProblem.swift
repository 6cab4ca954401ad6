import Console

/// Something wrong in a pump profile, with the place a person has to look at.
struct ProfileProblem: Error, Equatable, CustomStringConvertible {
  let line: Int
  let message: String

  var description: String { "line \(line): \(message)" }
}

/// Everything wrong in one profile.
struct ProfileError: Error, CustomStringConvertible {
  let file: String
  let problems: [ProfileProblem]

  var description: String {
    problems.map { "\(file.shown):\($0.line): \($0.message.shown)" }.joined(separator: "\n")
  }
}
