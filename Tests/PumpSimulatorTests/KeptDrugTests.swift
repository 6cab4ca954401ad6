import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpSimulator

/// Other drugs in a state file and in the file of a body.
@Suite(.limited)
struct KeptDrugTests {
  private let directory: TemporaryDirectory
  private let setup: PumpSetup

  init() throws {
    setup = try Samples.setup()
    directory = try TemporaryDirectory()
  }

  private static func now(_ days: UInt64) -> Instant {
    Instant(therapy: .zero.after(.days(days)), link: .zero)
  }

  private func pump(_ patient: Bool = true) throws -> VirtualPump<TransientMemory> {
    var pump = try setup.newPump()
    guard patient else { return pump }
    var random = SeededGenerator(seed: 7)
    let somebody = try Patient(
      .responder, seed: 7, from: &random, at: .zero, timeOfDay: .hours(8))
    try pump.operate(at: Self.now(0)) { world throws(BenchError) in try world.admit(somebody) }
    return pump
  }

  private static func milligram(_ value: UInt32) throws -> Concentration {
    try #require(Concentration(microgramsPerMillilitre: value * 1000))
  }

  /// A world with a patient in which all three drugs are everywhere.
  private func world(patient: Bool = true) throws -> World {
    var pump = try pump(patient)
    try pump.fill(.millilitre, of: try Self.milligram(10), .morphine, at: Self.now(2))
    try pump.fill(.millilitre, of: try Self.milligram(1), .ziconotide, at: Self.now(4))
    try pump.operate(at: Self.now(5)) { world throws(BenchError) in
      try world.inject(Picograms(nanograms: 500), of: .ziconotide)
    }
    pump.advance(to: Self.now(6))
    return pump.world
  }

  @Test func `a state file grows for the first other drug, and keeps all of them`() throws {
    let path = directory.file("state")
    let world = try world()
    let plain = try pump().world
    do {
      let file = try StateFile.open(path, setup).file
      try file.saveWorld(plain)
      #expect(try directory.read("state").count == StateLayout.fileBytes)
      for _ in 0..<2 { try file.saveWorld(world) }
    }
    let opened = try StateFile.open(path, setup)
    #expect(opened.world.snapshot == world.snapshot && opened.world.others.count == 2)
    #expect(try directory.read("state").count == StateLayout.longFileBytes)
    #expect(opened.file.image == setup.newMemory(), "the pump's memory is where it was")
    try opened.file.copy(to: directory.file("copy"), opened.world)
    #expect(try StateFile.open(directory.file("copy"), setup).world.snapshot == world.snapshot)
    // A life of one drug is read where one of several was.
    try opened.file.saveWorld(plain)
    #expect(
      try StateFile.parse(directory.read("state"), path: path, setup).world.snapshot
        == plain.snapshot)
  }

  @Test func `both slots have room for the largest world there can be`() {
    let most = 8 + World.largestSnapshotBytes + 4
    #expect(most <= StateLayout.worldSlotBytes + StateLayout.overflowSlotBytes)
    #expect(StateLayout.longFileBytes == 163_840)
  }

  @Test func `a torn or damaged overflow leaves the world before it, and never half of one`() throws
  {
    let path = directory.file("state")
    let worlds = [try world(patient: false), try world()]
    do {
      let file = try StateFile.open(path, setup).file
      for world in worlds { try file.saveWorld(world) }
    }
    let bytes = try directory.read("state")
    let newest = StateLayout.overflowSlot(2)
    for offset in stride(from: 0, to: 4000, by: 7) {
      var wrong = bytes
      wrong[newest + offset] ^= 0x10
      let read = try StateFile.parse(wrong, path: path, setup).world
      #expect(read.snapshot == worlds[0].snapshot, "\(offset)")
    }
    var wrong = bytes
    for slot in [StateLayout.overflowSlot(0), StateLayout.overflowSlot(1)] { wrong[slot] ^= 1 }
    #expect(throws: SimulatorError.self) { try StateFile.parse(wrong, path: path, setup) }
    for length in [StateLayout.fileBytes, StateLayout.fileBytes + 1, bytes.count - 1] {
      let cut = Array(bytes.prefix(length))
      #expect(throws: SimulatorError.self) { try StateFile.parse(cut, path: path, setup) }
    }
  }

  @Test(arguments: [true, false])
  func `the file of a body keeps its drugs, and damage to any byte is refused`(
    patient: Bool
  ) throws {
    var world = try world(patient: patient)
    let carried = try world.release()
    let path = directory.file("body")
    try BodyFile.create(path, carried)
    let read = try BodyFile.read(path)
    #expect(read.others.map(\.drug) == [.morphine, .ziconotide])
    #expect(read.snapshotOfOthers == carried.snapshotOfOthers)
    #expect(read.others[1].body.received >= Picograms(nanograms: 500))
    #expect((read.body.catheter?.contents.drug ?? .zero) > .zero)
    #expect((read.others[0].body.catheter?.contents.drug ?? .zero) > .zero)
    let bytes = try directory.read("body")
    for place in stride(from: 0, to: bytes.count, by: patient ? 23 : 11) {
      var wrong = bytes
      wrong[place] ^= 0x40
      try directory.write(wrong, to: "wrong-\(place)")
      #expect(throws: SimulatorError.self) {
        try BodyFile.read(directory.file("wrong-\(place)"))
      }
    }
  }

  /// How many other drugs there are of a body in bytes; `nil` where those are none of its.
  private static func others(of body: Body, in bytes: [UInt8]) -> Int? {
    let read = CarriedBody(body, snapshotOfOthers: bytes.span)
    return read?.others.count
  }

  @Test func `drugs that are not this body's are refused, also where the checksum is right`() throws
  {
    var world = try world(patient: false)
    let carried = try world.release()
    let others = carried.snapshotOfOthers
    let size = others.count / 2
    #expect(Self.others(of: carried.body, in: others) == 2)
    #expect(Self.others(of: carried.body, in: []) == 0)
    var refused = 0
    for place in others.indices {
      var wrong = others
      wrong[place] ^= 1
      let read = CarriedBody(carried.body, snapshotOfOthers: wrong.span)
      if read == nil { refused += 1 } else { #expect(read?.snapshotOfOthers == wrong) }
    }
    #expect(refused > others.count / 2, "\(refused)")
    let (first, second) = (Array(others.prefix(size)), Array(others.suffix(size)))
    for wrong in [second + first, first + first, others + first, Array(others.dropLast())] {
      #expect(Self.others(of: carried.body, in: wrong) == nil)
    }
    #expect(Self.others(of: Body(), in: others) == nil)
  }
}
