import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

extension Patient {
  /// Somebody of a kind and a seed, put in at therapy time zero, at 08:00.
  static func sample(_ kind: PatientKind = .responder, seed: UInt64 = 7) throws -> Patient {
    var random = SplitMix64(seed: seed)
    return try Patient(kind, seed: seed, from: &random, at: .zero, timeOfDay: .hours(8))
  }

  /// The bytes of a snapshot.
  var snapshot: [UInt8] { [UInt8](capacity: Patient.snapshotBytes) { encode(into: &$0) } }
}

extension Visit {
  /// Puts somebody into the body.
  mutating func admit(_ patient: Patient) throws {
    try pump.operate(at: now) { world throws(BenchError) in try world.admit(patient) }
  }

  /// Whoever is in the body; traps where nobody is.
  var patient: Patient {
    guard let patient = pump.world.body?.patient else { preconditionFailure("nobody is there") }
    return patient
  }

  /// Stops the pump, or lets it go on.
  mutating func order(stop: Bool) {
    _ = open()
    _ = order(stop ? .stop : .resume(ConfirmedOrder()))
  }
}
