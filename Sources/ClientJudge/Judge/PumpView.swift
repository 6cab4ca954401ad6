package import PumpFirmware
package import PumpWorld
package import Quantities
package import Telemetry

/// What of a pump must be old or new after a client, and nothing third.
package struct PumpView: Equatable, Sendable {
  /// The committed programme.
  package var therapy: Therapy
  /// How many programmes were committed.
  package var revision: UInt32
  /// Whether delivery is stopped.
  package var isStopped: Bool
  /// The patient bolus.
  package var patientBolus: PatientBolus?
  /// The temporary rate or planned stop.
  package var temporary: TemporaryRate
  /// The volume of the low-reservoir alarm.
  package var lowAlarmVolume: Nanolitres
  /// Whether nothing it holds may be followed any more.
  package var isMemoryLost: Bool

  /// A pump as it is now.
  package init<Memory: PumpMemory>(_ pump: VirtualPump<Memory>) {
    let state = pump.firmware.state
    therapy = state.therapy
    revision = state.therapyRevision
    isStopped = state.isStopped
    patientBolus = state.patientBolus
    temporary = state.temporary
    lowAlarmVolume = state.lowAlarmVolume
    isMemoryLost = state.alarms.contains(.memoryLost)
  }

  /// Whether everything but the programme is as it was.
  func isElsewhere(as before: PumpView) -> Bool {
    isStopped == before.isStopped && patientBolus == before.patientBolus
      && temporary == before.temporary && lowAlarmVolume == before.lowAlarmVolume
      && isMemoryLost == before.isMemoryLost
  }
}
