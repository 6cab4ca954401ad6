/// What a screen shows, as values. A face draws them, and computes nothing: a terminal as folded
/// lines, a page as tables and pictures.
///
/// Its parts stand in the order in which a person reads them; a part that is empty is not shown.
package struct Screen: Equatable, Sendable {
  /// What stands over everything, for nothing under it is to be read without it; `nil` for nothing.
  package var heading: String?
  /// What is now beside what is new.
  package var table: ScreenTable?
  /// What there is to know, each with its label.
  package var facts: [ScreenFact]
  /// The days of a programme, as pictures; `nil` where there are none to draw.
  package var days: DayChart?
  /// What happens, one after the other.
  package var steps: [String]
  /// What stands at the end, to be read before anything is consented to.
  package var notes: [ScreenNote]

  /// A screen of its parts.
  package init(
    heading: String? = nil, table: ScreenTable? = nil, facts: [ScreenFact] = [],
    days: DayChart? = nil, steps: [String] = [], notes: [ScreenNote] = []
  ) {
    self.heading = heading
    self.table = table
    self.facts = facts
    self.days = days
    self.steps = steps
    self.notes = notes
  }
}

/// Something that is told, or warned of, under what is shown.
package struct ScreenNote: Equatable, Sendable {
  /// A sentence.
  package let text: String
  /// Whether a person has to think about it before going on.
  package let isWarning: Bool

  /// A sentence, which only tells unless it is said to warn.
  package init(_ text: String, isWarning: Bool = false) {
    self.text = text
    self.isWarning = isWarning
  }

  /// A sentence that warns.
  package static func warning(_ text: String) -> ScreenNote {
    ScreenNote(text, isWarning: true)
  }
}
