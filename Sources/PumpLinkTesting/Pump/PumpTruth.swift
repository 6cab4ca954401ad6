import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
public import Quantities
public import Telemetry
public import Testing

/// What is really so, which neither the pump nor a handheld can see, and what the pump believes
/// beside it.
public struct PumpTruth: Equatable, Sendable {
  /// How long the pump has lived.
  public let time: TherapyTime
  /// The drug that has reached the patient.
  public let received: Picograms
  /// The liquid that has reached the patient.
  public let receivedVolume: Nanolitres
  /// What is in the reservoir and can be had.
  public let reservoir: Nanolitres
  /// The drug in that.
  public let reservoirDrug: Picograms
  /// What left the reservoir through the pump.
  public let pumped: Nanolitres
  /// The drug in that.
  public let pumpedDrug: Picograms
  /// What was lost on the way to the tip.
  public let leaked: Nanolitres
  /// The drug between the reservoir and the tip.
  public let catheterDrug: Picograms
  /// The strokes that the motor has made.
  public let strokes: UInt64
  /// The charge of the battery, in percent.
  public let batteryPercent: UInt8
  /// Whether all liquid and drug is accounted for, to the nL and the pg.
  public let isBalanced: Bool
  /// The tones that the patient has heard.
  public let tones: UInt64
  /// The alarms that the pump has now; none while it has no power.
  public let alarms: [Alarm]
  /// Whether the pump has power.
  public let isOn: Bool

  init(_ bench: inout Bench) {
    let truth = bench.pump.truth
    let tones = bench.pump.tones
    isOn = bench.pump.isOn
    alarms = isOn ? bench.pump.firmware.state.alarms.list : []
    time = truth.therapyTime
    received = truth.patient.drug
    receivedVolume = truth.patient.volume
    reservoir = truth.reservoir.volume
    reservoirDrug = truth.reservoir.drug
    pumped = truth.pumped.volume
    pumpedDrug = truth.pumped.drug
    leaked = truth.leaked.volume
    catheterDrug = truth.catheter.drug
    strokes = truth.strokes
    batteryPercent = truth.batteryPercent
    isBalanced = truth.isBalanced
    self.tones = tones.single + tones.twoTone
  }
}

extension PumpTruth: CustomTestStringConvertible {
  /// What matters of it, with units.
  public var testDescription: String {
    "after \(Milliseconds.words(time.count)): \(received.testDescription) received, "
      + "\(reservoir.testDescription) in the reservoir, \(strokes) strokes, "
      + "alarms \(alarms.map(\.title))"
  }
}

extension Pump {
  /// What is really so now.
  public var truth: PumpTruth { use { PumpTruth(&$0) } }

  /// The alarms that the pump has now, whether or not anybody has heard them.
  public var alarms: [Alarm] { truth.alarms }
}

extension Alarm: CustomTestStringConvertible {
  /// The alarm in a few words, such as `motor stall`.
  public var testDescription: String { title }
}
