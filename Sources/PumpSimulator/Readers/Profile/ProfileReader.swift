import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry
import YamlFiles
import Yams

/// Reads a pump profile: the device, its physics, and how it was implanted. Spec: bench.md, "Pump
/// profile".
struct ProfileReader {
  /// The pump's setup, whose serial number and keys the implant card supplies.
  static func read(
    _ text: String, file: String, serial: ShortText<12>, _ keys: PairingKeys
  ) throws -> PumpSetup {
    let log = ProfileSection.ProblemLog()
    let setup = try root(of: text, file: file, log).flatMap { root in
      ProfileReader(root: root).setup(serial: serial, keys)
    }
    guard log.problems.isEmpty, let setup else {
      throw ProfileError(file: file, problems: log.problems.sorted { $0.line < $1.line })
    }
    return setup
  }

  /// The model a profile names, which a new implant card needs before the profile is read whole.
  static func model(_ text: String, file: String) throws -> String {
    let log = ProfileSection.ProblemLog()
    let model = try root(of: text, file: file, log)?.text("model")
    guard let model else { throw ProfileError(file: file, problems: log.problems) }
    return model
  }

  private static func root(
    of text: String, file: String, _ log: ProfileSection.ProblemLog
  ) throws -> ProfileSection? {
    let node: Node?
    do throws(YamlProblem) {
      node = try YamlText.compose(text)
    } catch {
      let problem = ProfileProblem(line: error.line, message: error.words)
      throw ProfileError(file: file, problems: [problem])
    }
    guard let node else {
      throw ProfileError(file: file, problems: [ProfileProblem(line: 1, message: "it is empty")])
    }
    return ProfileSection(
      node, path: "",
      keys: [
        "format", "model", "reservoir", "drug", "therapy", "patient_bolus", "catheter", "motor",
        "limits", "grid", "alarms", "temporary", "battery", "clock", "session",
      ], log: log)
  }

  let root: ProfileSection

  private func setup(serial: ShortText<12>, _ keys: PairingKeys) -> PumpSetup? {
    let isKnown = isOfKnownFormat()
    let model = root.text("model").flatMap { ShortText<8>(string: $0) }
    if model == nil { root.note("a model is 1 to 8 printable ASCII characters", at: "model") }
    let reservoir = reservoir()
    let parts = (
      drug: drug(), motor: motor(), catheter: catheter(reservoir), limits: limits(), grid: grid(),
      alarms: alarms(), temporary: temporary(), battery: battery(), clock: clock(),
      session: session(),
      patient: patientBolus()
    )
    guard let therapy = therapy(), let drug = parts.drug, let model, let reservoir,
      let motor = parts.motor, let catheter = parts.catheter, let limits = parts.limits,
      let grid = parts.grid, let alarms = parts.alarms, let temporary = parts.temporary,
      let battery = parts.battery,
      let clock = parts.clock, let session = parts.session, let patient = parts.patient, isKnown
    else { return nil }
    let device = DeviceProfile(
      identity: Identity(
        model: model, serial: serial, firmware: FirmwareVersion(major: 1, minor: 0, patch: 0)),
      capacity: reservoir.capacity, strokeVolume: motor.stroke, path: catheter.path,
      limits: limits, drugLimits: drug.limits, grid: grid, battery: battery, alarmTimings: alarms,
      temporary: temporary, sessionIdle: session)
    let implant = DurableState(
      therapy: therapy.therapy, plans: therapy.plans, patientBolus: patient.settings,
      drug: drug.code, concentration: drug.concentration, filledVolume: reservoir.fill,
      lowAlarmVolume: reservoir.lowAlarm, clock: clock, rotor: 0)
    guard let plant = plant(device, motor.errorPPM, catheter.frontSmear) else { return nil }
    check(implant, device)
    let secrets = PumpSecrets(factoryKeys: keys, noise: AsconBlock(low: 0, high: 0))
    return PumpSetup(
      device: device, secrets: secrets, plant: plant, implant: implant,
      isPrimed: catheter.isPrimed)
  }

  private func isOfKnownFormat() -> Bool {
    let format = root.text("format")
    if format == "1" {
      root.note(
        "this version reads format 2, which also says the residual volume, the parts of the "
          + "fluid path, the drug's strengths, the grid and the alarms; "
          + "copy those from a profile that comes with the program",
        at: "format")
    } else if format != "2" {
      root.note("this version reads format 2", at: "format")
    }
    return format == "2"
  }

  /// Notes what no clinician could have implanted.
  private func check(_ implant: DurableState, _ device: DeviceProfile) {
    if implant.filledVolume > device.capacity {
      root.note("the fill is larger than the capacity", at: "reservoir")
    }
    if implant.lowAlarmVolume >= device.capacity {
      root.note("the low alarm is not below the capacity", at: "reservoir")
    }
    let limits = device.limits
    let atMinimumRate = limits.minimumRate.drugPerDay(at: implant.concentration)
    if atMinimumRate > Picograms(nanograms: DoseRate.maximum) {
      root.note("minimum_rate of this drug is more than 200 mg/day", at: "limits")
    }
    if limits.minimumRate > limits.maximumFlow || limits.minimumFlow > limits.maximumFlow {
      root.note("a minimum is above maximum_flow", at: "limits")
    } else if limits.minimumRate > limits.minimumFlow {
      // The emergency goes to minimum rate, and must never give more than before.
      root.note("minimum_rate is above minimum_flow, so it would not be the least", at: "limits")
    }
    do throws(Refusal) {
      try PumpFirmware.checkImplant(implant, device)
    } catch {
      let isPatients = error.request == .stagePatientBolus
      root.note(error.sentence, at: isPatients ? "patient_bolus" : "therapy")
    }
  }

  private func plant(
    _ device: DeviceProfile, _ errorPPM: Int32, _ frontSmear: Nanolitres
  ) -> PlantProfile? {
    do throws(PlantProfileError) {
      return try PlantProfile(
        strokeVolume: device.strokeVolume, strokeErrorPPM: errorPPM,
        pathVolume: device.path.volume, tubingVolume: device.path.tubing, frontSmear: frontSmear,
        reservoirCapacity: device.capacity, residualVolume: device.path.residual,
        batteryCapacity: device.battery.capacity, idlePower: device.battery.idlePower,
        strokeEnergy: device.battery.strokeEnergy)
    } catch {
      let (section, words) = Self.words(for: error.field)
      root.note(words, at: section)
      return nil
    }
  }

  private static func words(for field: PlantProfileError.Field) -> (String, String) {
    switch field {
    case .strokeVolume: ("motor", "a stroke moves 1 nL to 10 uL")
    case .strokeErrorPPM: ("motor", "the stroke error is within 500000 ppm either way")
    case .pathVolume: ("catheter", "the path holds 1 nL to 10 mL")
    case .tubingVolume: ("catheter", "something is left of a catheter behind the tubing")
    case .frontSmear:
      ("catheter", "a front is sharp (0 nL) or spreads over 15 nL up to the whole path")
    case .residualVolume: ("reservoir", "the residual is at most the capacity")
    case .reservoirCapacity: ("reservoir", "a reservoir holds 1 nL to 1000 mL")
    case .batteryCapacity: ("battery", "a battery holds 1 nJ to 1000 kJ")
    case .idlePower: ("battery", "the idle power is at most 1 kW")
    case .strokeEnergy: ("battery", "a stroke takes 1 nJ to 1 kJ")
    }
  }
}
