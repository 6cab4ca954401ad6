import PumpFirmware
import PumpPlant
package import Quantities
package import Telemetry
import Trace

/// What a bench does to a pump.
extension VirtualPump {
  /// Lets the pump have power, or takes it away. The world goes on without it.
  ///
  /// A pump that gets power back starts on its memory, as after any power cut.
  package mutating func setPower(_ isOn: Bool, at now: Instant) {
    advance(to: now)
    let wasOn = world.isOn
    world.isPowered = isOn
    if isTold, wasOn && !world.isOn { note(.power(.failed), at: now.link) }
    if watch != nil, wasOn && !world.isOn { tellPowerLost() }
    if !wasOn && world.isOn { restart(.power, at: now) }
  }

  /// Lets the pump have power again, and nothing start yet: ``restart(_:at:)`` does, for whoever
  /// knows why it was gone.
  package mutating func allowPower() { world.isPowered = true }

  /// Starts the firmware anew on the memory, at the moment the world stands at. It must have power.
  package mutating func restart(_ cause: ResetCause, at now: Instant) {
    let instant = Instant(therapy: world.pumpTime, link: now.link)
    let secrets = secrets()
    if mirrored != nil { beginMirrored(.start(cause, noise: secrets.noise), at: now.link) }
    do throws(MemoryFault) {
      firmware = try Self.boot(
        firmware.profile, secrets, memory.image.span, world.plant.rotorPosition, at: instant,
        cause)
    } catch {
      preconditionFailure("the memory of a running pump has its size")
    }
    if cause == .clockLost { world.oscillator.show(firmware.time, from: world.plant.therapyTime) }
    sounding = AlarmSet()
    if isTold { note(.power(.started(cause)), at: now.link) }
    if watch != nil { tellStart(cause) }
    begin(at: Instant(therapy: firmware.time, link: now.link))
    if mirrored != nil { endMirrored() }
  }

  /// What the firmware gets at one more switch-on that nobody else may know.
  private mutating func secrets() -> PumpSecrets {
    PumpSecrets(factoryKeys: factoryKeys, noise: noise.next())
  }

  /// Moves the programming head, of which the pump feels only whether it is in contact.
  package mutating func setHead(_ place: HeadPlace, at now: Instant) {
    advance(to: now)
    if watch != nil, place != world.head { tell(.head(place)) }
    world.head = place
    guard world.isOn else { return }
    if place == .away { linkInterrupted() }
    feelHead(at: Instant(therapy: firmware.time, link: now.link))
  }

  /// Draws liquid out of the reservoir with a syringe and returns what came.
  package mutating func withdraw(_ volume: Nanolitres, at now: Instant) -> DrawnLiquid {
    advance(to: now)
    return world.withdraw(volume)
  }

  /// Draws everything out of the reservoir, the residual included, and rinses it; returns what
  /// came.
  package mutating func rinse(at now: Instant) throws(BenchError) -> DrawnLiquid {
    advance(to: now)
    return try world.rinse()
  }

  /// Fills liquid into the reservoir; a `nil` concentration is drug-free, and the drug is baclofen
  /// unless told. The pump is not told.
  package mutating func fill(
    _ volume: Nanolitres, of concentration: Concentration?, _ drug: DrugCode = .baclofen,
    at now: Instant
  ) throws(BenchError) {
    advance(to: now)
    try world.fill(volume, of: concentration, drug)
  }
}
