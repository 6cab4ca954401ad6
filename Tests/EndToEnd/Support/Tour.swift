import Foundation

/// The commands that a page shows in its blocks of the kind `console`, with what they print.
///
/// A line that begins with `$ ` is typed; the lines below it, up to the next of that kind, are what
/// it prints. What stands behind a question is typed there. A line `…` stands for one line or more
/// that the page leaves out. Every command ends with 0 but those behind which `echo $?` is typed.
struct Tour {
  /// A line of the page.
  struct Line: Equatable {
    var number: Int
    var text: String
  }

  /// What is typed, and what is then to be seen.
  struct Command {
    var typed: Line
    var shown: [Line] = []

    /// Whether it is to fail: then the page asks for its exit code next.
    var fails = false

    /// Whether it goes on in the background.
    var isInBackground: Bool { typed.text.hasSuffix("&") }

    /// What the page answers to a question; `nil` when it does not have it.
    func answer(to question: String) -> String? {
      let line = shown.first { $0.text.hasPrefix(question) && $0.text.count > question.count }
      return line.map { String($0.text.dropFirst(question.count)) }
    }
  }

  static let leftOut = "…"

  private(set) var commands: [Command] = []
  /// What the page gets wrong before anything is typed.
  private(set) var faults: [String] = []

  init(_ page: String) {
    var isInBlock = false
    for (index, text) in page.components(separatedBy: "\n").enumerated() {
      let line = Line(number: index + 1, text: text)
      if text.hasPrefix("```") {
        isInBlock = text == "```console"
      } else if isInBlock && text.hasPrefix("$ ") {
        let words = String(text.dropFirst(2))
        if words == "echo $?", let last = commands.indices.last { commands[last].fails = true }
        commands.append(Command(typed: Line(number: line.number, text: words)))
      } else if isInBlock && commands.isEmpty {
        faults.append("line \(line.number) is printed by no command")
      } else if isInBlock {
        commands[commands.count - 1].shown.append(line)
      }
    }
  }
}
