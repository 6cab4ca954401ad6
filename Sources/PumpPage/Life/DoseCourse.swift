import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities

/// What was programmed, what left the pump and what the patient got, and how they were, at marks
/// through a life.
struct DoseCourse {
  /// How things stood at a mark.
  struct Point: Equatable {
    /// When, in true therapy time.
    let time: TherapyTime
    /// The drug that was programmed so far, as the pump counts it.
    let programmed: Picograms
    /// The drug that has reached the patient so far.
    let received: Picograms
    /// Muscle tone of the legs, in 1/100 of an Ashworth grade; `nil` where nobody is in the body.
    let legs: UInt32?
    /// That of the arms.
    let arms: UInt32?
    /// The drug in the spinal fluid.
    let fluid: Picograms?
  }

  /// The most marks that are kept: when there are more, every second one goes.
  private static var most: Int { 1200 }
  /// How far apart the marks are; it doubles with the length of a life.
  private(set) var interval = Milliseconds.hours(2)
  /// The marks, the first first.
  private(set) var points: [Point] = []

  init() {}

  /// The next mark after a moment.
  func nextMark(after time: TherapyTime) -> TherapyTime? {
    let next = (time.rawValue / interval.rawValue + 1) * interval.rawValue
    return TherapyTime(rawValue: next)
  }

  /// Takes note of how things stand at a mark, of both pumps where there is another one.
  mutating func note(
    _ pump: inout VirtualPump<TransientMemory>, _ other: inout OtherPump?, at time: TherapyTime
  ) {
    if let last = points.last, last.time >= time { return }
    if points.count >= Self.most {
      points = points.enumerated().filter { $0.offset.isMultiple(of: 2) }.map { $0.element }
      interval = Milliseconds(rawValue: interval.rawValue * 2)
    }
    let truth = pump.truth
    let second = other?.amounts()
    let present =
      pump.world.body?.patient?.present ?? other?.pump.world.body?.patient?.present
    var fluid: Picograms?
    if let present {
      var sum: UInt64 = 0
      for cell in 0..<VirtualPatient.cells { sum += present.drug(inCell: cell).rawValue }
      fluid = Picograms(rawValue: sum)
    }
    points.append(
      Point(
        time: time,
        programmed: pump.firmware.state.integral.programmed + (second?.programmed ?? .zero),
        received: truth.patient.drug + (second?.received ?? .zero), legs: present?.reading.legsTone,
        arms: present?.reading.armsTone, fluid: fluid))
  }
}
