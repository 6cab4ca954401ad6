import Foundation
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware
@testable import PumpSimulator

/// The memory that an earlier build left, of which fixtures/kept tells the life.
@Suite(.limited)
struct KeptStateTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func opened(_ name: String) throws -> (StateFile.Opened, PumpSetup) {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../fixtures/kept/\(name)")
    for file in ["pump.state", "pump.card"] {
      let copy = directory.file(file)
      try Data(contentsOf: folder.appendingPathComponent(file)).write(
        to: URL(fileURLWithPath: copy))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
    }
    let card = try #require(try CardFile.read(directory.file("pump.card")))
    let setup = try ProfileFile.load("adult-40ml").setup(for: card)
    return (try StateFile.open(directory.file("pump.state"), setup), setup)
  }

  @Test func `the memory of version 3 opens with its therapy, and goes on with it`() throws {
    let (found, setup) = try opened("758EBACD")
    let image = found.file.image
    #expect(image[4] == 3 && image[MemoryMap.slotBytes + 4] == 3)
    var pump = try VirtualPump(
      profile: setup.device, secrets: setup.secrets, world: found.world,
      memory: TransientMemory(image: image), image: image.span, link: .zero)
    let state = pump.firmware.state
    // As the bytes of the newer record have it.
    #expect(!state.alarms.contains(.memoryLost))
    #expect(state.therapy == .daySchedule(WeekPlan(everyDay: .plan1)))
    #expect(state.therapyRevision == 2 && !state.isStopped && state.refills == 1)
    #expect(state.concentration.microgramsPerMillilitre == 608)
    #expect(state.integral.infusion?.kind == .bridge)
    #expect(state.formerStrength?.microgramsPerMillilitre == 2000, "from the ring of the log")
    #expect(state.strokesAtChange == state.strokesAtFill)
    #expect(state.patientBolus?.nanograms == 5000 && state.patientBolus?.maximumPerDay == 3)
    #expect(setup.live(in: found.world, on: image, isWatched: true) == nil)
    var now = pump.plant.therapyTime
    now = now.after(.hours(1))
    pump.advance(to: Instant(therapy: now, link: .zero))
    let written = pump.memory.image
    #expect(written[4] == 7 && written[MemoryMap.slotBytes + 4] == 7)
  }

  @Test func `the memory of version 4 opens with its therapy, its keys and its log`() throws {
    let (found, setup) = try opened("E8D61EAA")
    let image = found.file.image
    #expect(image[4] == 4 && image[MemoryMap.slotBytes + 4] == 4)
    var pump = try VirtualPump(
      profile: setup.device, secrets: setup.secrets, world: found.world,
      memory: TransientMemory(image: image), image: image.span, link: .zero)
    let state = pump.firmware.state
    #expect(!state.alarms.contains(.memoryLost))
    #expect(state.therapy.mode == .daySchedule && state.therapyRevision == 2 && !state.isStopped)
    #expect(state.concentration.microgramsPerMillilitre == 1045 && state.refills == 1)
    #expect(state.integral.infusion?.kind == .bridge)
    #expect(state.formerStrength?.microgramsPerMillilitre == 2000)
    #expect(setup.live(in: found.world, on: image, isWatched: true) == nil)
    pump.advance(
      to: Instant(therapy: pump.plant.therapyTime.after(.days(1)), link: .zero))
    let written = pump.memory.image
    #expect(written[4] == 7 && written[MemoryMap.slotBytes + 4] == 7)
    #expect(pump.firmware.state.log.sequence > state.log.sequence)
  }
}
