import PumpFirmware
import PumpText
import Quantities
import Telemetry

extension ProfileReader {
  /// What the reservoir can hold and holds.
  struct Reservoir {
    let capacity: Nanolitres
    let residual: Nanolitres
    let fill: Nanolitres
    let lowAlarm: Nanolitres
    let discrepancy: Nanolitres
  }

  func reservoir() -> Reservoir? {
    let keys: Set = ["capacity", "residual", "fill", "low_alarm", "discrepancy"]
    guard let section = root.section("reservoir", keys: keys) else { return nil }
    let capacity = section.read("capacity", QuantityText.volume)
    let residual = section.read("residual", QuantityText.volume)
    let fill = section.read("fill", QuantityText.volume)
    let lowAlarm = section.read("low_alarm", QuantityText.volume)
    let discrepancy = section.read("discrepancy", QuantityText.volume)
    guard let capacity, let residual, let fill, let lowAlarm, let discrepancy else { return nil }
    return Reservoir(
      capacity: capacity, residual: residual, fill: fill, lowAlarm: lowAlarm,
      discrepancy: discrepancy)
  }

  func drug() -> (code: DrugCode, concentration: Concentration, limits: DrugLimits)? {
    let keys: Set = ["name", "concentration", "strengths", "usual"]
    guard let section = root.section("drug", keys: keys) else { return nil }
    let isKnown = section.text("name").map { $0 == DrugCode.baclofen.name } ?? true
    if !isKnown { section.note("the only drug this version knows is baclofen", at: "name") }
    let concentration = section.read("concentration", QuantityText.concentration)
    let strengths = strengths(of: section)
    let usualKeys: Set = [
      "minimum_dose", "maximum_dose", "maximum_bolus", "minimum_bolus_duration", "largest_step",
      "largest_share",
    ]
    let usual = section.section("usual", keys: usualKeys)
    let minimum = usual?.read("minimum_dose", QuantityText.doseRate)
    let maximum = usual?.read("maximum_dose", QuantityText.doseRate)
    let bolus = usual?.read("maximum_bolus", QuantityText.nanograms)
    let duration = usual?.read("minimum_bolus_duration", QuantityText.duration)
    let step = usual.flatMap { percent("largest_step", of: $0, 100...10_000, unless: 200) }
    let share = usual.flatMap { percent("largest_share", of: $0, 1...10_000, unless: 50) }
    guard isKnown, let concentration, let strengths, let minimum, let maximum, let bolus,
      let duration, let step, let share
    else { return nil }
    let limits = DrugLimits(
      minimumDose: minimum, maximumDose: maximum, maximumBolus: Picograms(nanograms: bolus),
      minimumBolusDuration: duration, strengths: strengths, largestStep: step, largestShare: share)
    return (.baclofen, concentration, limits)
  }

  /// A share in percent; profiles from before there was one say nothing of it.
  private func percent(
    _ key: String, of section: ProfileSection, _ range: ClosedRange<UInt16>, unless usual: UInt16
  ) -> UInt16? {
    guard section.has(key) else { return usual }
    guard let share = section.read(key, ProfileText.percent) else { return nil }
    guard range.contains(share) else {
      section.note("it is \(range.lowerBound) % to \(range.upperBound) %", at: key)
      return nil
    }
    return share
  }

  private func strengths(of section: ProfileSection) -> DrugLimits.Strengths? {
    guard
      var list = section.readList("strengths", QuantityText.concentration)?
        .map(\.microgramsPerMillilitre)
    else { return nil }
    guard list.count <= 4 else {
      section.note("a pump knows at most four strengths of a drug", at: "strengths")
      return nil
    }
    list += Array(repeating: 0, count: 4 - list.count)
    return DrugLimits.Strengths(list[0], list[1], list[2], list[3])
  }

  func motor() -> (stroke: Nanolitres, errorPPM: Int32)? {
    guard let section = root.section("motor", keys: ["stroke", "stroke_error"]) else { return nil }
    let stroke = section.read("stroke", QuantityText.volume)
    if stroke == .zero { section.note("a stroke must move something", at: "stroke") }
    let error = section.text("stroke_error").flatMap { text -> Int32? in
      let parts = text.split(separator: " ")
      guard parts.count == 2, parts[1] == "ppm", let value = Int32(parts[0]) else {
        section.note(
          "write an error in parts per million, for example 20000 ppm", at: "stroke_error")
        return nil
      }
      return value
    }
    guard let stroke, stroke > .zero, let error else { return nil }
    return (stroke, error)
  }

  /// The fluid path, and what only the physics knows of it.
  struct Catheter {
    let path: FluidPath
    let frontSmear: Nanolitres
    let isPrimed: Bool
  }

