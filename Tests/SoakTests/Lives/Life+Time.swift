import PumpFirmware
import PumpPlant
import Quantities
import Telemetry
import TestSupport

@testable import PumpWorld
@testable import Soak

extension Life {
  /// A length of time that is as often a moment as a month, or ends about when something happens.
  private mutating func length() -> Int128 {
    let day: UInt64 = 86_400_000
    switch random.below(12) {
    case 0: return Int128(random.below(1000))
    case 1: return Int128(random.from(1...60)) * 60_000
    case 2: return toDeadline()
    case 3: return toPatient()
    case 4: return Int128(random.from(1...3)) * Int128(day) - Int128(random.below(2))
    case 5: return Int128(random.once(in: 8) ? random.below(120 * day) : random.below(10 * day))
    default: return Int128(random.below(random.once(in: 2) ? day : day / 8))
    }
  }

  /// Until the firmware's next deadline, or a little before or after it.
  private mutating func toDeadline() -> Int128 {
    let left = Int128(handset.pump.firmware.deadline.rawValue) - now
    return max(left + Int128(random.below(3)) - 1, 0)
  }

  /// Until about when the patient may have another bolus, by lockout or by the day's maximum.
  private mutating func toPatient() -> Int128 {
    guard let patient = reference.patient, let last = reference.patientStarts.last else { return 0 }
    let first = reference.patientStarts.suffix(Int(patient.maximumPerDay)).first ?? last
    let end =
      random.once(in: 2)
      ? last + Int128(patient.lockoutMinutes) * 60_000 : first + 86_400_000
    let about = random.once(in: 2) ? random.below(3) : random.below(2000)
    return max(end - now + Int128(about) - 1, 0)
  }

  mutating func jump() throws {
    let length = length()
    tell("jump by \(length)")
    try pass(length)
  }

  /// Lets so many ms pass in one jump.
  mutating func pass(_ length: Int128) throws {
    handset.advance(to: now + length)
    reference.advance(to: now)
  }

  /// Lets time pass as a pump lives it; sometimes power fails at one of the writes.
  mutating func liveFromDeadlineToDeadline() throws {
    let isCut = random.once(in: 2)
    var left = Int(random.from(1...20))
    if isCut {
      let writes = Int(random.below(UInt64(left) * 2))
      handset.pump.memory.cut((writes, random.element(of: LifeMemory.Cut.allCases)))
    }
    tell("live \(left) deadlines")
    while left > 0 {
      left -= 1
      let before = reference
      let recordsBefore = handset.pump.memory.records
      handset.advance(to: max(Int128(handset.pump.firmware.deadline.rawValue), now))
      if let remains = handset.pump.memory.remains {
        if remains.records > recordsBefore {
          reference.advance(to: now)
        } else {
          reference = before
        }
        return try restart(remains)
      }
      reference.advance(to: now)
      try checkDelivery()
    }
    handset.pump.memory.cut(nil)
  }

  // MARK: Faults

  /// A stall of the motor, or something in the body that the pump cannot know of.
  mutating func fail() throws {
    let fault: Fault
    switch random.below(5) {
    case 0...2:
      let end = now + Int128(random.once(in: 2) ? random.below(600_000) : random.below(20_000_000))
      reference.stall(until: end + 1)
      fault = try Fault(unit: .motor, kind: .stall, value: Int64(end + 1))
    case 3:
      fault = try Fault(unit: .catheter, kind: .leak, value: Int64(random.from(1...100)))
    default:
      fault = try Fault(
        unit: .reservoir, kind: .leak, value: Int64(random.from(1...1_000_000)))
    }
    tell("\(fault)")
    try handset.pump.inject(fault, at: handset.now)
  }

  // MARK: Power

  /// Cuts power while nothing is under way, for a time or for any.
  mutating func cutAtRest(for off: Int128? = nil) throws {
    let memory = handset.pump.memory
    try restart(
      LifeMemory.Remains(
        image: memory.image, world: handset.pump.world, records: 0, recordedAt: memory.recordedAt),
      after: off)
  }

  /// Brings the power back after some time. It may fail once more while the pump comes up.
  mutating func restart(_ remains: LifeMemory.Remains, after wanted: Int128? = nil) throws {
    var remains = remains
    // Strokes were made up to the moment of the cut, whether a record tells of them or not.
    var made = Int128(remains.world.plant.truth.strokes)
    try expect(
      made, reference.strokesMade(by: Int128(remains.world.plant.therapyTime.rawValue)),
      "strokes when power failed")
    while true {
      let any = random.once(in: 2) ? 0 : random.spread(upTo: 86_400_000 * 30)
      let off = wanted.map { UInt64($0) } ?? any
      let cause = random.once(in: 3) && !isCalm ? ResetCause.lowBattery : .power
      tell("power back after \(off), \(cause)")
      var world = remains.world
      world.plant.advance(to: world.plant.therapyTime.after(.ms(off)))
      var memory = LifeMemory(image: remains.image, recordedAt: remains.recordedAt)
      let isCut = random.once(in: 4) && !isCalm
      if isCut { memory.cut((Int(random.below(3)), random.element(of: LifeMemory.Cut.allCases))) }
      handset.restart(memory, in: world, cause)
      let left = handset.pump.memory.remains
      if let left, left.records == 0 {
        // Nobody will know that the pump was on.
        remains = left
        made = Int128(left.world.plant.truth.strokes)
        continue
      }
      epoch += 1
      reference.losePower(
        record: Int128(remains.recordedAt.rawValue), made: made, until: now, cause: cause,
        epoch: epoch)
      guard let left else { break }
      if left.records > 1 { reference.advance(to: now) }
      remains = left
      made = Int128(left.world.plant.truth.strokes)
    }
    handset.pump.memory.cut(nil)
    reference.advance(to: now)
    handset.open(.clinician)
  }
}
