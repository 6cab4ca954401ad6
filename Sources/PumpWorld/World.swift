package import PumpPlant
package import Quantities
import Telemetry

/// Everything around a pump's firmware that a bench can touch: the physics, the clock, the power,
/// the programming head, and the faults of what is no physics.
package struct World: Sendable {
  /// The physics, in which drug is baclofen. Its therapy time is the true time.
  package internal(set) var plant: Plant
  /// The body that the bench has: the pump is in it, or lies beside it. `nil` once it was handed to
  /// another bench.
  package internal(set) var body: Body? {
    get { ownBody }
    set {
      ownBody = newValue
      isSomebodyThere = newValue?.patient != nil
    }
  }
  var ownBody: Body? = Body()
  /// The other drugs that are or were here, by their numbers; none until one is filled in or
  /// injected.
  package internal(set) var others: [OtherDrug] = []
  /// Whether there is somebody in it: asked at every stroke, where a look into it would copy it.
  private(set) var isSomebodyThere = false
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
    var copy = self
    return copy.isOn
  }

  /// The same, for what asks at every stroke. It changes nothing; but a getter that cannot would be
  /// given a copy of the plant.
  var isOn: Bool {
    // What stands behind an operator would be given a copy of the world.
    mutating get {
      if !isPowered { return false }
      return plant.isPowered
    }
  }

  /// The pump's own time now.
  package var pumpTime: TherapyTime {
    @_addressableSelf get { oscillator.pumpTime(at: plant.therapyTime) }
  }

  /// Lets the physics go on with the motor at rest, and the patient with them.
  mutating func advance(to time: TherapyTime) {
    plant.advance(to: time)
    if !others.isEmpty { advanceOthers() }
    if isSomebodyThere { follow() }
  }

  /// Commands strokes; gives how many were made. What comes out at the tip reaches the patient.
  ///
  /// Weeks of strokes may be commanded at once, in which another liquid arrives or the reservoir
  /// runs dry. So while there is somebody to feel it, they are made a few hours at a time.
  mutating func pump(strokes: UInt32, until end: TherapyTime) -> UInt32 {
    isSomebodyThere
      ? pumpInParts(strokes: strokes, until: end) : turn(strokes, until: end)
  }

  private mutating func pumpInParts(strokes: UInt32, until end: TherapyTime) -> UInt32 {
    var left = strokes
    var made: UInt32 = 0
    while let next = ownBody?.nextLook(), next < end, isSameInParts {
      let now = plant.therapyTime
      let share = UInt64(left) * next.since(now).rawValue / end.since(now).rawValue
      made += turn(UInt32(share), until: next)
      left -= UInt32(share)
      follow()
    }
    made += turn(left, until: end)
    follow()
    return made
  }

  private mutating func turn(_ strokes: UInt32, until end: TherapyTime) -> UInt32 {
    if !others.isEmpty { turnOthers(strokes, until: end) }
    return plant.pump(strokes: strokes, until: end)
  }

  /// Lets whoever is in the body follow the physics.
  private mutating func follow() {
    ownBody?.follow(to: plant.therapyTime, given: plant.givenHere)
  }

  /// Whether strokes end in the same however they are handed over: the motor and the reservoir have
  /// no fault that goes by time, and the battery is not at its end. For the patient must make no
  /// difference to the pump.
  private var isSameInParts: Bool {
    mutating get {
      !plant.isMotorSuspect && plant.fault(of: .reservoir)?.kind != .leak
        && plant.batteryReading > 100
    }
  }

  /// A tone sounds; whoever is in the body may notice it.
  mutating func sound(_ tone: Tone) {
    tones.count(tone, at: plant.therapyTime)
    if isSomebodyThere, plant.isImplanted { ownBody?.hear(isCritical: tone == .twoTone) }
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
    mutating get {
      var next = plant.nextTransition
      for place in ends.indices {
        if let end = ends[place] { next = min(next ?? end, end) }
      }
      return next
    }
  }
}