  func catheter(_ reservoir: Reservoir?) -> Catheter? {
    let keys: Set = [
      "volumes_version", "tubing", "stock_length", "trimmed_length", "volume_per_length",
      "prime_flow", "front_smear", "primed", "models", "length_tolerance",
    ]
    guard let section = root.section("catheter", keys: keys) else { return nil }
    let version = section.read("volumes_version", ProfileText.number)
    let tubing = section.read("tubing", QuantityText.volume)
    let stock = section.read("stock_length", ProfileText.length)
    let trimmed = section.read("trimmed_length", ProfileText.length)
    let perLength = section.read("volume_per_length", ProfileText.volumePerCentimetre)
    let flow = section.read("prime_flow", QuantityText.flow)
    if flow == .zero { section.note("a prime must flow", at: "prime_flow") }
    let smear = section.read("front_smear", QuantityText.volume)
    let primed = section.text("primed")
    if let primed, primed != "true", primed != "false" {
      section.note("write true or false", at: "primed")
      return nil
    }
    if let stock, let trimmed, trimmed >= stock {
      section.note("nothing is left of a catheter trimmed by so much", at: "trimmed_length")
      return nil
    }
    guard let models = models(of: section), let version, let tubing, let stock, let trimmed,
      let perLength, let flow, flow > .zero, let smear, let primed, let reservoir
    else { return nil }
    // A length is in hundredths of a millimetre, of which a centimetre has a thousand.
    let catheter = Nanolitres(rawValue: perLength * (stock - trimmed) / 1000)
    let path = FluidPath(
      version: version, tubing: tubing, catheter: catheter, residual: reservoir.residual,
      primeFlow: flow, discrepancy: reservoir.discrepancy, models: models)
    return Catheter(path: path, frontSmear: smear, isPrimed: primed == "true")
  }

  func limits() -> DeviceLimits? {
    let keys: Set = [
      "minimum_rate", "minimum_flow", "maximum_flow", "maximum_total_flow", "maximum_bolus_flow",
      "maximum_bolus", "maximum_daily_volume",
    ]
    guard let section = root.section("limits", keys: keys) else { return nil }
    let minimumRate = section.read("minimum_rate", QuantityText.flow)
    let minimumFlow = section.read("minimum_flow", QuantityText.flow)
    let maximumFlow = section.read("maximum_flow", QuantityText.flow)
    let total = section.read("maximum_total_flow", QuantityText.flow)
    let bolusFlow = section.read("maximum_bolus_flow", QuantityText.flow)
    let bolus = section.read("maximum_bolus", QuantityText.volume)
    let daily = section.read("maximum_daily_volume", QuantityText.volume)
    guard let minimumRate, let minimumFlow, let maximumFlow, let total, let bolusFlow, let bolus,
      let daily
    else { return nil }
    return DeviceLimits(
      minimumRate: minimumRate, minimumFlow: minimumFlow, maximumFlow: maximumFlow,
      maximumTotalFlow: total, maximumBolusFlow: bolusFlow, maximumBolus: bolus,
      maximumDailyVolume: daily)
  }

  func battery() -> BatteryCalibration? {
    let keys: Set = [
      "capacity", "idle_power", "stroke_energy", "replacement_at", "service_after_indicator",
      "calendar_life",
    ]
    guard let section = root.section("battery", keys: keys) else { return nil }
    let capacity = section.read("capacity", QuantityText.energy)
    let idle = section.read("idle_power", QuantityText.power)
    let stroke = section.read("stroke_energy", QuantityText.energy)
    let service = section.read("service_after_indicator", QuantityText.duration)
    let life = section.read("calendar_life", QuantityText.duration)
    let replacement = section.text("replacement_at").flatMap { text -> UInt16? in
      let parts = text.split(separator: " ")
      guard parts.count == 2, parts[1] == "%", let percent = UInt16(parts[0]), percent <= 100 else {
        section.note("write a charge in whole percent, for example 5 %", at: "replacement_at")
        return nil
      }
      return percent * 100
    }
    guard let capacity, let idle, let stroke, let service, let life, let replacement else {
      return nil
    }
    return BatteryCalibration(
      capacity: capacity, idlePower: idle, strokeEnergy: stroke, replacementReading: replacement,
      serviceAfterIndicator: service, calendarLife: life)
  }

  func clock() -> WallClock? {
    root.section("clock", keys: ["start"])?.read("start", QuantityWords.parseClock)
  }

  func session() -> Milliseconds? {
    guard let section = root.section("session", keys: ["idle"]) else { return nil }
    let idle = section.read("idle", QuantityText.duration)
    if let idle, idle < .seconds(1) || idle > .seconds(65_535) {
      section.note("a session may be idle for 1 s to 65535 s", at: "idle")
    }
    return idle
  }
}
