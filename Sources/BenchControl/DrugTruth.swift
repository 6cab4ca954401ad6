/// What is really so of one drug, where there is or was another than baclofen. Spec: bench.md,
/// "Drugs".
package struct DrugTruth: BenchRecord, Equatable, Sendable {
  /// Its name.
  package var drug = ""
  package var filled_pg: UInt64 = 0
  package var withdrawn_pg: UInt64 = 0
  package var replaced_pg: UInt64 = 0
  package var pocket_pg: UInt64 = 0
  package var reservoir_pg: UInt64 = 0
  package var residual_pg: UInt64 = 0
  package var pumped_pg: UInt64 = 0
  package var catheter_pg: UInt64 = 0
  package var patient_pg: UInt64 = 0
  package var leaked_pg: UInt64 = 0
  package var spilled_pg: UInt64 = 0
  /// What the body has of it; left out once it was handed over.
  package var body: Body?

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("drug", &drug)
    fields.field("filled_pg", &filled_pg)
    fields.field("withdrawn_pg", &withdrawn_pg)
    fields.field("replaced_pg", &replaced_pg)
    fields.field("pocket_pg", &pocket_pg)
    fields.field("reservoir_pg", &reservoir_pg)
    fields.field("residual_pg", &residual_pg)
    fields.field("pumped_pg", &pumped_pg)
    fields.field("catheter_pg", &catheter_pg)
    fields.field("patient_pg", &patient_pg)
    fields.field("leaked_pg", &leaked_pg)
    fields.field("spilled_pg", &spilled_pg)
    fields.field("body", &body)
  }

  /// What the body got of it, from any pump and by hand.
  package struct Body: BenchRecord, Equatable, Sendable {
    package var infused_pg: UInt64 = 0
    package var injected_pg: UInt64 = 0
    /// In the catheter that leads to no pump; left out where there is none.
    package var catheter_pg: UInt64?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("infused_pg", &infused_pg)
      fields.field("injected_pg", &injected_pg)
      fields.field("catheter_pg", &catheter_pg)
    }
  }
}
