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
    isStopped = reader.flag()
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
    let isReplacementDue = reader.flag()
    let since = TherapyTime(rawValue: reader.u64())
    replacementSince = isReplacementDue ? since : nil
    let isClockSet = reader.flag()
    let base = reader.u32()
    if !isClockSet && base != 0 { reader.reject() }
    clockBase = isClockSet ? base : nil
    epoch = reader.u16()
    let command = AppliedCommand.optional(from: &reader)
    let request = RequestType(rawValue: reader.u8())
    let time = TherapyTime(rawValue: reader.u64())
    guard reader.fault == nil, let alarms, batteryReading <= 10_000,
      (command == nil) == (request == nil)
    else { return nil }
    self.alarms = alarms
    if let command, let request {
      lastApplied = AppliedRecord(command: command, request: request, time: time)
    } else {
      lastApplied = nil
    }
    guard isPossible else { return nil }
  }

  /// Whether a working pump can have come to this state. What lies beyond would overflow in later
  /// arithmetic, and a record that holds it is better not trusted.
  private var isPossible: Bool {
    let largestVolume = Nanolitres(rawValue: 1_000_000_000)
    let now = integral.time
    return filledVolume <= largestVolume && lowAlarmVolume <= largestVolume
      && strokesAtFill <= strokes && strokes <= 1 << 48
      && now.rawValue <= 1 << 53 && recentBoluses.hour <= now.rawValue / 3_600_000
      && formerBasal <= DeliveryIntegral.largestBasal && formerBasalUntil <= now.after(.hours(24))
      && (replacementSince ?? now) <= now && (lastApplied?.time ?? now) <= now
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
    if basal > Self.largestBasal || remainder >= Self.day || owed.rawValue > 1 << 60 {
      reader.reject()
    }
    self.remainder = remainder
    self.owed = owed
    time = TherapyTime(rawValue: reader.u64())
    let dose = Picograms(rawValue: reader.u64())
    let duration = Milliseconds(rawValue: reader.u64())
    let start = TherapyTime(rawValue: reader.u64())
    let counted = Picograms(rawValue: reader.u64())
    guard dose > .zero else { return }
    let isPossible =
      dose.rawValue <= 1 << 52 && duration > .zero && duration.rawValue <= 1 << 32
      && counted <= dose && start <= time
    if isPossible {
      bolus = Bolus(dose: dose, duration: duration, start: start, counted: counted)
    } else {
      reader.reject()
    }
  }
}
