import BadLink
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What a seed makes of a life: which faults there are and how often, and what pump it is.
struct SoakOptions: Sendable {
  /// How often each class of faults happens; none that is not in it does.
  var weights: [FaultClass: UInt64] = [:]
  /// How often each event is drawn, those of the classes that the scope leaves out among them.
  let eventWeights: [UInt64]
  /// How many events there are.
  var events: Int
  /// How long an order is valid, in ms.
  var orderLife: UInt64
  /// The lines between the programmers and the pump.
  var line = LinkFaults()
  /// How far the stroke is off, in ppm.
  var strokeErrorPPM: Int32 = 0
  var device: DeviceProfile
  var secrets: PumpSecrets
  var implant: DurableState
  /// The plans that the implant follows.
  var plans: [PlanNumber: [DayStep]] = [:]
  /// What the wall clock shows at therapy time zero.
  var clock: WallClock?
  /// How many screening doses there are before the implant.
  var trialDoses = 0
  /// Whether the battery can end the life.
  var isBatterySmall = false
  /// Whether the pump is in the body from the beginning.
  var isImplanted = true
  /// Who is in the body; `nil` for nobody. It makes no difference to anything else.
  var patient: PatientKind?

  /// The options of a scope.
  init(_ scope: LifeScope) {
    var random = Random(seed: scope.seed)
    var drawn: [FaultClass: UInt64] = [:]
    for fault in FaultClass.allCases where fault != .replacement {
      let weight = random.once(in: 2) ? 0 : [1, 1, 2, 5, 20][Int(random.below(5))] as UInt64
      if weight > 0 { drawn[fault] = weight }
      if weight > 0, !scope.without.contains(fault) { weights[fault] = weight }
    }
    eventWeights = SoakEvent.weights(drawn)
    let events = Int(random.from(20...80))
    self.events = min(scope.events ?? events, events)
    orderLife = random.once(in: 3) ? 800 : 2000
    // Drawn even when it is left out, so that nothing else changes.
    let faults = LinkFaults(drawn: &random)
    line.latency = Milliseconds(rawValue: 20)
    if weights[.link] != nil { line = faults }
    let strength = [50, 500, 1000, 2000, UInt32(random.from(40...4000))][Int(random.below(5))]
    device = Self.device(&random)
    secrets = PumpSecrets(
      factoryKeys: PairingKeys(clinician: random.block(), patient: random.block()),
      noise: random.block())
    let flow = random.from(48_000...min(1_000_000, device.limits.maximumFlow.rawValue))
    clock = random.once(in: 3) ? nil : WallClock(rawValue: UInt32(random.from(0...4_000_000_000)))
    let dose = DoseRate(nanogramsPerDay: UInt32(flow * UInt64(strength) / 1000) + 1) ?? .zero
    implant = DurableState(
      therapy: .simpleContinuous(dose), patientBolus: Self.patientBolus(strength, &random),
      drug: .baclofen,
      concentration: Concentration(microgramsPerMillilitre: strength) ?? .weakest,
      filledVolume: Nanolitres(rawValue: random.from(5_000_000...40_000_000)),
      lowAlarmVolume: Nanolitres(rawValue: random.from(0...4) * 1_000_000), clock: clock, rotor: 0)
    // From a stream of their own, as the people below.
    var ends = Random(seed: scope.seed ^ 0x454E_4453)
    if weights[.service] != nil {
      let days = ends.once(in: 2) ? ends.below(60) : 85 + ends.below(40)
      device.battery.calendarLife = Milliseconds(
        rawValue: days * 86_400_000 + ends.spread(upTo: 86_400_000) + 1)
      if ends.once(in: 4) {
        device.battery = Self.smallBattery(&ends)
        // By a clock that is wrong, or without its memory, a pump sees a drain where there is none;
        // and without power, or started anew on a record from before the end of service, it cannot
        // end that before the battery is empty.
        for fault in [FaultClass.clock, .loss, .power, .memory] { weights[fault] = nil }
        isBatterySmall = true
      }
    }
    if Random(seed: scope.seed ^ 0x4E45_5854).isFirst(of: 4), !scope.without.contains(.replacement)
    {
      weights[.replacement] = 1
    }
    #if CANARIES
      device.canary = scope.canary
    #endif
    strokeErrorPPM = random.once(in: 3) ? Int32(random.below(200_001)) - 100_000 : 0
    var trial = Random(seed: scope.seed ^ 0x5452_4941_4C53)
    trialDoses = trial.once(in: 4) ? Int(trial.from(1...3)) : 0
    // From a stream of their own: whoever is there, all else is drawn as it was.
    var people = Random(seed: scope.seed ^ 0x5041_5449_454E_5453)
    patient = people.once(in: 3) ? PatientKind(rawValue: UInt8(people.below(4))) : nil
  }

