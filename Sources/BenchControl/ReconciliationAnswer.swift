/// What was delivered, by four witnesses. Spec: bench.md, "The four witnesses".
package struct ReconciliationAnswer: BenchRecord, Equatable, Sendable {
  package var truth = Truth()
  package var counter = Counter()
  package var programme = Programmed()
  package var log = Log()
  package var differences = Differences()

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("truth", &truth)
    fields.field("counter", &counter)
    fields.field("programme", &programme)
    fields.field("log", &log)
    fields.field("differences", &differences)
  }

  /// What really was.
  package struct Truth: BenchRecord, Equatable, Sendable {
    package var pumped_nl: UInt64 = 0
    package var pumped_pg: UInt64 = 0
    package var patient_pg: UInt64 = 0
    /// What left the reservoir by drug, baclofen first; both are left out where there never was
    /// another.
    package var pumped_drugs: [DrugAnswer]?
    /// What reached the patient by drug.
    package var patient_drugs: [DrugAnswer]?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("pumped_nl", &pumped_nl)
      fields.field("pumped_pg", &pumped_pg)
      fields.field("patient_pg", &patient_pg)
      fields.field("pumped_drugs", &pumped_drugs)
      fields.field("patient_drugs", &patient_drugs)
    }
  }

  /// What the pump counted.
  package struct Counter: BenchRecord, Equatable, Sendable {
    package var strokes: UInt64 = 0
    package var pumped_nl: UInt64 = 0
    /// What the pump believes was in it: programmed, less owed, less undelivered.
    package var pumped_pg: UInt64 = 0

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("strokes", &strokes)
      fields.field("pumped_nl", &pumped_nl)
      fields.field("pumped_pg", &pumped_pg)
    }
  }

  /// What was programmed.
  package struct Programmed: BenchRecord, Equatable, Sendable {
    package var programmed_pg: UInt64 = 0
    package var owed_pg: UInt64 = 0
    package var undelivered_pg: UInt64 = 0

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("programmed_pg", &programmed_pg)
      fields.field("owed_pg", &owed_pg)
      fields.field("undelivered_pg", &undelivered_pg)
    }
  }

  /// What the log tells.
  package struct Log: BenchRecord, Equatable, Sendable {
    package var oldest: UInt32 = 0
    package var newest: UInt32 = 0
    /// The first entry that is not as it was written; left out when all are.
    package var damaged: UInt32?
    package var lost: UInt64 = 0
    package var undelivered_pg: UInt64 = 0
    /// The last account of a day; all three are left out before the first.
    package var account_s: UInt64?
    package var account_pumped_nl: UInt64?
    package var account_programmed_pg: UInt64?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("oldest", &oldest)
      fields.field("newest", &newest)
      fields.field("damaged", &damaged)
      fields.field("lost", &lost)
      fields.field("undelivered_pg", &undelivered_pg)
      fields.field("account_s", &account_s)
      fields.field("account_pumped_nl", &account_pumped_nl)
      fields.field("account_programmed_pg", &account_programmed_pg)
    }
  }

  /// Each the first named less the second.
  package struct Differences: BenchRecord, Equatable, Sendable {
    package var counter_truth_nl: Int64 = 0
    package var counter_truth_pg: Int64 = 0
    package var programme_counter_pg: Int64 = 0
    /// Since the last account; left out before the first.
    package var log_counter_nl: Int64?
    package var log_programme_pg: Int64?
    /// Zero while the whole log is in the ring.
    package var log_undelivered_pg: Int64 = 0

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("counter_truth_nl", &counter_truth_nl)
      fields.field("counter_truth_pg", &counter_truth_pg)
      fields.field("programme_counter_pg", &programme_counter_pg)
      fields.field("log_counter_nl", &log_counter_nl)
      fields.field("log_programme_pg", &log_programme_pg)
      fields.field("log_undelivered_pg", &log_undelivered_pg)
    }
  }
}
