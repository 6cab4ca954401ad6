import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A pump that wakes up: with its memory, without it, and in a world that went on.
@Suite(.limited)
struct MemoryTests {
  private func wake(
    _ visit: Visit, _ image: [UInt8], plant: Plant? = nil
  ) throws -> VirtualPump<TransientMemory> {
    try VirtualPump(
      profile: try PumpSetup.sample().device, secrets: .sample, plant: plant ?? visit.pump.plant,
      memory: TransientMemory(image: image), image: image.span, link: .zero)
  }

  @Test func `a pump that wakes up has lost nothing but the session`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(3))
    let before = visit.pump.firmware.state
    let again = try wake(visit, visit.pump.memory.image)
    #expect(again.firmware.state.strokes == before.strokes)
    #expect(again.firmware.state.integral == before.integral)
    #expect(again.firmware.state.epoch == before.epoch + 1)
    #expect(again.truth == visit.pump.truth)
    #expect(again.firmware.sessionDeadline == nil)
  }

  @Test func `a world that went on without the pump is caught up with`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(3))
    var plant = visit.pump.plant
    // Strokes that were made, and time that went by, after the last record.
    let later = plant.therapyTime.after(.hours(2))
    plant.pump(strokes: 5, until: later)
    let again = try wake(visit, visit.pump.memory.image, plant: plant)
    // Of the strokes that fell due meanwhile one is made.
    #expect(again.firmware.state.strokes == 606 && again.truth.strokes == 606)
    #expect(again.firmware.time == later)
  }

  @Test func `a pump without its memory delivers nothing and answers`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(3))
    let image = [UInt8](repeating: 0xFF, count: MemoryMap.imageBytes)
    visit.pump = try wake(visit, image)
    let truth = visit.pump.truth
    visit.wait(.days(30))
    #expect(visit.pump.truth.strokes == truth.strokes)
    _ = visit.open()
    guard case .status(let status) = visit.ask(.readStatus) else {
      Issue.record("no status could be read")
      return
    }
    #expect(status.alarms.contains(.memoryLost) && status.flags.isStopped)
    #expect(visit.pump.truth.isBalanced)
  }

  @Test func `an image of the wrong size is no memory`() throws {
    let visit = try Visit(.sample())
    let device = try PumpSetup.sample().device
    #expect(throws: MemoryFault.wrongSize) {
      let image: [UInt8] = [1, 2, 3]
      _ = try VirtualPump(
        profile: device, secrets: .sample, plant: visit.pump.plant, memory: visit.pump.memory,
        image: image.span, link: .zero)
    }
  }

  @Test func `each stroke of a pump that lives from deadline to deadline is stored`() throws {
    var visit = try Visit(.sample())
    while visit.now.therapy < TherapyTime.zero.after(.hours(10)) {
      visit.wait(visit.pump.firmware.deadline.since(visit.now.therapy))
      let again = try wake(visit, visit.pump.memory.image)
      #expect(again.firmware.state.strokes == visit.pump.truth.strokes)
    }
    #expect(visit.pump.memory.writes > 80)
  }

  @Test func `bytes are heard at the time they come, and half a frame dies with the link`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    let frame = SealedClient().open(.opening(.identify), id: 3)
    // Time passes with the bytes themselves, too.
    visit.now.therapy = visit.now.therapy.after(.days(1))
    #expect(visit.send(frame + frame).count == 2)
    #expect(visit.pump.truth.strokes == 400)
    #expect(visit.send(Array(frame.prefix(5))).isEmpty)
    visit.pump.linkInterrupted()
    #expect(visit.send(Array(frame.dropFirst(5))).isEmpty)
    #expect(visit.send(frame).count == 1)
  }
}
