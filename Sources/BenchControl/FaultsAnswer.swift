/// The faults there are, unit by kind, and what is active. Spec: bench.md, "Faults".
package struct FaultsAnswer: BenchRecord, Equatable, Sendable {
  package var supported: [Supported] = []
  package var active: [FaultAnswer] = []

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("supported", &supported)
    fields.field("active", &active)
  }

  /// One fault there is.
  package struct Supported: BenchRecord, Equatable, Sendable {
    package var unit = ""
    package var kind = ""
    /// What its value counts; left out when it has none.
    package var measure: String?
    package var lowest: Int64?
    package var highest: Int64?
    /// Whether it is over as soon as it has happened.
    package var is_event = false

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("unit", &unit)
      fields.field("kind", &kind)
      fields.field("measure", &measure)
      fields.field("lowest", &lowest)
      fields.field("highest", &highest)
      fields.field("is_event", &is_event)
    }
  }
}

/// A fault that is active.
package struct FaultAnswer: BenchRecord, Equatable, Sendable {
  package var unit = ""
  package var kind = ""
  /// In the kind's own measure; left out when it has none.
  package var value: Int64?
  /// When it ends by itself; left out when it stays.
  package var until_s: UInt64?

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("unit", &unit)
    fields.field("kind", &kind)
    fields.field("value", &value)
    fields.field("until_s", &until_s)
  }
}
