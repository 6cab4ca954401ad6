import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

@Suite(.limited)
struct SnapshotTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `a snapshot at any step is the same plant`(seed: UInt64) throws {
    var life = try RandomLife(seed: seed)
    for step in 0..<1000 {
      try life.step()
      let bytes = life.plant.snapshot
      try #require(bytes.count == Plant.snapshotBytes)
      var copy = try #require(
        Plant(bytes: bytes, profile: life.plant.profile), "seed \(seed), step \(step)")
      try #require(copy.snapshot == bytes, "seed \(seed), step \(step)")
      try #require(copy.truth == life.plant.truth, "seed \(seed), step \(step)")
      try #require(copy.rotorPosition == life.plant.rotorPosition)
      var original = life.plant
      original.pump(100)
      copy.pump(100)
      try #require(copy.snapshot == original.snapshot, "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `one wrong byte is refused or leaves a plant that balances and runs`(seed: UInt64) throws {
    var life = try RandomLife(seed: seed)
    for _ in 0..<300 { try life.step() }
    let good = life.plant.snapshot
    var accepted = 0
    for offset in good.indices {
      let flips: [UInt8] = [1, 2, 4, 8, 16, 32, 64, 128, 255, UInt8(1 + life.random.below(255))]
      for flip in flips {
        var bytes = good
        bytes[offset] ^= flip
        guard var plant = Plant(bytes: bytes, profile: life.plant.profile) else { continue }
        accepted += 1
        try #require(plant.truth.isBalanced, "seed \(seed), byte \(offset) ^ \(flip)")
        try exercise(&plant)
        try #require(plant.truth.isBalanced, "seed \(seed), byte \(offset) ^ \(flip)")
      }
    }
    // Amounts have to add up; that leaves time, strokes, energy, faults and fractions.
    #expect(accepted < 900, "\(accepted) of \(good.count * 10) accepted")
  }

  /// Uses every operation, so that a bad field would trap.
  private func exercise(_ plant: inout Plant) throws {
    let room = plant.profile.reservoirCapacity - plant.truth.reservoir.volume
    plant.pump(1000)
    plant.withdraw(.nl(1000))
    try plant.fill(room, of: .mcgPerMl(1_000_000))
    for strength in 1...70 as ClosedRange<UInt32> {
      plant.withdraw(.nl(500))
      try plant.fill(.nl(500), of: .mcgPerMl(strength))
      plant.pump(1)
    }
    plant.advance(to: .ms(.max))
    plant.pump(.max)
  }

  @Test func `random bytes are never a trap`() throws {
    var random = SplitMix64(seed: 99)
    let plant = try Plant.sample(.sample())
    for round in 0..<2000 {
      var bytes = plant.snapshot
      for _ in 0..<(1 + round % 40) {
        // Mostly the fields that are in use, or every round would end at the spare bytes.
        let offset = Int(random.below(round % 2 == 0 ? 400 : UInt64(bytes.count)))
        bytes[offset] = random.below(2) == 0 ? 0xFF : UInt8(random.below(256))
      }
      let read = Plant(bytes: bytes, profile: plant.profile)
      #expect(read?.truth.isBalanced != false, "seed 99, round \(round)")
    }
  }

  @Test func `the wrong size, version or pump is refused`() throws {
    var plant = try Plant.sample(.sample())
    plant.pump(100)
    let bytes = plant.snapshot
    #expect(Plant(bytes: bytes, profile: plant.profile) != nil)
    #expect(Plant(bytes: bytes.dropLast(), profile: plant.profile) == nil)
    #expect(Plant(bytes: bytes + [0], profile: plant.profile) == nil)
    #expect(Plant(bytes: [], profile: plant.profile) == nil)
    var other = bytes
    other[0] = 1
    #expect(Plant(bytes: other, profile: plant.profile) == nil)
    #expect(try Plant(bytes: bytes, profile: .sample(pathVolume: 272_001)) == nil)
    #expect(try Plant(bytes: bytes, profile: .sample(reservoirCapacity: 10_000)) == nil)
    #expect(try Plant(bytes: bytes, profile: .sample(strokeVolume: 20)) == nil)
    #expect(try Plant(bytes: bytes, profile: .sample(batteryCapacity: 288_000)) == nil)
  }

  @Test func `the layout is fixed`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 1_000_000, mcgPerMl: 3)
    plant.pump(strokes: 2, until: .ms(0x0102_0304_0506))
    let bytes = plant.snapshot
    #expect(bytes.count == 1728)
    #expect(bytes[0...8] == [4, 6, 5, 4, 3, 2, 1, 0, 0])
    #expect(bytes[9...20].allSatisfy { $0 == 0 }, "the battery is long empty by then")
    #expect(bytes[141...156].allSatisfy { $0 == 0 }, "nothing drained, nothing for the link")
    #expect(bytes[21...28] == [0x40, 0x42, 0x0F, 0, 0, 0, 0, 0])
    #expect(
      bytes[157...176] == [0x40, 0x42, 0x0F, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes[177...377].allSatisfy { $0 == 0 }, "no fault, no front")
    #expect(bytes[378] == 1)
    #expect(bytes[1659...1663] == [0, 0x80, 0x26, 4, 0], "in its first body: 272 000 nL")
    #expect(bytes[1664...].allSatisfy { $0 == 0 }, "nothing joined, parted or spilled")
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `a snapshot of the version before is the same plant in its first body`(
    seed: UInt64
  ) throws {
    var life = try RandomLife(seed: seed, moves: false)
    for _ in 0..<500 { try life.step() }
    var older = Array(life.plant.snapshot.prefix(Plant.olderSnapshotBytes))
    older[0] = 3
    let read = try #require(Plant(bytes: older, profile: life.plant.profile))
    #expect(read.snapshot == life.plant.snapshot)
    older[0] = 4
    #expect(Plant(bytes: older, profile: life.plant.profile) == nil)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `a body at any step is read as it was written, and no wrong byte is a trap`(
    seed: UInt64
  ) throws {
    var life = try RandomLife(seed: seed)
    for _ in 0..<400 { try life.step() }
    let bytes = [UInt8](capacity: Body.snapshotBytes) { Body.encode(life.body, into: &$0) }
    #expect(bytes.count == Body.snapshotBytes)
    let decoded = Body.decode(bytes.span)
    let read = try #require(decoded ?? nil)
    #expect([UInt8](capacity: bytes.count) { Body.encode(read, into: &$0) } == bytes)
    for offset in bytes.indices {
      var wrong = bytes
      wrong[offset] ^= UInt8(1 + life.random.below(255))
      guard case .some(.some(let other)) = Body.decode(wrong.span) else { continue }
      #expect([UInt8](capacity: bytes.count) { Body.encode(other, into: &$0) } == wrong)
    }
    let none = [UInt8](capacity: bytes.count) { Body.encode(nil, into: &$0) }
    guard case .some(.none) = Body.decode(none.span) else {
      Issue.record("no body is not read as none")
      return
    }
  }
}
