package import Telemetry

/// The drugs that the bench knows.
package enum BenchDrug {
  /// All of them, by their numbers; baclofen is the first.
  package static var all: [DrugCode] {
    (UInt8.min...UInt8.max).compactMap { DrugCode(rawValue: $0) }
  }
}

extension DrugCode {
  /// Its name on the bench, which no release changes.
  package var benchName: String { "\(wireName)" }

  /// The drug of a name; `nil` when it is none's.
  package init?(benchName name: String) {
    guard let drug = BenchDrug.all.first(where: { $0.benchName == name }) else { return nil }
    self = drug
  }
}

/// An amount of one drug, where there is or was another than baclofen. Spec: bench.md, "Drugs".
package struct DrugAnswer: BenchRecord, Equatable, Sendable {
  /// Its name.
  package var drug = ""
  package var pg: UInt64 = 0

  package init() {}

  /// An amount of a drug.
  package init(_ drug: String, pg: UInt64) {
    self.drug = drug
    self.pg = pg
  }

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("drug", &drug)
    fields.field("pg", &pg)
  }
}
