import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Another drug than baclofen in reservoir, path and body.
@Suite(.limited)
struct DrugTests {
  /// A pump of 500 mcg/day that was emptied after ten days and filled with something else.
  private static func refilled(
    with drug: DrugCode, _ strength: UInt32, rinsed: Bool = true
  ) throws -> Visit {
    var visit = try Visit(.sample(nanogramsPerDay: 500_000))
    try visit.admit(.sample())
    visit.wait(.days(10))
    _ = visit.pump.withdraw(.ml(40), at: visit.now)
    if rinsed { _ = try visit.pump.rinse(at: visit.now) }
    try visit.pump.fill(
      .ml(20), of: Concentration(microgramsPerMillilitre: strength), drug, at: visit.now)
    return visit
  }

  private static func other(_ visit: Visit) throws -> OtherDrug {
    try #require(visit.pump.world.others.first)
  }

  @Test func `a life of one drug knows of no other, to the byte`() throws {
    for strength in [2000, 0] as [UInt32] {
      var visit = try Self.refilled(with: .baclofen, strength)
      visit.wait(.days(3))
      #expect(visit.pump.world.others.isEmpty)
      #expect(visit.pump.world.snapshot.count == World.patientSnapshotBytes)
      #expect(visit.pump.withdraw(.ml(1), at: visit.now).drugs == [])
    }
    // Drug-free liquid is no other drug, by whatever name.
    let visit = try Self.refilled(with: .morphine, 0)
    #expect(visit.pump.world.others.isEmpty)
  }

  @Test func `what comes out of a refilled pump is told apart`() throws {
    var visit = try Self.refilled(with: .morphine, 1000)
    #expect(visit.pump.truth.reservoir == Liquid(.ml(20), of: .strength(1000)))
    let baclofen = visit.pump.plant.truth
    #expect(baclofen.reservoir.drug == .zero && baclofen.catheter.drug.rawValue == 272_000 * 2000)
    visit.wait(.days(30))
    let other = try Self.other(visit)
    #expect(other.drug == .morphine && visit.pump.world.others.count == 1)
    let (mine, its) = (visit.pump.plant.truth, other.plant.truth)
    #expect(mine.catheter.drug == .zero && its.catheter.drug.rawValue == 272_000 * 1000)
    #expect(mine.isBalanced && its.isBalanced && visit.pump.truth.isBalanced)
    #expect(visit.pump.truth.patient.drug == mine.patient.drug + its.patient.drug)
    let drawn = visit.pump.withdraw(.ml(2), at: visit.now)
    #expect(drawn.liquid == Liquid(.ml(2), of: .strength(1000)))
    #expect(drawn.drugs.map(\.drug) == [.baclofen, .morphine])
    #expect(drawn.drugs.map(\.amount.rawValue) == [0, 2_000_000_000])
  }

  @Test func `a patient feels morphine as they feel nothing, and withdrawal of baclofen follows`()
    throws
  {
    var morphine = try Self.refilled(with: .morphine, 1000)
    var nothing = try Self.refilled(with: .baclofen, 0)
    #expect(morphine.patient.present.reading.withdrawal == .none)
    for _ in 0..<6 {
      morphine.wait(.days(1))
      nothing.wait(.days(1))
      #expect(morphine.patient.snapshot == nothing.patient.snapshot)
    }
    #expect(morphine.patient.present.reading.withdrawal > .none)
    let felt = morphine.pump.world.othersFelt
    let reached = try Self.other(morphine).plant.truth.patient.drug
    #expect(felt.map(\.drug) == [.morphine] && felt.map(\.amount) == [reached])
    #expect(reached > .zero)
    #expect(nothing.pump.world.othersFelt == [])
    #expect(morphine.patient.given == morphine.pump.plant.truth.patient.drug)
  }

