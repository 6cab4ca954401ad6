import PumpFirmware
import Quantities
import Telemetry

extension DeviceProfile {
  /// Goes over its fields, in their order.
  mutating func code(_ fields: inout FieldCoder) {
    fields.text(&identity.model)
    fields.text(&identity.serial)
    identity.firmware.major = fields.byte(identity.firmware.major)
    identity.firmware.minor = fields.byte(identity.firmware.minor)
    identity.firmware.patch = fields.byte(identity.firmware.patch)
    capacity = fields.volume(capacity)
    strokeVolume = fields.volume(strokeVolume)
    sessionIdle = fields.time(sessionIdle)
    path.code(&fields)
    limits.code(&fields)
    drugs.code(&fields)
    battery.code(&fields)
    grid.stepMinutes = fields.short(grid.stepMinutes)
    grid.shortestInterval = fields.short(grid.shortestInterval)
    alarmTimings.criticalInterval = fields.time(alarmTimings.criticalInterval)
    alarmTimings.otherInterval = fields.time(alarmTimings.otherInterval)
    alarmTimings.longestSilence = fields.short(alarmTimings.longestSilence)
    alarmTimings.longestStop = fields.time(alarmTimings.longestStop)
    alarmTimings.selfTestInterval = fields.time(alarmTimings.selfTestInterval)
    temporary.longestRate = fields.short(temporary.longestRate)
    temporary.longestStop = fields.short(temporary.longestStop)
    temporary.reminder = fields.short(temporary.reminder)
  }

  /// Whether a pump can be of it: nothing that is divided by is zero.
  var isPossible: Bool {
    strokeVolume > .zero && path.primeFlow > .zero && grid.stepMinutes > 0
      && grid.shortestInterval > 0 && alarmTimings.criticalInterval > .zero
      && alarmTimings.otherInterval > .zero && alarmTimings.selfTestInterval > .zero
      && battery.capacity > .zero
  }
}

extension FluidPath {
  mutating func code(_ fields: inout FieldCoder) {
    version = fields.short(version)
    tubing = fields.volume(tubing)
    catheter = fields.volume(catheter)
    residual = fields.volume(residual)
    primeFlow = fields.flow(primeFlow)
    discrepancy = fields.volume(discrepancy)
    var read = CatheterModels(tolerance: fields.short(models.tolerance))
    for number in 1...CatheterModels.capacity {
      var model = models[number]
      fields.text(&model.name)
      model.stockMillimetres = fields.short(model.stockMillimetres)
      model.nanolitresPerCentimetre = fields.short(model.nanolitresPerCentimetre)
      if model.stockMillimetres > 0 { read.add(model) }
    }
    models = read
  }
}

extension DeviceLimits {
  mutating func code(_ fields: inout FieldCoder) {
    minimumRate = fields.flow(minimumRate)
    minimumFlow = fields.flow(minimumFlow)
    maximumFlow = fields.flow(maximumFlow)
    maximumTotalFlow = fields.flow(maximumTotalFlow)
    maximumBolusFlow = fields.flow(maximumBolusFlow)
    maximumBolus = fields.volume(maximumBolus)
    maximumDailyVolume = fields.volume(maximumDailyVolume)
  }
}

extension DrugTable {
  mutating func code(_ fields: inout FieldCoder) {
    var read: DrugTable?
    for place in 0..<Self.capacity {
      let own = drug(at: place)
      let code = DrugCode(rawValue: fields.byte(own?.rawValue ?? 0))
      var limits = self[own ?? .baclofen]
      limits.code(&fields)
      guard let code else { continue }
      if read == nil { read = DrugTable(code, limits) } else { read?.set(code, limits) }
    }
    if let read { self = read }
  }
}

extension DrugLimits {
  mutating func code(_ fields: inout FieldCoder) {
    minimumDose = fields.dose(minimumDose)
    maximumDose = fields.dose(maximumDose)
    maximumBolus = Picograms(rawValue: fields.number(maximumBolus.rawValue))
    minimumBolusDuration = fields.time(minimumBolusDuration)
    strengths = Strengths(
      fields.half(strengths[0]), fields.half(strengths[1]), fields.half(strengths[2]),
      fields.half(strengths[3]))
    largestStep = fields.short(largestStep)
    largestShare = fields.short(largestShare)
  }
}

extension BatteryCalibration {
  mutating func code(_ fields: inout FieldCoder) {
    capacity = fields.energy(capacity)
    idlePower = fields.number(idlePower)
    strokeEnergy = fields.energy(strokeEnergy)
    replacementReading = fields.short(replacementReading)
    serviceAfterIndicator = fields.time(serviceAfterIndicator)
    calendarLife = fields.time(calendarLife)
  }
}
