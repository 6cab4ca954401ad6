import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

@Suite(.limited)
struct VirtualPatientTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `how a span is cut makes no difference beyond the rounding`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var whole = VirtualPatient(try .draw(.responder, from: &random), at: .zero)
    var cut = whole
    for _ in 0..<40 {
      // So much per millisecond that every cut gets whole picograms.
      let length = 1 + random.spread(upTo: 40 * Milliseconds.days(1).rawValue)
      let rate = random.once(in: 4) ? random.below(200) : random.below(6)
      whole.advance(
        to: whole.now.after(.init(rawValue: length)),
        receiving: Picograms(rawValue: rate * length))
      var rest = length
      while rest > 0 {
        let part = random.once(in: 8) ? rest : min(rest, 1 + random.spread(upTo: rest))
        cut.advance(
          to: cut.now.after(.init(rawValue: part)), receiving: Picograms(rawValue: rate * part))
        rest -= part
      }
      try #require(cut.now == whole.now && cut.given == whole.given)
      try #require(cut.isNear(whole), "\(cut.amounts) \(whole.amounts)")
    }
  }

  @Test func `it makes no difference in how many strokes the drug of five minutes comes`() throws {
    var random = SplitMix64(seed: 4)
    var strokes = VirtualPatient(try .middle(), at: .zero)
    var once = strokes
    for cell in 1...2_000 as ClosedRange<UInt64> {
      let end = TherapyTime.zero.after(.minutes(5 * cell))
      let count = random.below(7)
      for stroke in 0..<count {
        strokes.advance(to: .init(rawValue: end.rawValue - 300_000 + 40_000 * stroke))
        strokes.receive(.init(rawValue: 500_000))
      }
      once.receive(.init(rawValue: 500_000 * count))
      strokes.advance(to: end)
      once.advance(to: end)
    }
    #expect(strokes.snapshot == once.snapshot)
    #expect(strokes.given > .mcg(2_000))
  }

  @Test func `what is in the cells is what is in the fluid, and never more than was given`() throws
  {
    var random = SplitMix64(seed: 6)
    for kind in PatientKind.all {
      var patient = VirtualPatient(try .draw(kind, from: &random), at: .zero)
      for _ in 0..<500 {
        let length = Milliseconds(rawValue: random.spread(upTo: 86_400_000))
        patient.advance(
          to: patient.now.after(length), receiving: .init(rawValue: random.spread(upTo: 90_000_000))
        )
        let cells = (0..<VirtualPatient.cells).map { patient.drug(inCell: $0).rawValue }
        let difference = cells.reduce(0, +).distance(to: patient.inFluid.rawValue)
        try #require(abs(difference) < 8 * Int(VirtualPatient.rounding.rawValue))
        try #require(patient.inFluid + patient.arriving <= patient.given)
      }
    }
  }

  @Test func `what arrives is all there before anything is lost`() throws {
    var patient = VirtualPatient(try .middle(), at: .zero)
    patient.receive(.mcg(50))
    #expect(patient.arriving == .mcg(50) && patient.inFluid == .zero)
    patient.advance(to: TherapyTime.zero.after(.minutes(5)))
    #expect(patient.arriving == .zero)
    // Half of five minutes of a clearance of a little over a half an hour.
    let profile = patient.profile
    let lost = 50_000_000.0 * Double(profile[.clearance]) / Double(profile[.fluidVolume]) / 24
    let left = Double(patient.inFluid.rawValue)
    #expect(abs(50_000_000 - left - lost) < lost / 20)
  }

  @Test func `what the fluid has lost in a day the sites are still used to`() throws {
    let profile = try PatientProfile.middle()
    var spread = VirtualPatient(profile, at: TherapyTime(rawValue: 123_456))
    spread.advance(to: spread.now.after(.hours(25)), receiving: .mcg(100))
    #expect(spread.given == .mcg(100))
    var steady = spread
    // Ten half-lives on, next to nothing is left in the fluid; what is used to it still is.
    steady.advance(to: steady.now.after(.hours(24)))
    #expect(steady.inFluid < .init(rawValue: 20_000))
    #expect(steady.accustomed(at: .legs) > .init(rawValue: 20_000))
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `no profile and no amount makes it trap, and every score stays on its scale`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    var tried = 0
    while tried < 20 {
      guard let profile = PatientProfile.extreme(&random) else { continue }
      tried += 1
      var patient = VirtualPatient(profile, at: .init(rawValue: random.below(1 << 40)))
      for _ in 0..<12 {
        let drug = Picograms(rawValue: random.spread(upTo: 1 << 58))
        if random.once(in: 3) { patient.receive(drug) }
        patient.advance(
          to: patient.now.after(.init(rawValue: random.spread(upTo: 1 << 40))), receiving: drug)
        let reading = patient.reading
        for score in [
          reading.legsTone, reading.armsTone, reading.legsSpasms, reading.armsSpasms,
        ] { try #require(score <= 400) }
        _ = patient.amounts
        let copy = try #require(VirtualPatient(bytes: patient.snapshot, profile: profile))
        try #require(copy.snapshot == patient.snapshot)
      }
      // The most that counts, until nothing changes any more.
      for _ in 0..<3 {
        patient.advance(
          to: patient.now.after(.days(4_000)), receiving: .init(rawValue: 1 << 55))
        patient.receive(.init(rawValue: 1 << 55))
      }
      _ = patient.reading
      #expect(VirtualPatient(bytes: patient.snapshot, profile: profile) != nil)
    }
  }

  @Test func `more than counts makes nothing worse than what counts`() throws {
    var most = VirtualPatient(try .middle(), at: .zero)
    var more = most
    most.receive(VirtualPatient.mostFelt)
    more.receive(VirtualPatient.mostFelt)
    more.receive(.mcg(50_000))
    #expect(more.given == VirtualPatient.mostFelt + .mcg(50_000))
    most.advance(to: TherapyTime.zero.after(.hours(3)))
    more.advance(to: TherapyTime.zero.after(.hours(3)))
    #expect(more.amounts == most.amounts)
    #expect(more.reading.drowsiness == .coma)
  }

  @Test func `a tip that moves leaves the drug where it is`() throws {
    var patient = VirtualPatient(try .middle(), at: .zero)
    patient.advance(to: TherapyTime.zero.after(.hours(100)), receiving: .mcg(800))
    patient.receive(.mcg(1))
    var moved = try patient.withTip(inCell: 2)
    #expect(moved.snapshot == patient.snapshot)
    #expect(moved.amounts == patient.amounts && moved.reading == patient.reading)
    for _ in 0..<2 {
      patient.advance(to: patient.now.after(.hours(100)), receiving: .mcg(800))
      moved.advance(to: moved.now.after(.hours(100)), receiving: .mcg(800))
    }
    #expect(moved.inFluid == patient.inFluid)
    #expect(moved.drug(inCell: 2) > patient.drug(inCell: 2))
    #expect(moved.effective(at: .arms) > patient.effective(at: .arms))
    #expect(moved.effective(at: .legs) < patient.effective(at: .legs))
    #expect(throws: PatientProfileError(parameter: .tipCell)) {
      _ = try patient.withTip(inCell: 8)
    }
  }

  @Test func `the same doses leave the same bytes everywhere`() throws {
    var patient = VirtualPatient(try .middle(), at: .init(rawValue: 777_777))
    for step in 1...1_000 as ClosedRange<UInt64> {
      patient.receive(.init(rawValue: step * 10_007))
      patient.advance(
        to: patient.now.after(.init(rawValue: step * 9_973)), receiving: .init(rawValue: step * 999)
      )
    }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in patient.snapshot { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    #expect(hash == 2_058_709_409_255_938_445)
    #expect(patient.reading.legsTone == 252)
  }
}
