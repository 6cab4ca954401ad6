/// Something that is known, with its label.
package struct ScreenFact: Equatable, Sendable {
  /// What it is about; empty only where the first of all has none.
  package let label: String
  /// The value, with its unit.
  package let value: String
  /// How full something is, to be drawn behind the value; `nil` where there is nothing to draw.
  package var gauge: ScreenGauge?
  /// What goes on with the value, behind the picture; empty for nothing.
  package var note: String
  /// Further lines, which stand under the value.
  package var more: [String]
  /// Whether it says that something is wrong, or warns of it.
  package var isWarning: Bool

  /// A fact of its parts.
  @inline(never)
  package init(
    _ label: String, _ value: String, gauge: ScreenGauge? = nil, note: String = "",
    more: [String] = [], isWarning: Bool = false
  ) {
    self.label = label
    self.value = value
    self.gauge = gauge
    self.note = note
    self.more = more
    self.isWarning = isWarning
  }
}

/// How full something is.
package struct ScreenGauge: Equatable, Sendable {
  /// What is in it.
  package let part: UInt64
  /// What it holds, in the same unit.
  package let whole: UInt64

  /// So much of so much.
  package init(_ part: UInt64, of whole: UInt64) {
    self.part = part
    self.whole = whole
  }
}

extension [ScreenFact] {
  /// Adds a fact; without a label it is a further line of the one before it.
  @inline(never)
  package mutating func add(_ label: String, _ value: String, isWarning: Bool = false) {
    guard label.isEmpty, let last = indices.last else {
      append(ScreenFact(label, value, isWarning: isWarning))
      return
    }
    self[last].more.append(value)
    if isWarning { self[last].isWarning = true }
  }

  /// Adds a fact with its further lines.
  @inline(never)
  package mutating func add(_ label: String, lines: [String], isWarning: Bool = false) {
    append(
      ScreenFact(
        label, lines.first ?? "", more: lines.dropFirst().map { $0 }, isWarning: isWarning))
  }
}
