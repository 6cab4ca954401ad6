/// What is really so, and what the pump believes beside it. Spec: bench.md, "The truth".
package struct TruthAnswer: BenchRecord, Equatable, Sendable {
  package var therapy_time_s: UInt64 = 0
  package var pumped_nl: UInt64 = 0
  package var pumped_pg: UInt64 = 0
  package var reservoir_nl: UInt64 = 0
  package var reservoir_pg: UInt64 = 0
  package var residual_nl: UInt64 = 0
  package var catheter_nl: UInt64 = 0
  package var catheter_pg: UInt64 = 0
  package var patient_nl: UInt64 = 0
  package var patient_pg: UInt64 = 0
  package var leaked_nl: UInt64 = 0
  package var leaked_pg: UInt64 = 0
  package var spilled_nl: UInt64 = 0
  package var spilled_pg: UInt64 = 0
  package var pocket_nl: UInt64 = 0
  package var filled_nl: UInt64 = 0
  package var withdrawn_nl: UInt64 = 0
  package var strokes: UInt64 = 0
  package var battery_percent: UInt8 = 0
  /// What answers have cost the battery while the head was near and not in contact.
  package var telemetry_nj: UInt64 = 0
  package var power = ""
  package var head = ""
  /// The body that the pump is in, or that lies beside it; left out once it was handed over.
  package var body: Body?
  package var tones = Tones()
  package var faults: [FaultAnswer] = []
  /// The drugs, baclofen first; left out where there never was another.
  package var drugs: [DrugTruth]?
  /// The crash to come; left out when none is planned.
  package var crash: Crash?
  /// Where an advance that goes until something stopped; left out of every other answer.
  package var stop: Stop?
  /// Left out while the pump has no power: then it believes nothing.
  package var pump: Belief?

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("therapy_time_s", &therapy_time_s)
    fields.field("pumped_nl", &pumped_nl)
    fields.field("pumped_pg", &pumped_pg)
    fields.field("reservoir_nl", &reservoir_nl)
    fields.field("reservoir_pg", &reservoir_pg)
    fields.field("residual_nl", &residual_nl)
    fields.field("catheter_nl", &catheter_nl)
    fields.field("catheter_pg", &catheter_pg)
    fields.field("patient_nl", &patient_nl)
    fields.field("patient_pg", &patient_pg)
    fields.field("leaked_nl", &leaked_nl)
    fields.field("leaked_pg", &leaked_pg)
    fields.field("spilled_nl", &spilled_nl)
    fields.field("spilled_pg", &spilled_pg)
    fields.field("pocket_nl", &pocket_nl)
    fields.field("filled_nl", &filled_nl)
    fields.field("withdrawn_nl", &withdrawn_nl)
    fields.field("strokes", &strokes)
    fields.field("battery_percent", &battery_percent)
    fields.field("telemetry_nj", &telemetry_nj)
    fields.field("power", &power)
    fields.field("head", &head)
    fields.field("body", &body)
    fields.field("tones", &tones)
    fields.field("faults", &faults)
    fields.field("drugs", &drugs)
    fields.field("crash", &crash)
    fields.field("stop", &stop)
    fields.field("pump", &pump)
  }

  /// The body, and all it got from any pump and by hand.
  package struct Body: BenchRecord, Equatable, Sendable {
    package var has_pump = false
    package var infused_nl: UInt64 = 0
    package var infused_pg: UInt64 = 0
    package var injected_pg: UInt64 = 0
    /// The catheter that leads to no pump; both are left out where there is none.
    package var catheter_nl: UInt64?
    package var catheter_pg: UInt64?
    /// Who is in it; left out where nobody is.
    package var patient: PatientAnswer.State?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("has_pump", &has_pump)
      fields.field("infused_nl", &infused_nl)
      fields.field("infused_pg", &infused_pg)
      fields.field("injected_pg", &injected_pg)
      fields.field("catheter_nl", &catheter_nl)
      fields.field("catheter_pg", &catheter_pg)
      fields.field("patient", &patient)
    }
  }

  /// What the patient heard.
  package struct Tones: BenchRecord, Equatable, Sendable {
    package var single: UInt64 = 0
    package var two_tone: UInt64 = 0
    package var last_s: UInt64?

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("single", &single)
      fields.field("two_tone", &two_tone)
      fields.field("last_s", &last_s)
    }
  }

  /// A crash to come.
  package struct Crash: BenchRecord, Equatable, Sendable {
    package var at = ""
    /// How many writes of its kind there are until then, that one included.
    package var count: UInt32 = 0
    /// `cycle`, `off` or `kill`.
    package var state = ""

    package init() {}

    /// A crash as it is planned.
    package init(_ plan: ArmedCrash) {
      at = plan.place.rawValue
      count = plan.count
      state = plan.kind.rawValue
    }

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("at", &at)
      fields.field("count", &count)
      fields.field("state", &state)
    }
  }

  /// What the pump believes, by its own counters and clock.
  package struct Belief: BenchRecord, Equatable, Sendable {
    package var therapy_time_s: UInt64 = 0
    package var strokes: UInt64 = 0
    package var reservoir_nl: UInt64 = 0
    package var programmed_pg: UInt64 = 0
    package var owed_pg: UInt64 = 0
    package var undelivered_pg: UInt64 = 0
    package var path_nl: UInt64 = 0
    package var empty_nl: UInt64 = 0
    package var alarms: [String] = []

    package init() {}

    package mutating func visit(_ fields: inout BenchFields) {
      fields.field("therapy_time_s", &therapy_time_s)
      fields.field("strokes", &strokes)
      fields.field("reservoir_nl", &reservoir_nl)
      fields.field("programmed_pg", &programmed_pg)
      fields.field("owed_pg", &owed_pg)
      fields.field("undelivered_pg", &undelivered_pg)
      fields.field("path_nl", &path_nl)
      fields.field("empty_nl", &empty_nl)
      fields.field("alarms", &alarms)
    }
  }
}

/// What came into a syringe, and the truth after it.
package struct WithdrawalAnswer: BenchRecord, Equatable, Sendable {
  package var came_nl: UInt64 = 0
  package var came_pg: UInt64 = 0
  /// The drugs in it, baclofen first; left out where there never was another.
  package var drugs: [DrugAnswer]?
  package var truth = TruthAnswer()

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("came_nl", &came_nl)
    fields.field("came_pg", &came_pg)
    fields.field("drugs", &drugs)
    fields.field("truth", &truth)
  }
}
