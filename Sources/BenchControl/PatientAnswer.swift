/// Who is in the body, and their diary; illustrative, and never dosing advice. Spec: bench.md, "The
/// patient".
package struct PatientAnswer: BenchRecord, Equatable, Sendable {
  package var patient = State()
  /// The days that were asked for, the first first; the last is not over.
  package var diary: [Day] = []

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("patient", &patient)
    fields.field("diary", &diary)
  }

  /// What an examination shows now, and what happened so far. Scores are in
  /// 1/100, 0 through 400.
  package struct State: BenchRecord, Equatable, Sendable {
    /// Kind and seed, as in `responder:7`.
    package var name = ""
    package var therapy_time_s: UInt64 = 0
    package var legs_tone: UInt32 = 0
    package var arms_tone: UInt32 = 0
    package var legs_spasms: UInt32 = 0
    package var arms_spasms: UInt32 = 0
    package var drowsiness = ""
    package var withdrawal = ""
    package var received_pg: UInt64 = 0
    package var received_today_pg: UInt64 = 0
    /// The drug in each cell of the spinal fluid, from the head down.
    package var cells_pg: [UInt64] = []
    /// Other drugs that reached them, of whose effect the model knows nothing; left out where none
    /// did.
    package var other_drugs: [DrugAnswer]?
    package var tones_heard: UInt64 = 0
    package var calls: UInt64 = 0
    /// Why the last call was made, and when; both are left out before the first.
    package var called_for: String?
    package var called_s: UInt64?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("name", &name)
      fields.field("therapy_time_s", &therapy_time_s)
      fields.field("legs_tone", &legs_tone)
      fields.field("arms_tone", &arms_tone)
      fields.field("legs_spasms", &legs_spasms)
      fields.field("arms_spasms", &arms_spasms)
      fields.field("drowsiness", &drowsiness)
      fields.field("withdrawal", &withdrawal)
      fields.field("received_pg", &received_pg)
      fields.field("received_today_pg", &received_today_pg)
      fields.field("cells_pg", &cells_pg)
      fields.field("other_drugs", &other_drugs)
      fields.field("tones_heard", &tones_heard)
      fields.field("calls", &calls)
      fields.field("called_for", &called_for)
      fields.field("called_s", &called_s)
    }
  }

  /// A day of the diary; the worst and the highest of it, but for
  /// `lowest_tone`. Scores are in 1/100.
  package struct Day: BenchRecord, Equatable, Sendable {
    package var day: UInt64 = 0
    package var is_over = false
    package var received_pg: UInt64 = 0
    package var highest_tone: UInt32 = 0
    package var lowest_tone: UInt32 = 0
    package var spasms: UInt32 = 0
    package var drowsiness = ""
    package var withdrawal = ""
    package var tones_heard: UInt64 = 0
    package var calls: UInt64 = 0

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("day", &day)
      fields.field("is_over", &is_over)
      fields.field("received_pg", &received_pg)
      fields.field("highest_tone", &highest_tone)
      fields.field("lowest_tone", &lowest_tone)
      fields.field("spasms", &spasms)
      fields.field("drowsiness", &drowsiness)
      fields.field("withdrawal", &withdrawal)
      fields.field("tones_heard", &tones_heard)
      fields.field("calls", &calls)
    }
  }
}
