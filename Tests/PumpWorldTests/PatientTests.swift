import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A patient in the body that a pump is in, or lies beside.
@Suite(.limited)
struct PatientTests {
  /// Something that a bench or a clinician does.
  private static func touch(_ visit: inout Visit, _ random: inout SplitMix64) throws {
    let catheter = Nanolitres.nl(random.from(60_000...200_000))
    switch random.below(9) {
    case 0: visit.order(stop: true)
    case 1, 2: visit.order(stop: false)
    case 3:
      try visit.inject(.catheter, .leak, Int64(random.from(1...100)), for: .hours(9))
      try visit.inject(.reservoir, .leak, Int64(random.from(1...30_000_000)), for: .hours(40))
    case 4: try visit.inject(.motor, .stall, nil, for: .hours(5))
    case 5:
      let drug = Picograms(nanograms: UInt32(random.from(1...75_000)))
      try visit.pump.operate(at: visit.now) { world throws(BenchError) in try world.inject(drug) }
      #expect(visit.pump.world.body?.isFollowed(to: visit.pump.plant) == true)
    case 6:
      try visit.pump.operate(at: visit.now) { world throws(BenchError) in
        guard world.plant.isImplanted else { return try world.implant(newCatheter: catheter) }
        try world.explant()
      }
    case 7:
      let drawn = visit.pump.withdraw(.ml(40), at: visit.now)
      try visit.pump.fill(
        max(drawn.liquid.volume, .ml(1)), of: .strength(UInt32(random.from(50...2000))),
        at: visit.now)
    default: visit.pump.setHead(random.below(2) == 0 ? .near : .contact, at: visit.now)
    }
    visit.wait(.ms(random.below(86_400_000 * 2)))
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `the patient gets all that leaves the tip and is injected, whatever is done`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    var visit = try Visit(.sample())
    try visit.admit(.sample(seed: seed))
    for _ in 0..<60 {
      try Self.touch(&visit, &random)
      let body = try #require(visit.pump.world.body)
      try #require(body.isFollowed(to: visit.pump.plant), "seed \(seed)")
      try #require(visit.patient.given == body.received(beside: visit.pump.plant))
      try #require(visit.patient.now == visit.now.therapy)
    }
    #expect(visit.patient.given > .zero)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `a patient changes nothing of pump, memory and physics`(seed: UInt64) throws {
    var random = (SplitMix64(seed: seed), SplitMix64(seed: seed))
    var with = try Visit(.sample())
    var without = try Visit(.sample())
    try with.admit(.sample(seed: seed))
    for _ in 0..<40 {
      try Self.touch(&with, &random.0)
      try Self.touch(&without, &random.1)
    }
    #expect(with.pump.truth == without.pump.truth)
    #expect(with.pump.memory.image == without.pump.memory.image)
    #expect(with.pump.firmware.state == without.pump.firmware.state)
    let (mine, other) = (with.pump.world.snapshot, without.pump.world.snapshot)
    #expect(mine.count == World.patientSnapshotBytes && other.count == World.snapshotBytes)
    // All but the version.
    #expect(zip(mine, other).filter { $0 != $1 }.count == 1)
  }

  @Test(arguments: [0, 200_000] as [Int32])
  func `a front, or an end, in the middle of a jump is felt when it comes`(ppm: Int32) throws {
    // 272 uL of path without drug: it takes from 2.2 to 2.8 days. And 5 mL last 16.7 or 20 days.
    let setup = try PumpSetup.sample(
      nanogramsPerDay: 500_000, fill: 5_000_000, strokeErrorPPM: ppm, isPrimed: false)
    var (at, by) = (try Visit(setup), try Visit(setup))
    try at.admit(.sample())
    try by.admit(.sample())
    for day in 1...21 as ClosedRange<UInt64> {
      at.wait(.days(1))
      for _ in 0..<48 { by.wait(.minutes(30)) }
      let (one, other) = (at.patient.present, by.patient.present)
      #expect(one.given == other.given)
      let (most, least) = (max(one.inFluid, other.inFluid), min(one.inFluid, other.inFluid))
      #expect(most - least < .init(rawValue: 6_000_000), "day \(day): \(least) to \(most)")
      let (mine, theirs) = (one.reading, other.reading)
      #expect(max(mine.legsTone, theirs.legsTone) - min(mine.legsTone, theirs.legsTone) <= 4)
      #expect(mine.drowsiness == theirs.drowsiness && mine.withdrawal == theirs.withdrawal)
    }
  }

  @Test func `a reservoir that runs dry ahead of the pump's count is felt as a sudden stop`() throws
  {
    // 250 uL a day of which a fifth more moves than is counted.
    let setup = try PumpSetup.sample(
      nanogramsPerDay: 500_000, fill: 5_000_000, strokeErrorPPM: 200_000)
    var visit = try Visit(setup)
    try visit.admit(.sample())
    visit.wait(.days(19))
    let diary = visit.patient.diary
    #expect(diary[3].received > Picograms(nanograms: 590_000))
    #expect(diary[2].received < Picograms(nanograms: 500_000), "dry on day 17")
    #expect(diary[1].received == .zero && diary[0].received == .zero)
    #expect(visit.patient.present.reading.withdrawal > .none)
  }

