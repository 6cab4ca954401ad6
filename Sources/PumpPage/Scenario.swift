import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Where a life begins. Everything is fictional; nothing is dosing advice.
enum Scenario: String, CaseIterable {
  /// A pump that was just implanted, and knows nothing yet.
  case implant
  /// A patient at home, on a steady dose for a month.
  case home
  /// A child, some weeks from a refill.
  case refill
  /// A pump that is near the end of its years, and one that is to follow it.
  case replace

  /// What it is called.
  var title: String {
    switch self {
    case .implant: "The first day: a new pump, a stiff patient"
    case .home: "At home on a steady dose, not yet well"
    case .refill: "A child whose pump is to be refilled"
    case .replace: "A pump near the end of its years, and the one that follows it"
    }
  }

  /// What there is to do in it, for somebody who sees it for the first time.
  var invitation: String {
    switch self {
    case .implant:
      "Hold the handheld over the pump, interrogate it, tell it of its catheter, fill the path and "
        + "give a first dose. Then let days pass and raise it until the legs are soft."
    case .home: "The legs are still stiff. Interrogate the pump and raise the dose step by step."
    case .refill: "Let time pass until the pump calls for a refill, then draw out and fill in."
    case .replace:
      "The pump in the body is to be replaced, and the new one lies on the table. Interrogate the "
        + "old one, and take the therapy over; then the surgeon, on the bench, changes them."
    }
  }

  private var isChild: Bool { self == .refill }

  /// The pump as it was implanted.
  private var pump: StandardPump {
    var pump = isChild ? StandardPump.child20ml : StandardPump.adult40ml
    switch self {
    case .implant:
      pump.concentration = Concentration(microgramsPerMillilitre: 500) ?? pump.concentration
      pump.dose = nil
      pump.clock = nil
      pump.isPrimed = false
    case .home, .refill, .replace: break
    }
    return pump
  }

  /// Who is in the body.
  private var kind: PatientKind { isChild ? .child : .responder }

  /// What has passed before anybody looks, in days.
  private var days: UInt64 {
    switch self {
    case .implant: 0
    case .home: 30
    case .refill: 60
    case .replace: 60
    }
  }

  /// The moment of the civil calendar at which therapy time is zero.
  static var origin: WallClock? {
    CivilTime(year: 2026, month: 3, day: 2, hour: 8, minute: 0, second: 0)?.clock
  }

  /// The life, from a seed; the same seed gives the same one.
  func begin(seed: UInt64) -> Life {
    var random = SeededGenerator(seed: seed)
    let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    var name = Array("PLP-".utf8)
    for _ in 0..<6 { name.append(letters[Int(random.next() % 32)]) }
    let serial = ShortText<12>(name.span) ?? ShortText()
    let keys = PairingKeys(clinician: AsconBlock(from: &random), patient: AsconBlock(from: &random))
    let secrets = PumpSecrets(factoryKeys: keys, noise: AsconBlock(from: &random))
    var life = Life(made(serial, secrets), serial: serial, keys: keys, random: &random)
    admit(seed, to: &life)
    if self == .replace { addFollower(to: &life, &random) }
    if days > 0 { life.jump(.days(days)) }
    life.pump.setHead(.away, at: life.now)
    life.settle()
    return life
  }

  private func made(
    _ serial: ShortText<12>, _ secrets: PumpSecrets
  ) -> VirtualPump<TransientMemory> {
    do throws(PlantProfileError) {
      var setup = try pump.setup(serial: serial, secrets)
      // Replacement is indicated before anybody looks.
      if self == .replace { setup.device.battery.calendarLife = .days(120) }
      do throws(SetupError) {
        return try setup.newPump()
      } catch {
        preconditionFailure("the pump of a scenario can be made")
      }
    } catch {
      preconditionFailure("the plant of a scenario can be made")
    }
  }

  /// Adds the pump that is to follow: full, primed, at minimum rate, and in no body.
  private func addFollower(to life: inout Life, _ random: inout SeededGenerator) {
    let serial = ShortText<12>(letters: "PLP-NEW001")
    let keys = PairingKeys(
      clinician: AsconBlock(from: &random), patient: AsconBlock(from: &random))
    let secrets = PumpSecrets(factoryKeys: keys, noise: AsconBlock(from: &random))
    var next = StandardPump.adult40ml
    next.dose = nil
    next.fill = Nanolitres(rawValue: 40_000_000)
    do throws(PlantProfileError) {
      var setup = try next.setup(serial: serial, secrets)
      setup.isImplanted = false
      do throws(SetupError) {
        var follower = try setup.newPump()
        do throws(BenchError) {
          _ = try follower.operate(at: life.now) { world throws(BenchError) in
            try world.release()
          }
        } catch {
          preconditionFailure("a body can be left")
        }
        life.add(follower, serial: serial, keys: keys, random: &random)
      } catch {
        preconditionFailure("the pump that follows can be made")
      }
    } catch {
      preconditionFailure("its plant can be made")
    }
  }

  private func admit(_ seed: UInt64, to life: inout Life) {
    var random = SeededGenerator(seed: seed)
    do throws(PatientProfileError) {
      let patient = try Patient(
        kind, seed: seed, from: &random, at: .zero, timeOfDay: .hours(8))
      do throws(BenchError) {
        try life.pump.operate(at: life.now) { world throws(BenchError) in try world.admit(patient) }
      } catch {
        preconditionFailure("nobody is in a new body")
      }
    } catch {
      preconditionFailure("every seed is somebody")
    }
  }
}
