import Quantities

/// The faults a plant has now, one for each unit at most, and the fractions they carry on.
///
/// A fraction belongs to the fault it arose under and goes when that does: what it stands for is
/// less than 1 nL or 1 pg, and is still where it was.
struct ActiveFaults: Sendable {
  var motor: PlantFault?
  var catheter: PlantFault?
  var reservoir: PlantFault?
  var battery: PlantFault?

  /// Strokes commanded since an intermittent motor last missed one.
  var commanded: UInt64 = 0
  /// The volume due to pass an occlusion, or to leak, but not a whole nanolitre yet: 1/100 nL.
  var volumeCarry: UInt64 = 0
  /// The drug due to leak but not a whole picogram yet: 1/100 pg.
  var drugCarry: UInt64 = 0
  /// The volume due to leak from the reservoir but not a whole nanolitre yet: 1/86 400 000 nL.
  var pocketCarry: UInt64 = 0
  /// When the battery's drain began.
  var drainBegan = TherapyTime.zero

  subscript(unit: PlantUnit) -> PlantFault? {
    switch unit {
    case .motor: motor
    case .catheter: catheter
    case .reservoir: reservoir
    case .battery: battery
    }
  }

  /// Puts a fault (or none) in a unit's place, and forgets what the former one carried.
  mutating func replace(_ unit: PlantUnit, with fault: PlantFault?) {
    switch unit {
    case .motor:
      motor = fault
      commanded = 0
    case .catheter:
      catheter = fault
      volumeCarry = 0
      drugCarry = 0
    case .reservoir:
      reservoir = fault
      pocketCarry = 0
    case .battery:
      battery = fault
      drainBegan = .zero
    }
  }

  /// How many strokes turn when `wanted` are commanded.
  mutating func turns(commanded wanted: UInt32) -> UInt64 {
    let wanted = UInt64(wanted)
    guard let motor else { return wanted }
    switch motor.kind {
    case .stall: return 0
    case .runaway: return wanted * (1 + motor.amount)
    case .intermittent:
      let count = commanded + wanted
      commanded = count % motor.amount
      return wanted - count / motor.amount
    // They change what a stroke moves, or belong to no motor.
    case .drift, .overInfusion, .occlusion, .leak, .disconnection, .wrongContents, .drain, .dead:
      return wanted
    }
  }

  /// What a battery with a fault leaves of its charge at a moment.
  func remaining(
    of charge: Nanojoules, at time: TherapyTime, _ profile: PlantProfile
  ) -> Nanojoules {
    guard let battery, battery.kind == .drain else { return .zero }
    return charge.minus(profile.drain(battery, from: drainBegan, to: time)) ?? .zero
  }

  /// How much of what the motor displaces leaves the reservoir; the rest slips back.
  mutating func passing(_ displaced: Nanolitres) -> Nanolitres {
    guard let catheter, catheter.kind == .occlusion else { return displaced }
    let due = volumeCarry + displaced.rawValue * catheter.amount
    volumeCarry = due % 100
    return Nanolitres(rawValue: due / 100)
  }

  /// How much of what arrives just before the tip is lost there.
  mutating func leaking(_ arrived: Liquid) -> Liquid {
    guard let catheter, catheter.kind == .leak else { return .none }
    let volume = volumeCarry + arrived.volume.rawValue * catheter.amount
    let drug = drugCarry + arrived.drug.rawValue * catheter.amount
    volumeCarry = volume % 100
    drugCarry = drug % 100
    return Liquid(
      volume: Nanolitres(rawValue: volume / 100), drug: Picograms(rawValue: drug / 100))
  }

  /// How much leaks from the reservoir into the pocket in a length of time, if there is so much.
  mutating func pocketing(over length: Milliseconds) -> Nanolitres {
    guard let reservoir, reservoir.kind == .leak else { return .zero }
    let day = Milliseconds.days(1).rawValue
    let due = pocketCarry + length.rawValue % day * reservoir.amount
    pocketCarry = due % day
    let whole = (length.rawValue / day).multipliedReportingOverflow(by: reservoir.amount)
    let sum = whole.partialValue.addingReportingOverflow(due / day)
    return Nanolitres(rawValue: whole.overflow || sum.overflow ? .max : sum.partialValue)
  }
}
