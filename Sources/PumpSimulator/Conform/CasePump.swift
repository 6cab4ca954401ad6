import ClientJudge
import FoundationEssentials
import PumpFirmware
import PumpText
import PumpWorld
import Quantities
import SerialLink
import Telemetry

/// The pump of a case with its card, both from a seed.
struct CasePump {
  let trial: Trial
  /// The card that the client is given.
  let card: ImplantCard
  /// The total of 24 hours that it is told, in ng.
  let told: UInt32

  /// The pump that the cases are written for.
  private static let profile = "adult-40ml"

  init(_ conformanceCase: ConformanceCase, seed: UInt64) {
    let plan = conformanceCase.plan
    // Each case has keys of its own, whichever others are played.
    let number = ConformanceCase.allCases.firstIndex(of: conformanceCase) ?? 0
    var randomness = Randomness(seed: seed &* 1000 &+ UInt64(number))
    do {
      let profile = try ProfileFile.load(Self.profile)
      let own = CardFile.make(model: profile.model, serial: nil, using: &randomness)
      let other = CardFile.make(model: profile.model, serial: nil, using: &randomness)
      var setup = try profile.setup(for: own)
      setup.secrets.noise = AsconBlock(from: &randomness)
      let pump = try plan.makePump(setup)
      told =
        plan.total
        ?? Rehearsal.mostNanograms(of: plan.wanted, pump, keys: setup.secrets.factoryKeys)
      trial = Trial(
        pump, keys: setup.secrets.factoryKeys, mischief: plan.mischief, faults: plan.faults,
        seed: seed)
      card =
        switch plan.card {
        case .own: own
        case .ofAnotherPump: other
        case .ofAnotherSerial:
          ImplantCard(model: own.model, serial: other.serial, keys: own.keys)
        }
    } catch {
      preconditionFailure("the built-in profile makes a pump: \(error)")
    }
  }

  /// Writes the card for its owner alone.
  func write(to path: String) throws(SerialError) {
    do {
      try CardFile.write(card, to: path)
    } catch let error as SerialError {
      throw error
    } catch {
      throw SerialError(operation: "write the card of a case", code: 5, path: path)
    }
  }
}
