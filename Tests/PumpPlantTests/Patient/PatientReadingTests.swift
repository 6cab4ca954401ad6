import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

@Suite(.limited)
struct PatientReadingTests {
  private func treated(
    _ profile: PatientProfile, mcgPerDay: UInt64, days: UInt64
  ) -> VirtualPatient {
    var patient = VirtualPatient(profile, at: .zero)
    patient.advance(to: TherapyTime.zero.after(.days(days)), receiving: .mcg(mcgPerDay * days))
    return patient
  }

  @Test func `without the drug the scores are those of the profile, and nothing is missed`() throws
  {
    var random = SplitMix64(seed: 3)
    for kind in PatientKind.all {
      let profile = try PatientProfile.draw(kind, from: &random)
      let patient = treated(profile, mcgPerDay: 0, days: 100)
      let reading = patient.reading
      #expect(reading.legsTone == profile[.legsTone] && reading.armsTone == profile[.armsTone])
      #expect(reading.legsSpasms == profile[.legsSpasms])
      #expect(reading.armsSpasms == profile[.armsSpasms])
      #expect(reading.drowsiness == .awake && reading.withdrawal == .none)
    }
  }

  @Test func `more drug is less tone, fewer spasms, and sleep in the end`() throws {
    let profile = try PatientProfile.middle()
    var before = treated(profile, mcgPerDay: 0, days: 5).reading
    var grades: Set<PatientReading.Drowsiness> = []
    for dose in stride(from: 10, through: 4_000, by: 10) {
      let reading = treated(profile, mcgPerDay: UInt64(dose), days: 5).reading
      #expect(reading.legsTone <= before.legsTone && reading.armsTone <= before.armsTone)
      #expect(reading.legsSpasms <= before.legsSpasms && reading.armsSpasms <= before.armsSpasms)
      #expect(reading.drowsiness >= before.drowsiness)
      grades.insert(reading.drowsiness)
      before = reading
    }
    #expect(grades.count == 4)
    #expect(before.legsTone < 30 && before.drowsiness == .coma)
  }

  @Test func `the legs are relieved from a tip at the legs, the arms from one at the arms`() throws
  {
    let profile = try PatientProfile.middle().with(.armsHalfRelief, 125_000)
    let low = treated(try profile.with(.tipCell, 6), mcgPerDay: 120, days: 3).reading
    let high = treated(try profile.with(.tipCell, 2), mcgPerDay: 120, days: 3).reading
    #expect(low.legsTone < high.legsTone && high.armsTone < low.armsTone)
  }

  @Test func `the same dose does less after a year, and more again after a holiday`() throws {
    let profile = try PatientProfile.middle()
    let young = treated(profile, mcgPerDay: 150, days: 7)
    var used = treated(profile, mcgPerDay: 150, days: 365)
    #expect(used.reading.legsTone > young.reading.legsTone + 50)
    let worn = used.reading.legsTone
    used.advance(to: used.now.after(.days(60)))
    used.advance(to: used.now.after(.days(7)), receiving: .mcg(150 * 7))
    #expect(used.reading.legsTone + 50 < worn)
  }

  @Test func `a stop after years brings one grade of withdrawal after the other, and it passes`()
    throws
  {
    let profile = try PatientProfile.middle().with(.withdrawalAt, 60_000)
    var patient = treated(profile, mcgPerDay: 500, days: 700)
    #expect(patient.reading.withdrawal == .none && patient.missing == .zero)
    var grades: [PatientReading.Withdrawal] = [.none]
    var rigid = false
    for hour in 1...1_500 {
      patient.advance(to: patient.now.after(.hours(1)))
      let reading = patient.reading
      if reading.withdrawal != grades.last { grades.append(reading.withdrawal) }
      if hour == 12 { #expect(grades.count == 1 || grades == [.none, .itchAndTone]) }
      if reading.withdrawal >= .feverAndMind {
        rigid = true
        #expect(reading.legsTone == 400 && reading.armsTone == 400 && reading.legsSpasms == 400)
      }
    }
    #expect(
      grades == [
        .none, .itchAndTone, .feverAndMind, .rhabdomyolysis, .feverAndMind, .itchAndTone, .none,
      ])
    #expect(rigid)
    #expect(patient.reading.legsTone == profile[.legsTone])
  }

  @Test func `who is restarted early is spared, and a dose that is halved is missed less`() throws {
    let profile = try PatientProfile.middle().with(.withdrawalAt, 60_000)
    let steady = treated(profile, mcgPerDay: 500, days: 700)
    var (stopped, halved, early) = (steady, steady, steady)
    stopped.advance(to: steady.now.after(.hours(60)))
    halved.advance(to: steady.now.after(.hours(60)), receiving: .mcg(625))
    early.advance(to: steady.now.after(.hours(6)))
    early.advance(to: steady.now.after(.hours(60)), receiving: .mcg(1_125))
    #expect(stopped.missing > halved.missing && halved.missing > early.missing)
    #expect(early.reading.withdrawal == .none && stopped.reading.withdrawal == .rhabdomyolysis)
  }

  @Test func `a patient lives on unchanged from a snapshot, and one wrong byte runs or is refused`()
    throws
  {
    let profile = try PatientProfile.middle()
    var patient = treated(profile, mcgPerDay: 210, days: 40)
    patient.receive(.init(rawValue: 123_456))
    let good = patient.snapshot
    #expect(good.count == VirtualPatient.snapshotBytes)
    var copy = try #require(VirtualPatient(bytes: good, profile: profile))
    for _ in 0..<100 {
      patient.advance(to: patient.now.after(.minutes(7)), receiving: .init(rawValue: 1_001))
      copy.advance(to: copy.now.after(.minutes(7)), receiving: .init(rawValue: 1_001))
    }
    #expect(copy.snapshot == patient.snapshot && copy.reading == patient.reading)
    var refused = 0
    for offset in good.indices {
      for flip in [1, 0x10, 0x80, 0xff] as [UInt8] {
        var bytes = good
        bytes[offset] ^= flip
        guard var strange = VirtualPatient(bytes: bytes, profile: profile) else {
          refused += 1
          continue
        }
        guard strange.now.rawValue < 1 << 60, strange.given.rawValue < 1 << 60 else { continue }
        for _ in 0..<3 {
          strange.advance(to: strange.now.after(.days(3)), receiving: .init(rawValue: 1 << 50))
          #expect(strange.reading.legsTone <= 400)
        }
      }
    }
    // The upper bytes of the sixteen modes, and of what arrives.
    #expect(refused > 60, "\(refused)")
  }

  @Test func `a snapshot in which more arrives than was given or counts is refused`() throws {
    let profile = try PatientProfile.middle()
    var patient = VirtualPatient(profile, at: .zero)
    patient.receive(.init(rawValue: 1_000))
    var bytes = patient.snapshot
    #expect(VirtualPatient(bytes: bytes, profile: profile) != nil)
    bytes[8] -= 1
    #expect(VirtualPatient(bytes: bytes, profile: profile) == nil)
    patient.receive(.init(rawValue: 1 << 36))
    bytes = patient.snapshot
    #expect(VirtualPatient(bytes: bytes, profile: profile) != nil)
    bytes[16] = 1
    #expect(VirtualPatient(bytes: bytes, profile: profile) == nil)
  }
}
