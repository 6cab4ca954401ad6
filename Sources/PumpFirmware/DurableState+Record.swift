import Quantities
import Telemetry

extension DurableState {
  /// Puts the record's fields down in the order of memory.md.
  func encode(to writer: inout ByteWriter) {
    therapy.encode(to: &writer)
    writer.put(therapyRevision)
    writer.put(isStopped ? 1 : 0 as UInt8)
    writer.put(drug.rawValue)
    writer.put(concentration.microgramsPerMillilitre)
    writer.put(filledVolume.rawValue)
    writer.put(strokesAtFill)
    writer.put(lowAlarmVolume.rawValue)
    writer.put(strokes)
    writer.put(rotor)
    integral.encode(to: &writer)
    writer.put(recentBoluses.hour)
    for place in 0..<RollingDoses.hours { writer.put(recentBoluses.nanograms[place]) }
    writer.put(formerBasal.rawValue)
    writer.put(formerBasalUntil.rawValue)
    writer.put(alarms.bits)
    writer.put(batteryReading)
    writer.put(replacementSince == nil ? 0 : 1 as UInt8)
    writer.put(replacementSince?.rawValue ?? 0)
    writer.put(clockBase == nil ? 0 : 1 as UInt8)
    writer.put(clockBase ?? 0)
    writer.put(epoch)
    AppliedCommand.encode(lastApplied?.command, to: &writer)
    writer.put(lastApplied?.request.rawValue ?? 0)
    writer.put(lastApplied?.time.rawValue ?? 0)
  }

  /// Reads a record, or gives `nil` when a field has a value no working pump stores.
  init?(from reader: inout ByteReader) {
    therapy = Therapy(from: &reader)
    therapyRevision = reader.u32()
    isStopped = reader.u8() == 1
    drug = reader.drug()
    concentration = reader.concentration()
    filledVolume = Nanolitres(rawValue: reader.u64())
    strokesAtFill = reader.u64()
    lowAlarmVolume = Nanolitres(rawValue: reader.u64())
    strokes = reader.u64()
    rotor = reader.u16()
    integral = DeliveryIntegral(from: &reader)
    recentBoluses.hour = reader.u64()
    for place in 0..<RollingDoses.hours { recentBoluses.nanograms[place] = reader.u32() }
    formerBasal = Picograms(rawValue: reader.u64())
    formerBasalUntil = TherapyTime(rawValue: reader.u64())
    let alarms = AlarmSet(bits: reader.u16())
    batteryReading = reader.u16()
    let isReplacementDue = reader.u8() == 1
    let since = TherapyTime(rawValue: reader.u64())
    replacementSince = isReplacementDue ? since : nil
    let isClockSet = reader.u8() == 1
    let base = reader.u32()
    clockBase = isClockSet ? base : nil
    epoch = reader.u16()
    let command = AppliedCommand.optional(from: &reader)
    let request = RequestType(rawValue: reader.u8())
    let time = TherapyTime(rawValue: reader.u64())
    guard reader.fault == nil, let alarms, strokesAtFill <= strokes, batteryReading <= 10_000,
      (command == nil) == (request == nil)
    else { return nil }
    self.alarms = alarms
    if let command, let request {
      lastApplied = AppliedRecord(command: command, request: request, time: time)
    } else {
      lastApplied = nil
    }
  }
}

extension DeliveryIntegral {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.put(basalPerDay.rawValue)
    writer.put(remainder)
    writer.put(owed.rawValue)
    writer.put(time.rawValue)
    writer.put(bolus?.dose.rawValue ?? 0)
    writer.put(bolus?.duration.rawValue ?? 0)
    writer.put(bolus?.start.rawValue ?? 0)
    writer.put(bolus?.counted.rawValue ?? 0)
  }

  fileprivate init(from reader: inout ByteReader) {
    let basal = Picograms(rawValue: reader.u64())
    let remainder = reader.u64()
    let owed = Picograms(rawValue: reader.u64())
    self.init(basalPerDay: basal, from: .zero)
    // Any more would overflow the product with a day's milliseconds.
    if basal.rawValue > UInt64(DoseRate.maximum) * 1000 || remainder >= Self.day { reader.reject() }
    self.remainder = remainder
    self.owed = owed
    time = TherapyTime(rawValue: reader.u64())
    let dose = Picograms(rawValue: reader.u64())
    let duration = Milliseconds(rawValue: reader.u64())
    let start = TherapyTime(rawValue: reader.u64())
    let counted = Picograms(rawValue: reader.u64())
    guard dose > .zero else { return }
    if duration == .zero || counted > dose || start > time { reader.reject() }
    bolus = Bolus(dose: dose, duration: duration, start: start, counted: counted)
  }
}
