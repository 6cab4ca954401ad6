import Quantities
import Telemetry

extension Therapy {
  init(_ values: WireValues) {
    let mode: InfusionMode = values.choice("therapy.mode")
    let dose = values.dose("therapy.doseNanogramsPerDay")
    let week = WeekPlan(bits: values["therapy.week"])
    let periodic = PeriodicBolus(
      nanograms: values.u32("therapy.periodic.nanograms"),
      milliseconds: values.u32("therapy.periodic.milliseconds"),
      intervalMinutes: values.u16("therapy.periodic.intervalMinutes"),
      firstMinutes: values.u16("therapy.periodic.firstMinutes"))
    self =
      switch mode {
      case .simpleContinuous: .simpleContinuous(dose, periodic: periodic)
      case .minimumRate: .minimumRate
      case .daySchedule: .daySchedule(week, periodic: periodic)
      case .periodicBolus: .periodicBolus(periodic ?? values.fit("therapy.periodic.nanograms"))
      }
  }
}

extension WeekPlan {
  init(bits: UInt64) {
    self.init()
    for weekday in 0..<7 {
      self[weekday] = PlanNumber(rawValue: UInt8(bits >> UInt64(4 * weekday) & 15))
    }
  }
}

extension DayPlan {
  init(_ values: WireValues) {
    let steps = (1...13).compactMap { number in
      DayStep(
        startMinute: values.u16("step\(number).startMinute"),
        dose: values.dose("step\(number).doseNanogramsPerDay"))
    }
    self.init(steps[0])
    for step in steps[1...] { append(step) }
  }
}

extension PatientBolus {
  static func optional(_ values: WireValues, _ prefix: String) -> PatientBolus? {
    PatientBolus(
      nanograms: values.u32(prefix + "nanograms"),
      milliseconds: values.u32(prefix + "milliseconds"),
      lockoutMinutes: values.u16(prefix + "lockoutMinutes"),
      maximumPerDay: values.u8(prefix + "maximumPerDay"))
  }
}

extension StageRefill {
  init(_ values: WireValues) {
    self.init(
      withdrawnNanolitres: values.u32("withdrawnNanolitres"),
      filledNanolitres: values.u32("filledNanolitres"), drug: values.choice("drug"),
      concentration: values.concentration(),
      lowAlarmNanolitres: values.u32("lowAlarmNanolitres"), bridge: values.choice("bridge"),
      skipReason: values.choice("skipReason"),
      acceptsDiscrepancy: values.flag("acceptsDiscrepancy"),
      overridesSoftLimits: values.flag("overridesSoftLimits"))
  }
}

extension TherapyReport {
  init(_ values: WireValues) {
    self.init(
      token: values.u32("token"), therapy: Therapy(values), drug: values.choice("drug"),
      concentration: values.concentration(), dailyNanograms: values.u32("dailyNanograms"),
      leastDailyNanograms: values.u32("leastDailyNanograms"),
      flowNanolitresPerDay: values.u32("flowNanolitresPerDay"))
  }
}

extension PatientBolusReport {
  init(_ values: WireValues) {
    self.init(
      source: values.choice("source"), settings: PatientBolus.optional(values, ""),
      startedToday: values.u8("startedToday"),
      lockoutSecondsLeft: values.u32("lockoutSecondsLeft"),
      deniedInAll: values.u32("deniedInAll"))
  }
}

extension RefillReport {
  init(_ values: WireValues) {
    self.init(
      token: values.u32("token"), expectedNanolitres: values.u32("expectedNanolitres"),
      withdrawnNanolitres: values.u32("withdrawnNanolitres"),
      discrepancyLimitNanolitres: values.u32("discrepancyLimitNanolitres"),
      volumeNanolitres: values.u32("volumeNanolitres"),
      residualNanolitres: values.u32("residualNanolitres"),
      drug: values.choice("drug"),
      oldConcentration: values.concentration("oldConcentrationMicrogramsPerMillilitre"),
      filledConcentration: values.concentration("filledConcentrationMicrogramsPerMillilitre"),
      concentration: values.concentration(),
      lowAlarmNanolitres: values.u32("lowAlarmNanolitres"), bridge: values.choice("bridge"),
      skipReason: values.choice("skipReason"), bridgeNanolitres: values.u32("bridgeNanolitres"),
      bridgeFlowNanolitresPerDay: values.u32("bridgeFlowNanolitresPerDay"),
      bridgeSeconds: values.u32("bridgeSeconds"))
  }
}

extension LogPage {
  init(_ values: WireValues) {
    self.init(
      oldest: values.u32("oldest"), newest: values.u32("newest"), first: values.u32("first"),
      previousChain: values["previousChain"])
    for place in 1...7 where values["entry\(place).kind"] != 0 {
      let prefix = "entry\(place)."
      let entry = LogEntry(
        sequence: first &+ UInt32(place - 1),
        therapySeconds: values.u32(prefix + "therapySeconds"),
        kind: values.choice(prefix + "kind"), detail: values.u8(prefix + "detail"),
        short: values.u16(prefix + "short"), number: values.u32(prefix + "number"),
        amount: values[prefix + "amount"])
      append(ChainedEntry(entry, chain: values[prefix + "chain"]))
    }
  }
}
