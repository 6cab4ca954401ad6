import Clinic
import GRDB
import PumpText
import Quantities
import Telemetry

/// What an order brings about when it is carried out.
struct OrderEffects: Equatable {
  /// What a dose beside the basal infusion is, as the archive names it.
  enum DoseKind: String, CaseIterable {
    case bolus
    case patientBolus = "patient_bolus"
    case prime
    case bridge
    /// The patient may ask for boluses from now on, or for others.
    case patientBolusSet = "patient_bolus_set"
    case patientBolusOff = "patient_bolus_off"
  }

  /// A dose beside the basal infusion.
  struct Dose: Equatable {
    let kind: DoseKind
    var nanograms: UInt32?
    var milliseconds: UInt32?
  }

  /// A refill as it was staged, and what the pump said it leads to.
  struct Refill: Equatable {
    let staged: StageRefill
    let report: RefillReport
    /// Until the counter reaches the alarm's volume, in min; `nil` when it was not foretold.
    var minutesToLowAlarm: UInt32?
  }

  var therapy: TherapyReport?
  var dose: Dose?
  var refill: Refill?

  init() {}

  /// The effects of an order, after what was staged before it in the same session.
  init(of body: Order.Body, after staged: StagedMessages) {
    switch body {
    case .startBolus(let bolus):
      dose = Dose(
        kind: .bolus, nanograms: bolus.nanograms, milliseconds: bolus.milliseconds)
    case .requestBolus:
      let settings = staged.patientBolus
      dose = Dose(
        kind: .patientBolus, nanograms: settings?.nanograms,
        milliseconds: settings?.milliseconds)
    case .startPrime: dose = Dose(kind: .prime)
    case .startBridge: dose = Dose(kind: .bridge)
    case .commit:
      if let settings = staged.onlyPatientBolus {
        dose = Dose(
          kind: settings.settings == nil ? .patientBolusOff : .patientBolusSet,
          nanograms: settings.settings?.nanograms, milliseconds: settings.settings?.milliseconds)
        break
      }
      therapy = staged.therapy
      if let stage = staged.refill, let report = staged.refillReport {
        refill = Refill(
          staged: stage, report: report,
          minutesToLowAlarm: staged.forecast?.lowAlarm?.minutes(from: staged.clock))
      }
    // Orders that are no therapy, dose or refill; what they withhold comes with their outcome.
    case .cancelBolus, .stop, .resume, .cancelBridge, .setClock, .setLowAlarm, .silenceAlarms,
      .rotateKey:
      break
    }
  }

  func insert(_ db: Database, order: Int64) throws {
    if let therapy {
      try db.execute(
        sql: "INSERT INTO therapies VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          order, therapy.therapy.mode.name, Int64(therapy.dailyNanograms),
          Int64(therapy.leastDailyNanograms), Int64(therapy.flowNanolitresPerDay),
          therapy.drug.name, Int64(therapy.concentration.microgramsPerMillilitre),
        ])
    }
    if let dose {
      try db.execute(
        sql: "INSERT INTO doses VALUES (?, ?, ?, ?)",
        arguments: [
          order, dose.kind.rawValue, dose.nanograms.map { Int64($0) },
          dose.milliseconds.map { Int64($0) },
        ])
    }
    if let refill { try refill.insert(db, order: order) }
  }
}

extension OrderEffects.Refill {
  fileprivate func insert(_ db: Database, order: Int64) throws {
    try db.execute(
      sql: "INSERT INTO refills VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        order, Int64(staged.withdrawnNanolitres), Int64(report.expectedNanolitres),
        Int64(staged.filledNanolitres), Int64(report.volumeNanolitres),
        Int64(staged.lowAlarmNanolitres), staged.drug.name,
        Int64(staged.concentration.microgramsPerMillilitre),
        Int64(report.oldConcentration.microgramsPerMillilitre),
        Int64(report.concentration.microgramsPerMillilitre), "\(staged.bridge)",
        "\(staged.skipReason)", Int64(report.bridgeNanolitres), Int64(report.bridgeSeconds),
        minutesToLowAlarm.map { Int64($0) },
      ])
  }
}

/// What was staged in a session, and how the pump read it back.
struct StagedMessages {
  private(set) var parts: [Request.Part] = []
  private(set) var therapy: TherapyReport?
  private(set) var refillReport: RefillReport?
  /// What the pump foretold of all that is staged.
  private(set) var forecast: Forecast?
  /// The patient bolus in force, as far as it was read.
  private(set) var patientBolus: PatientBolus?
  /// The pump's clock as it was read last, if it was ever set.
  private(set) var clock: WallClock?

  /// The refill among what is staged.
  var refill: StageRefill? {
    for part in parts.reversed() {
      if case .refill(let refill) = part { return refill }
    }
    return nil
  }

  /// What becomes of the patient bolus, where nothing else is staged: then the programme that is
  /// read back is the one that runs, and committing it changes nothing of it.
  var onlyPatientBolus: StagePatientBolus? {
    guard case .patientBolus(let settings)? = parts.last else { return nil }
    let isAlone = parts.allSatisfy { if case .patientBolus = $0 { true } else { false } }
    return isAlone ? settings : nil
  }

  /// Takes note of a request and the pump's answer to it.
  mutating func observe(_ request: Request, _ reply: Reply) {
    switch request {
    case .part(let part): if reply.type == .acknowledged { parts.append(part) }
    case .opening(.openSession): forget()
    case .query(.discard): if reply.type == .acknowledged { forget() }
    case .order(let order):
      if case .commit = order.body, reply.type == .acknowledged { forget() }
    case .opening, .query: break
    }
    read(reply)
  }

  /// Takes note of what the pump says about what is staged.
  private mutating func read(_ reply: Reply) {
    switch reply {
    case .forecast(let body): if body.subject == .staged { forecast = body }
    case .staged(let report): therapy = report
    case .refill(let report): refillReport = report
    case .interrogation(let body): (patientBolus, clock) = (body.patientBolus, body.clock)
    case .patientBolus(let body): if body.source == .committed { patientBolus = body.settings }
    case .identity, .sessionOpened, .sessionOffered, .noSession, .status, .therapy, .dayPlan,
      .logPage, .acknowledged, .refused:
      break
    }
  }

  /// Nothing is staged any more.
  private mutating func forget() {
    parts = []
    therapy = nil
    refillReport = nil
    forecast = nil
  }
}
