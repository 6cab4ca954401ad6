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
  public package(set) var time = TherapyTime.zero
  /// The drug that has reached the patient.
  public package(set) var received = Picograms.zero
  /// The liquid that has reached the patient.
  public package(set) var receivedVolume = Nanolitres.zero
  /// What is in the reservoir and can be had.
  public package(set) var reservoir = Nanolitres.zero
  /// The drug in that.
  public package(set) var reservoirDrug = Picograms.zero
  /// What left the reservoir through the pump.
  public package(set) var pumped = Nanolitres.zero
  /// The drug in that.
  public package(set) var pumpedDrug = Picograms.zero
  /// What was lost on the way to the tip.
  public package(set) var leaked = Nanolitres.zero
  /// The drug between the reservoir and the tip.
  public package(set) var catheterDrug = Picograms.zero
  /// The strokes that the motor has made.
  public package(set) var strokes: UInt64 = 0
  /// The charge of the battery, in percent.
  public package(set) var batteryPercent: UInt8 = 0
  /// The tones that the patient has heard.
  public package(set) var tones: UInt64 = 0
  /// The alarms that the pump has now; none while it has no power.
  public package(set) var alarms: [Alarm] = []
  /// Whether the pump has power.
  public package(set) var isOn = true

  package init() {}

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