  @Test func `who comes later has had none of another drug that came before`() throws {
    var visit = try Visit(.sample())
    try visit.pump.operate(at: visit.now) { world throws(BenchError) in
      try world.inject(Picograms(nanograms: 5000), of: .ziconotide)
    }
    try visit.admit(.sample())
    #expect(visit.pump.world.othersFelt == [])
    try visit.pump.operate(at: visit.now) { world throws(BenchError) in
      try world.inject(Picograms(nanograms: 7), of: .ziconotide)
    }
    #expect(visit.pump.world.othersFelt.map(\.amount) == [Picograms(nanograms: 7)])
    #expect(visit.patient.given == .zero, "baclofen is another matter")
    #expect(throws: BenchError.injectionTooLarge) {
      try visit.pump.operate(at: visit.now) { world throws(BenchError) in
        try world.inject(Body.largestInjection + Picograms(rawValue: 1), of: .morphine)
      }
    }
    #expect(visit.pump.world.others.count == 1, "what was refused leaves no trace")
  }

  @Test func `a fill that is refused begins no drug`() throws {
    var visit = try Visit(.sample())
    let before = visit.pump.world.snapshot
    #expect(throws: BenchError.fill(.overCapacity(room: .ml(20)))) {
      try visit.pump.fill(.ml(21), of: .strength(1000), .morphine, at: visit.now)
    }
    #expect(visit.pump.world.snapshot == before)
  }

  @Test func `a body takes along what it had of each drug, and a bench forgets what it has not`()
    throws
  {
    var old = try Self.refilled(with: .morphine, 1000)
    old.wait(.days(10))
    try old.pump.operate(at: old.now) { world throws(BenchError) in
      try world.inject(Picograms(nanograms: 9), of: .ziconotide)
    }
    let had = old.pump.world.others.compactMap(\.received)
    let catheter = try Self.other(old).plant.truth.catheter.drug
    let carried = try old.pump.operate(at: old.now) { world throws(BenchError) in
      try world.release()
    }
    #expect(carried.others.map(\.drug) == [.morphine, .ziconotide])
    #expect(old.pump.world.others.map(\.drug) == [.morphine], "its pump holds that still")
    #expect(old.pump.world.others.allSatisfy { $0.body == nil })

    // The new pump has nothing but baclofen; the old catheter brings morphine.
    var new = try Visit(.sample())
    _ = try new.pump.operate(at: new.now) { world throws(BenchError) in try world.release() }
    try new.pump.operate(at: new.now) { world throws(BenchError) in
      try world.take(carried)
      try world.implant()
    }
    #expect(new.pump.world.others.compactMap(\.received) == had)
    #expect(new.pump.world.othersFelt.map(\.amount) == had)
    let joined = try Self.other(new).plant.truth.catheter.drug
    #expect(joined > .zero && joined < catheter, "what was in the tubing stayed with the old pump")
    new.wait(.days(20))
    #expect(new.pump.world.others.compactMap(\.received) == [had[0] + joined, had[1]])
    for other in new.pump.world.others { #expect(other.plant.truth.isBalanced) }
    #expect(new.pump.plant.truth.isBalanced)
  }

  @Test func `a world of three drugs is read back from its bytes, and damage leaves a true one`()
    throws
  {
    var visit = try Self.refilled(with: .morphine, 1000, rinsed: false)
    visit.wait(.days(1))
    _ = visit.pump.withdraw(.ml(10), at: visit.now)
    try visit.pump.fill(.ml(5), of: .strength(25), .ziconotide, at: visit.now)
    visit.wait(.hours(40))
    let bytes = visit.pump.world.snapshot
    let profile = visit.pump.plant.profile
    #expect(World.canHaveSnapshot(ofBytes: bytes.count))
    #expect(bytes.count == World.largestSnapshotBytes)
    let found = World(snapshot: bytes.span, profile: profile)
    #expect(try #require(found).snapshot == bytes)
    var random = SplitMix64(seed: 5)
    var refused = 0
    let places = Array(World.patientSnapshotBytes..<bytes.count)
    for place in places {
      var wrong = bytes
      wrong[place] ^= UInt8(random.from(1...255))
      guard let world = World(snapshot: wrong.span, profile: profile) else {
        refused += 1
        continue
      }
      #expect(world.snapshot == wrong && world.truth.isBalanced)
      var pump = try VirtualPump(
        profile: .sample(), secrets: .sample, world: world, memory: visit.pump.memory,
        image: visit.pump.memory.image.span, link: .zero)
      pump.advance(to: Instant(therapy: visit.now.therapy.after(.days(2)), link: .zero))
      for other in pump.world.others {
        #expect(other.plant.withoutDrug.truth == pump.plant.withoutDrug.truth)
      }
    }
    #expect(refused > places.count * 9 / 10, "\(refused) of \(places.count)")
    // Cut off, doubled, or in another order.
    let size = (bytes.count - World.patientSnapshotBytes) / 2
    let head = Array(bytes.prefix(World.patientSnapshotBytes))
    let (first, second) = (Array(bytes.dropFirst(head.count).prefix(size)), bytes.suffix(size))
    for wrong in [head, head + second + first, head + first + first, bytes + first] {
      let read = World(snapshot: wrong.span, profile: profile)
      #expect(read == nil)
    }
    let one = World(snapshot: (head + first).span, profile: profile)
    #expect(one?.others.count == 1, "each drug is whole by itself")
  }

  @Test func `a link and faults draw on all plants alike`() throws {
    var visit = try Self.refilled(with: .morphine, 1000)
    visit.pump.setHead(.near, at: visit.now)
    _ = visit.open()
    try visit.inject(.catheter, .leak, 30, for: .hours(9))
    try visit.inject(.reservoir, .leak, 30_000_000, for: .hours(5))
    try visit.inject(.motor, .drift, 70_000, for: .hours(30))
    visit.wait(.hours(4))
    try visit.inject(.battery, .drain, 900, for: .hours(2))
    visit.wait(.hours(60))
    try visit.inject(.reservoir, .wrongContents, 300)
    try visit.pump.fill(.ml(1), of: .strength(1000), .ziconotide, at: visit.now)
    visit.wait(.days(3))
    let others = visit.pump.world.others
    #expect(others.map(\.drug) == [.morphine], "what is filled in now is of the wrong contents")
    for other in others {
      #expect(other.plant.withoutDrug.truth == visit.pump.plant.withoutDrug.truth)
      #expect(other.plant.truth.isBalanced && other.plant.truth.reservoir.drug == .zero)
      #expect(other.plant.truth.replaced.drug > .zero && other.plant.truth.pocket.drug > .zero)
    }
    #expect(visit.pump.plant.truth.reservoir.drug > .zero)
    let bytes = visit.pump.world.snapshot
    let read = World(snapshot: bytes.span, profile: visit.pump.plant.profile)
    #expect(read?.snapshot == bytes)
  }
}
