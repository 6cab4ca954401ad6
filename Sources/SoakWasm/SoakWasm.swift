import PumpPlant
import PumpWorld
import Quantities
import Soak

/// The hash over every event of a seed's life, as `pump-soak --hashes` prints it.
@_expose(wasm, "life_hash") @_cdecl("life_hash")
public func lifeHash(_ seed: UInt64) -> UInt64 { Soak.live(LifeScope(seed: seed)).hash }

/// Lets the pump of `pump-bench`, which follows a schedule, go on for so many days from the
/// factory; gives what the patient got, in nL, and 0 where there is no such pump.
@_expose(wasm, "live_days") @_cdecl("live_days")
public func liveDays(_ days: UInt64) -> UInt64 {
  guard let setup = try? LifeSetup.make(try LifeSetup.schedule()),
    var pump = try? setup.newPump()
  else { return 0 }
  pump.advance(to: Instant(therapy: TherapyTime.zero.after(.days(days)), link: .zero))
  return pump.truth.patient.volume.rawValue
}
