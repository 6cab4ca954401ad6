import PumpText
import Quantities
import Telemetry

/// What pumps say in the tests here.
enum Samples {
  static let identity = Identity(
    model: ShortText(string: "PL-40") ?? ShortText(),
    serial: ShortText(string: "PL40-SAMPLE") ?? ShortText(),
    firmware: FirmwareVersion(major: 1, minor: 2, patch: 3))

  static let concentration = Concentration(microgramsPerMillilitre: 2000) ?? .weakest

  /// A pump that runs at 100 mcg/day, half full.
  static func status(_ change: (inout Status) -> Void = { _ in }) -> Status {
    var status = Status(
      therapySeconds: 90_000, linkClock: 5, reservoirNanolitres: 19_920_000,
      basalNanogramsPerDay: 100_000, bolusRemainingNanograms: 0, lastApplied: nil,
      alarms: AlarmSet(), batteryPercent: 99, mode: .simpleContinuous, flags: Status.Flags())
    change(&status)
    return status
  }

  static func interrogation(
    _ status: Status = status(), lastApplied: Interrogation.Applied? = nil,
    minutesToLowAlarm: UInt32? = 325 * 1440
  ) -> Interrogation {
    Interrogation(
      identity: identity, status: status,
      clock: status.flags.isClockSet ? WallClock(rawValue: 0) : nil,
      capacityNanolitres: 40_000_000, lowAlarmNanolitres: 2_000_000,
      minutesToLowAlarm: minutesToLowAlarm, minutesToEmpty: minutesToLowAlarm.map { $0 + 1440 },
      drug: .baclofen, concentration: concentration,
      therapy: .simpleContinuous(DoseRate(nanogramsPerDay: 100_000) ?? .zero), therapyRevision: 3,
      monthsToReplacement: 82, pumpedNanolitres: 80_000, pathNanolitres: 272_000,
      lastApplied: lastApplied, bolusNanograms: 0, bolusRemainingMilliseconds: 0,
      droppedFrames: 0)
  }

  /// A programme of so many ng a day.
  static func therapy(_ nanograms: UInt32, minutesToTip: UInt32? = 7122) -> TherapyReport {
    TherapyReport(
      token: 0, therapy: .simpleContinuous(DoseRate(nanogramsPerDay: nanograms) ?? .zero),
      drug: .baclofen, concentration: concentration, dailyNanograms: nanograms,
      flowNanolitresPerDay: nanograms / 2, minutesToTip: minutesToTip)
  }

  /// A request as it goes over the wire.
  static func frame(_ request: Request, id: UInt16 = 1) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(request, MessageHeader(.open, request: id))
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// An answer as it goes over the wire.
  static func frame(_ reply: Reply, id: UInt16 = 1) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, MessageHeader(.open, request: id))
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }
}
