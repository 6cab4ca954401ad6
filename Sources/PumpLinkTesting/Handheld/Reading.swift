import PumpText
public import Quantities
public import Telemetry
public import Testing

/// What a pump tells of itself: what a clinician reviews, with units.
public struct Reading: Equatable, Sendable {
  /// The message as the pump sent it, for what is not told below.
  public let message: Interrogation

  init(_ message: Interrogation) { self.message = message }

  /// The pump's model and serial number.
  public var model: String { message.identity.model.letters }
  /// The pump's serial number.
  public var serial: String { message.identity.serial.letters }
  /// What is in the reservoir, by the pump's count.
  public var reservoir: Nanolitres {
    Nanolitres(rawValue: UInt64(message.status.reservoirNanolitres))
  }
  /// The volume of the low-reservoir alarm.
  public var lowAlarm: Nanolitres { Nanolitres(rawValue: UInt64(message.lowAlarmNanolitres)) }
  /// The strength in the reservoir.
  public var concentration: Concentration { message.concentration }
  /// The rate at which drug flows now beside boluses.
  public var basal: DoseRate {
    DoseRate(nanogramsPerDay: message.status.basalNanogramsPerDay) ?? .zero
  }
  /// What is still to come of the bolus that runs.
  public var bolusRemaining: Picograms {
    Picograms(nanograms: message.status.bolusRemainingNanograms)
  }
  /// What runs beside or in place of the programme; `nil` for nothing.
  public var infusion: InfusionKind? { message.infusion }
  /// What the programme is made of.
  public var mode: InfusionMode { message.therapy.mode }
  /// Whether delivery is stopped.
  public var isStopped: Bool { message.status.flags.isStopped }
  /// Whether a temporary rate or a planned stop runs.
  public var isTemporary: Bool { message.status.flags.isTemporary }
  /// The alarms.
  public var alarms: [Alarm] { message.status.alarms.list }
  /// The charge of the battery, in percent.
  public var batteryPercent: UInt8 { message.status.batteryPercent }
  /// What the battery's charge means.
  public var battery: BatteryState { message.status.flags.battery }
  /// What the clock shows; `nil` when it was never set or is lost.
  public var clock: WallClock? { message.clock }
  /// The drug that was programmed since the factory.
  public var programmed: Picograms { Picograms(rawValue: message.programmedPicograms) }
  /// What was pumped since the factory, by the pump's count.
  public var pumped: Nanolitres { Nanolitres(rawValue: message.pumpedNanolitres) }
  /// For how long tones are silent.
  public var silent: Milliseconds { .minutes(UInt64(message.silentMinutes)) }
  /// The bolus that the patient may ask for; `nil` when there is none.
  public var patientBolus: PatientBolus? { message.patientBolus }
}

extension Reading: CustomTestStringConvertible {
  /// What matters of it, with units.
  public var testDescription: String {
    let flow = isStopped ? "stopped" : "\(basal.testDescription)"
    return "\(model) \(serial): \(flow), \(reservoir.testDescription) of "
      + "\(concentration.testDescription), battery \(batteryPercent) %, "
      + "alarms \(alarms.map(\.title))"
  }
}

/// The programme that is in force, and its totals.
public struct ProgrammeReading: Equatable, Sendable, CustomTestStringConvertible {
  /// The message as the pump sent it.
  public let message: TherapyReport

  init(_ message: TherapyReport) { self.message = message }

  /// What the programme is made of.
  public var mode: InfusionMode { message.therapy.mode }
  /// The drug of its largest day, boluses included.
  public var largestDay: Picograms { Picograms(nanograms: message.dailyNanograms) }
  /// The drug of its smallest day.
  public var smallestDay: Picograms { Picograms(nanograms: message.leastDailyNanograms) }
  /// The flow of its largest day.
  public var flow: FlowRate { FlowRate(rawValue: UInt64(message.flowNanolitresPerDay)) }

  /// Its totals, with units.
  public var testDescription: String {
    largestDay == smallestDay
      ? "\(largestDay.testDescription) a day"
      : "\(smallestDay.testDescription) to \(largestDay.testDescription) a day"
  }
}
