package import PumpPlant
package import Quantities

/// Everything around a pump's firmware that a bench can touch: the physics, the clock, the power,
/// the programming head, and the faults of what is no physics.
package struct World: Sendable {
  /// The physics. Its therapy time is the true time.
  package internal(set) var plant: Plant
  /// The body that the bench has: the pump is in it, or lies beside it. `nil` once it was handed to
  /// another bench.
  package internal(set) var body: Body? = Body()
  /// What counts the pump's own time.
  package internal(set) var oscillator = Oscillator()
  /// Whether the bench lets the pump have power.
  package internal(set) var isPowered = true
  /// Where the programming head is.
  package internal(set) var head = HeadPlace.contact
  /// The tones the patient has heard.
  package internal(set) var tones = ToneCount()
  /// Whether writes to the pump's memory fail.
  package internal(set) var isMemoryFailing = false
  /// Whether the processor fails its test.
  package internal(set) var isProcessorFailing = false
  /// When the fault of a unit ends by itself, by the unit's number; `nil` for those that stay.
  var ends = [7 of TherapyTime?](repeating: nil)

  /// A world without faults, as it stands at the plant's moment.
  package init(plant: Plant) { self.plant = plant }

  /// Whether the pump has power: the bench lets it, and its battery is not dead.
  package var isPumpOn: Bool {
    @_addressableSelf get {
      // What stands behind an operator would be given a copy of the world.
      if !isPowered { return false }
      return plant.isPowered
    }
  }

  /// The pump's own time now.
  package var pumpTime: TherapyTime {
    @_addressableSelf get { oscillator.pumpTime(at: plant.therapyTime) }
  }

  /// The fault a unit has now, if any.
  @_addressableSelf
  package func fault(of unit: FaultUnit) -> Fault? {
    switch unit {
    case .motor: plant.fault(of: .motor).map(Fault.init)
    case .catheter: plant.fault(of: .catheter).map(Fault.init)
    case .reservoir: plant.fault(of: .reservoir).map(Fault.init)
    case .battery: plant.fault(of: .battery).map(Fault.init)
    case .clock: Fault(oscillator)
    case .memory: isMemoryFailing ? Fault.failure(of: unit) : nil
    case .processor: isProcessorFailing ? Fault.failure(of: unit) : nil
    }
  }

  /// When the fault of a unit ends by itself; `nil` when it stays until it is cleared.
  @_addressableSelf
  package func end(of unit: FaultUnit) -> TherapyTime? { ends[Int(unit.rawValue)] }

  /// The next moment at which a fault ends by itself; `nil` when none does.
  var nextEnd: TherapyTime? {
    @_addressableSelf get {
      var next = plant.nextTransition
      for place in ends.indices {
        if let end = ends[place] { next = min(next ?? end, end) }
      }
      return next
    }
  }
}
