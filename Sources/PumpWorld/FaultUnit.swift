package import PumpPlant

/// The parts of a pump that a bench can make fail: those of the physics, and what the firmware runs
/// on. The raw values are kept in files.
package enum FaultUnit: UInt8, CaseIterable, Sendable {
  /// The peristaltic rotor and what drives it.
  case motor = 0
  /// The fluid path from the pump to the tip.
  case catheter = 1
  /// The reservoir and what is in it.
  case reservoir = 2
  /// The battery.
  case battery = 3
  /// The oscillator that counts therapy time, and the time of day.
  case clock = 4
  /// The non-volatile memory.
  case memory = 5
  /// The processor that runs the firmware.
  case processor = 6

  /// The unit's name in commands and JSON.
  package var name: String {
    switch self {
    case .motor: "motor"
    case .catheter: "catheter"
    case .reservoir: "reservoir"
    case .battery: "battery"
    case .clock: "clock"
    case .memory: "memory"
    case .processor: "processor"
    }
  }

  /// The unit of a name.
  package init?(name: String) {
    guard let unit = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = unit
  }

  /// The unit of the physics that this is; `nil` for what a plant does not have.
  package var inPlant: PlantUnit? {
    switch self {
    case .motor: .motor
    case .catheter: .catheter
    case .reservoir: .reservoir
    case .battery: .battery
    case .clock, .memory, .processor: nil
    }
  }

  /// A unit of the physics as the bench names it.
  package init(_ unit: PlantUnit) {
    switch unit {
    case .motor: self = .motor
    case .catheter: self = .catheter
    case .reservoir: self = .reservoir
    case .battery: self = .battery
    }
  }
}

/// The ways in which a unit can fail. ``FaultParameter`` says which goes with which unit.
package enum FaultKind: UInt8, CaseIterable, Sendable {
  /// Nothing turns.
  case stall
  /// A little more or less than it should be, all the time.
  case drift
  /// A multiple of what it should be.
  case overInfusion
  /// It turns by itself.
  case runaway
  /// It misses a turn now and then.
  case intermittent
  /// Liquid does not get through, or not all of it.
  case occlusion
  /// Liquid gets out where it should not.
  case leak
  /// The catheter has come off the pump.
  case disconnection
  /// Something other than what was recorded.
  case wrongContents
  /// It runs down too fast.
  case drain
  /// It starts anew, once.
  case reset
  /// It gives nothing at all.
  case dead
  /// It does not do what it is there for.
  case failure
  /// One piece of what it holds is no longer as it was written, once.
  case damage

  /// The kind's name in commands and JSON.
  package var name: String {
    switch self {
    case .stall: "stall"
    case .drift: "drift"
    case .overInfusion: "over-infusion"
    case .runaway: "runaway"
    case .intermittent: "intermittent"
    case .occlusion: "occlusion"
    case .leak: "leak"
    case .disconnection: "disconnection"
    case .wrongContents: "wrong-contents"
    case .drain: "drain"
    case .reset: "reset"
    case .dead: "dead"
    case .failure: "failure"
    case .damage: "damage"
    }
  }

  /// The kind of a name.
  package init?(name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// Whether it is over as soon as it has happened, so that nothing is left to clear.
  package var isEvent: Bool {
    switch self {
    case .reset, .damage: true
    case .stall, .drift, .overInfusion, .runaway, .intermittent, .occlusion, .leak, .disconnection,
      .wrongContents, .drain, .dead, .failure:
      false
    }
  }

  /// The kind of the physics that this is; `nil` for what no plant does.
  package var inPlant: PlantFaultKind? {
    switch self {
    case .stall: .stall
    case .drift: .drift
    case .overInfusion: .overInfusion
    case .runaway: .runaway
    case .intermittent: .intermittent
    case .occlusion: .occlusion
    case .leak: .leak
    case .disconnection: .disconnection
    case .wrongContents: .wrongContents
    case .drain: .drain
    case .dead: .dead
    case .reset, .failure, .damage: nil
    }
  }

  /// A kind of the physics as the bench names it.
  package init(_ kind: PlantFaultKind) {
    switch kind {
    case .stall: self = .stall
    case .drift: self = .drift
    case .overInfusion: self = .overInfusion
    case .runaway: self = .runaway
    case .intermittent: self = .intermittent
    case .occlusion: self = .occlusion
    case .leak: self = .leak
    case .disconnection: self = .disconnection
    case .wrongContents: self = .wrongContents
    case .drain: self = .drain
    case .dead: self = .dead
    }
  }
}
