import PumpFirmware
import PumpPlant
package import PumpWorld
import Quantities
import Telemetry

extension CasePlan {
  /// The pump of the case, made of a setup whose programme is simple continuous infusion; throws
  /// where there is none of that setup.
  package func makePump(_ setup: PumpSetup) throws(SetupError) -> VirtualPump<TransientMemory> {
    var setup = setup
    if pump == .nearlyEmpty { setup.implant = setup.implant.nearlyEmpty }
    var made = try setup.newPump()
    if pump == .failed, let failure = try? Fault(unit: .processor, kind: .failure) {
      try? made.inject(failure, at: Instant(therapy: .zero, link: .zero))
    }
    // Whatever there is to sound has sounded by then.
    made.advance(to: Instant(therapy: .zero.after(.hours(6)), link: .zero))
    return made
  }

  /// The trial of the case with a pump of its own.
  package func trial(_ setup: PumpSetup, seed: UInt64) throws(SetupError) -> Trial {
    Trial(
      try makePump(setup), keys: setup.secrets.factoryKeys, mischief: mischief, faults: faults,
      seed: seed)
  }
}

extension DurableState {
  /// The same implant with a tenth less in the reservoir than its low-reservoir alarm sounds at.
  fileprivate var nearlyEmpty: DurableState {
    DurableState(
      therapy: therapy, plans: plans, patientBolus: patientBolus, drug: drug,
      concentration: concentration,
      filledVolume: Nanolitres(rawValue: lowAlarmVolume.rawValue / 10 * 9),
      lowAlarmVolume: lowAlarmVolume, clock: clock(at: .zero), rotor: rotor, isStopped: isStopped,
      isPrimed: isPrimed)
  }
}