  /// A small bolus of the patient's, 10 uL and within the limits; one pump in four has it off.
  private static func patientBolus(_ strength: UInt32, _ random: inout Random) -> PatientBolus? {
    if random.once(in: 4) { return nil }
    return PatientBolus(
      nanograms: 10 * strength, milliseconds: UInt32(random.from(40_000...3_600_000)),
      lockoutMinutes: UInt16(random.from(60...600)), maximumPerDay: UInt8(random.from(1...3)))
  }

  private static func device(_ random: inout Random) -> DeviceProfile {
    let isPlain = random.once(in: 3)
    let stroke = isPlain ? 250 : random.from(5...40) * 50
    let daily = [24, 24, 6, 3, 2][Int(random.below(5))] as UInt64
    let milliliter = Nanolitres.millilitre.rawValue
    var profile = DeviceProfile(
      identity: Identity(
        model: .init("PL-40"), serial: .init("PLK-000001"),
        firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: Nanolitres(rawValue: 40 * milliliter),
      strokeVolume: Nanolitres(rawValue: stroke),
      path: FluidPath(
        version: 2, tubing: Nanolitres(rawValue: 140_000),
        catheter: Nanolitres(rawValue: random.from(60_000...200_000)),
        residual: Nanolitres(rawValue: isPlain ? 0 : random.below(1_400_001)),
        primeFlow: FlowRate(rawValue: 24 * milliliter),
        discrepancy: Nanolitres(rawValue: 2 * milliliter), models: catheters),
      limits: DeviceLimits(
        minimumRate: FlowRate(rawValue: 6000), minimumFlow: FlowRate(rawValue: 48_000),
        maximumFlow: FlowRate(rawValue: daily * milliliter),
        maximumTotalFlow: FlowRate(rawValue: 24 * milliliter),
        maximumBolusFlow: FlowRate(rawValue: 24 * milliliter),
        maximumBolus: Nanolitres(rawValue: milliliter),
        maximumDailyVolume: Nanolitres(rawValue: daily * milliliter)),
      drugLimits: DrugLimits(
        minimumDose: DoseRate(nanogramsPerDay: 12_000) ?? .zero,
        maximumDose: DoseRate(nanogramsPerDay: 1_000_000) ?? .zero,
        maximumBolus: Picograms(nanograms: 100_000), minimumBolusDuration: .minutes(1)),
      battery: endlessBattery,
      sessionIdle: .seconds(120))
    // Of ziconotide it knows nothing.
    profile.drugs.set(
      .morphine,
      DrugLimits(
        minimumDose: DoseRate(nanogramsPerDay: 100_000) ?? .zero,
        maximumDose: DoseRate(nanogramsPerDay: 15_000_000) ?? .zero,
        maximumBolus: Picograms(nanograms: 1_000_000), minimumBolusDuration: .minutes(5),
        strengths: DrugLimits.Strengths(1000, 2000), largestStep: 150, largestShare: 25))
    return profile
  }

  /// A battery that ends no life by itself.
  static var endlessBattery: BatteryCalibration {
    BatteryCalibration(
      capacity: Nanojoules(rawValue: 900_000_000_000_000), idlePower: 20,
      strokeEnergy: Nanojoules(rawValue: 288_000), replacementReading: 500,
      serviceAfterIndicator: .days(90), calendarLife: .days(100_000))
  }

  /// A battery that lasts for some days, the indicator promising some of them. What the
  /// largest boluses of a day take is less than it keeps for its last day.
  private static func smallBattery(_ random: inout Random) -> BatteryCalibration {
    var battery = endlessBattery
    let service = random.from(1...12)
    let days = service + 2 + random.below(8)
    battery.strokeEnergy = Nanojoules(rawValue: 50_000)
    battery.capacity = Nanojoules(
      rawValue: days * 86_400_000 * battery.idlePower + random.below(2_000_000_000))
    battery.replacementReading = UInt16(random.once(in: 2) ? 500 : random.from(500...9000))
    battery.serviceAfterIndicator = Milliseconds(
      rawValue: service * 86_400_000 - (random.once(in: 2) ? random.below(86_400_000) : 0))
    return battery
  }

  /// The catheters that the pump can be told of.
  static var catheters: CatheterModels {
    var models = CatheterModels()
    for (name, stock, volume) in [("PL-C22", 900, 2200), ("PL-C26", 1000, 2600)] {
      models.add(
        CatheterModel(
          name: .init(name), stockMillimetres: UInt16(stock),
          nanolitresPerCentimetre: UInt16(volume)))
    }
    return models
  }

  /// The physics of the pump.
  func newPlant() throws(SoakFailure) -> Plant {
    guard
      let profile = try? PlantProfile(
        strokeVolume: device.strokeVolume, strokeErrorPPM: strokeErrorPPM,
        pathVolume: device.path.volume, tubingVolume: device.path.tubing,
        reservoirCapacity: device.capacity,
        residualVolume: device.path.residual, batteryCapacity: device.battery.capacity,
        idlePower: device.battery.idlePower, strokeEnergy: device.battery.strokeEnergy),
      let plant = try? Plant(
        profile: profile, reservoir: implant.filledVolume, concentration: implant.concentration,
        isPrimed: true, isImplanted: isImplanted)
    else { throw SoakFailure(invariant: .life, event: 0, what: "there are no such physics") }
    return plant
  }

  /// What a person reads first.
  var description: String {
    let faults = FaultClass.allCases.compactMap { fault in
      weights[fault].map { "\(fault.rawValue) \($0)" }
    }
    return "\(events) events; faults: \(faults.isEmpty ? "none" : faults.joined(separator: ", "));"
      + " orders valid for \(orderLife) ms;"
      + " \(implant.concentration.microgramsPerMillilitre) mcg/mL,"
      + " stroke \(device.strokeVolume.rawValue) nL, day at most"
      + " \(device.limits.maximumDailyVolume.rawValue) nL"
  }
}

extension LinkFaults {
  /// Each kind of fault in one line out of two, as often as it pleases.
  init(drawn random: inout Random) {
    func share(_ random: inout Random) -> Chance {
      guard random.once(in: 2) else { return .never }
      return Chance(perMille: UInt32(random.element(of: [5, 20, 50, 150, 300]))) ?? .never
    }
    self.init()
    loss = share(&random)
    duplicate = share(&random)
    reorder = share(&random)
    truncate = share(&random)
    burst = share(&random)
    // By the byte, of which a frame has dozens.
    flip = Chance(partsPerMillion: share(&random).partsPerMillion / 100) ?? .never
    merge = share(&random)
    split = share(&random)
    latency = Milliseconds(rawValue: random.element(of: [0, 1, 20, 20, 100, 300]))
    jitter = Milliseconds(rawValue: random.once(in: 2) ? 0 : random.spread(upTo: 4000))
    stall = share(&random)
    stallLength = Milliseconds(rawValue: random.spread(upTo: 5000))
    if random.once(in: 4) { baud = random.element(of: [1200, 9600, 115_200]) }
  }
}

extension ShortText {
  /// Text that is known to fit.
  fileprivate init(_ text: String) {
    guard let short = ShortText(Array(text.utf8).span) else { preconditionFailure(text) }
    self = short
  }
}