  @Test func `a patient goes with the body to another bench, and time goes on there`() throws {
    var old = try Visit(.sample())
    try old.admit(.sample())
    old.wait(.days(30))
    let body = try old.pump.operate(at: old.now) { world throws(BenchError) in
      try world.release()
    }
    let given = try #require(body.body.patient).given
    #expect(given == body.body.received && given > .zero)
    old.wait(.days(1))
    #expect(old.pump.world.body == nil)

    var new = try Visit(.sample())
    _ = try new.pump.operate(at: new.now) { world throws(BenchError) in try world.release() }
    new.wait(.days(2))
    try new.pump.operate(at: new.now) { world throws(BenchError) in
      try world.take(body)
      try world.implant(newCatheter: nil)
    }
    #expect(new.patient.now == .zero.after(.days(30)) && new.patient.dayNumber == 31)
    new.wait(.days(10))
    #expect(new.patient.now == .zero.after(.days(40)))
    let total = try #require(new.pump.world.body).received(beside: new.pump.plant)
    #expect(new.patient.given == total && total > given)
    #expect(new.patient.diary.count == 40)
  }

  @Test func `a tip that is put elsewhere is felt from then on, and kept with the patient`() throws
  {
    var low = try Visit(.sample())
    #expect(throws: BenchError.nobodyFeelsTip) { try low.implant(tipCell: 2) }
    #expect(low.pump.plant.isImplanted)
    try low.admit(.sample(seed: 3))
    low.wait(.days(20))
    var high = low
    try low.implant(tipCell: nil)
    try high.implant(tipCell: 2)
    #expect(high.patient.present.inFluid == low.patient.present.inFluid)
    for _ in 0..<2 {
      low.wait(.days(10))
      high.wait(.days(10))
    }
    let (above, below) = (high.patient.present, low.patient.present)
    #expect(high.patient.given == low.patient.given && high.patient.now == low.patient.now)
    #expect(above.effective(at: .arms) > below.effective(at: .arms))
    #expect(above.effective(at: .legs) < below.effective(at: .legs))
    #expect(above.profile[.tipCell] == 2 && below.profile[.tipCell] == 5)
    #expect(throws: BenchError.nobodyFeelsTip) { try high.implant(tipCell: 8) }
    #expect((1...24).map(PatientSite.cell) == (0...23).map { UInt32($0 / 3) })
  }

  @Test func `who comes into a body later has had none of what it received before`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(3))
    var random = SplitMix64(seed: 1)
    let patient = try Patient(
      .child, seed: 1, from: &random, at: visit.now.therapy, timeOfDay: .zero)
    try visit.admit(patient)
    #expect(visit.patient.given == .zero)
    #expect(throws: BenchError.patientHere) { try visit.admit(patient) }
    let before = visit.pump.truth.patient.drug
    visit.wait(.days(3))
    #expect(visit.patient.given == visit.pump.truth.patient.drug - before)
  }

  @Test func `a world with a patient is read back from its bytes, and runs whatever is in them`()
    throws
  {
    var visit = try Visit(.sample())
    try visit.admit(.sample())
    visit.wait(.days(100))
    visit.order(stop: true)
    visit.wait(.hours(60))
    let bytes = visit.pump.world.snapshot
    #expect(bytes.count == World.patientSnapshotBytes)
    let profile = visit.pump.plant.profile
    let found = World(snapshot: bytes.span, profile: profile)
    let read = try #require(found)
    #expect(read.snapshot == bytes && read.body?.patient?.diary.count == 90)
    var random = SplitMix64(seed: 3)
    var refused = 0
    for place in World.snapshotBytes..<bytes.count {
      var wrong = bytes
      wrong[place] ^= UInt8(random.from(1...255))
      guard let world = World(snapshot: wrong.span, profile: profile) else {
        refused += 1
        continue
      }
      #expect(world.snapshot == wrong)
      var pump = try VirtualPump(
        profile: .sample(), secrets: .sample, world: world, memory: visit.pump.memory,
        image: visit.pump.memory.image.span, link: .zero)
      pump.advance(to: Instant(therapy: visit.now.therapy.after(.days(2)), link: .zero))
      #expect(pump.world.body?.isFollowed(to: pump.plant) == true)
      #expect(pump.world.body?.patient.map { $0.present.reading.legsTone <= 400 } == true)
    }
    #expect(refused > 200, "\(refused)")
  }
}

extension Visit {
  /// Takes the pump out and puts it back, with the tip in a cell.
  fileprivate mutating func implant(tipCell: UInt32?) throws {
    try pump.operate(at: now) { world throws(BenchError) in
      try world.explant()
      try world.implant(tipCell: tipCell)
    }
  }
}
