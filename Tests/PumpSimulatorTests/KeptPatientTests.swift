import BadLink
import PumpPlant
import PumpWorld
import Quantities
import TestLimits
import Testing

@testable import PumpSimulator

/// A patient in a state file and in the file of a body.
@Suite(.limited)
struct KeptPatientTests {
  private let directory: TemporaryDirectory
  private let setup: PumpSetup

  init() throws {
    setup = try Samples.setup()
    directory = try TemporaryDirectory()
  }

  private func patient() throws -> Patient {
    var random = SeededGenerator(seed: 7)
    return try Patient(.responder, seed: 7, from: &random, at: .zero, timeOfDay: .hours(8))
  }

  /// A world with a patient who has lived for so many days.
  private func world(days: UInt64) throws -> World {
    var pump = try setup.newPump()
    let patient = try patient()
    try pump.operate(at: Instant(therapy: .zero, link: .zero)) { world throws(BenchError) in
      try world.admit(patient)
    }
    pump.advance(to: Instant(therapy: .zero.after(.days(days)), link: .zero))
    return pump.world
  }

  @Test func `a state file keeps the patient, and both of its copies have room`() throws {
    let path = directory.file("state")
    let world = try world(days: 100)
    #expect(world.snapshot.count == World.patientSnapshotBytes)
    #expect(World.patientSnapshotBytes + 12 <= StateLayout.worldSlotBytes)
    do {
      let opened = try StateFile.open(path, setup)
      #expect(opened.world.body?.patient == nil)
      for _ in 0..<2 { try opened.file.saveWorld(world) }
    }
    let opened = try StateFile.open(path, setup)
    #expect(opened.world.snapshot == world.snapshot)
    let bytes = try directory.read("state")
    #expect(bytes.count == StateLayout.fileBytes)
    #expect(try StateFile.parse(bytes, path: path, setup).world.snapshot == world.snapshot)
  }

  @Test func `a world without the patient is read where one with them was`() throws {
    let path = directory.file("state")
    var world = try world(days: 3)
    do {
      let opened = try StateFile.open(path, setup)
      for _ in 0..<2 { try opened.file.saveWorld(world) }
      _ = try world.release()
      try opened.file.saveWorld(world)
    }
    let found = try StateFile.open(path, setup).world
    #expect(found.snapshot == world.snapshot && found.body == nil)
  }

  @Test func `the file of a body keeps who is in it, and damage is refused`() throws {
    var world = try world(days: 40)
    let body = try world.release()
    let path = directory.file("body")
    try BodyFile.create(path, body)
    let read = try BodyFile.read(path).body
    #expect(read.patient?.given == body.body.received && body.body.received > .zero)
    #expect(read.patient?.diary.count == 40)
    var bytes = try directory.read("body")
    bytes[bytes.count / 2] ^= 1
    try directory.write(bytes, to: "wrong")
    #expect(throws: SimulatorError.self) { try BodyFile.read(directory.file("wrong")) }
    try directory.write(Array(bytes.dropLast(Patient.snapshotBytes)), to: "short")
    #expect(throws: SimulatorError.self) { try BodyFile.read(directory.file("short")) }
  }
}
