import ClinicText
package import Console

/// Lines of a label and a value.
package struct Lines {
  package private(set) var text = ""

  package init() {}

  package mutating func add(_ label: String, _ value: String) {
    text += Self.line(label, value, labels: 11)
  }

  /// A line whose label takes at least so many columns.
  static func line(_ label: String, _ value: String, labels: Int) -> String {
    SideBySide.pad(label, labels) + value + "\n"
  }
}

extension [ScreenFact] {
  /// The facts under each other, what belongs to one under its value.
  package func lines(on paper: Paper = .plain, labels: Int = 11) -> String {
    var text = ""
    for fact in self {
      let gauge = fact.gauge.map { " " + Picture.gauge($0.part, of: $0.whole, on: paper) } ?? ""
      let note = fact.note.isEmpty ? "" : " \(fact.note)"
      text += Lines.line(fact.label, fact.value + gauge + note, labels: labels)
      for line in fact.more { text += Lines.line("", line, labels: labels) }
    }
    return text
  }
}
