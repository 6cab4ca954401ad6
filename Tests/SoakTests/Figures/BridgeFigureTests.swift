import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Soak

/// The figures of a change of strength, through the whole stack: syringe, frames, motor, catheter.
///
/// The path holds 0.272 mL, the front in it is sharp, nothing is left under the reservoir, and the
/// programme is 200 mcg/day before and after.
@Suite(.limited)
struct BridgeFigureTests {
  private static let daily: Int128 = 200_000_000
  private static let path: Int128 = 272_000
  private static let hour: Int128 = 3_600_000

  /// A pump with its patient, from the hour in which its reservoir was refilled.
  private struct Patient {
    var client: PumpAndClient
    /// mcg/mL in the reservoir before and since.
    var strengths: (old: Int128, new: Int128)
    /// Of the bridge, as the pump said before it was told to go ahead.
    var report: RefillReport
    /// The drug that reached the patient in each hour since, in pg.
    var hours: [Int128] = []

    /// Days of the old liquid, then a refill with another, and `hours` hours to look at.
    init(
      from old: UInt32, to new: UInt32, _ decision: BridgeDecision, hours: Int
    ) throws {
      let setup = ImplantSetup(
        device: .sample(), implant: .implant(.daily(200_000), strength: old, clock: nil))
      client = PumpAndClient(try setup.newPump())
      strengths = (Int128(old), Int128(new))
      client.advance(to: 3 * ReferencePump.day + 1_234_567)
      let there = client.pump.truth.reservoir.volume
      let withdrawn = client.pump.withdraw(there, at: client.now)
      try client.pump.fill(.ml(20), of: .strength(new), at: client.now)
      client.open(.clinician)
      let refill = StageRefill(
        withdrawnNanolitres: UInt32(withdrawn.liquid.volume.rawValue), filledNanolitres: 20_000_000,
        drug: .baclofen, concentration: .strength(new), lowAlarmNanolitres: 2_000_000,
        bridge: decision)
      _ = client.ask(.refill(refill))
      guard case .refill(let report) = client.ask(.readRefill) else {
        throw LifeFailure(seed: 0, step: 0, what: "the refill was not staged")
      }
      self.report = report
      let order = Commit(token: report.token)
      guard case .acknowledged = client.ask(.commit(order)) else {
        throw LifeFailure(seed: 0, step: 0, what: "the refill was not committed")
      }
      for _ in 0..<hours {
        let before = client.pump.truth.patient.drug.rawValue
        client.advance(to: client.moment + hour)
        self.hours.append(Int128(client.pump.truth.patient.drug.rawValue - before))
      }
    }

    /// Whether each of some hours gave a dose per day, within one stroke of a strength.
    func gave(_ daily: Int128, in range: Range<Int>, within strength: Int128) -> Bool {
      hours[range].allSatisfy { 24 * abs($0 - daily / 24) <= 24 * 250 * strength + 24 }
    }
  }

  @Test func `a bridge from 500 to 2000 lasts 16.3 h, and no hour has another dose`() throws {
    let patient = try Patient(from: 500, to: 2000, .bridge, hours: 96)
    // 0.272 mL at 0.4 mL/day.
    #expect(patient.report.bridgeFlowNanolitresPerDay == 400_000)
    #expect(patient.report.bridgeSeconds == 58_752)
    // Until the new liquid arrives a stroke is one of the old.
    #expect(patient.gave(Self.daily, in: 0..<16, within: 500))
    #expect(patient.gave(Self.daily, in: 16..<96, within: 2000))
    for day in 0..<4 {
      let given = patient.hours[24 * day..<24 * day + 24].reduce(0, +)
      #expect(abs(given - Self.daily) <= 250 * 2000, "day \(day)")
    }
  }

  @Test func `a bridge from 2000 to 500 lasts 2.7 days, and no hour has another dose`() throws {
    let patient = try Patient(from: 2000, to: 500, .bridge, hours: 96)
    #expect(patient.report.bridgeSeconds == 235_008)
    #expect(patient.gave(Self.daily, in: 0..<66, within: 2000))
    #expect(patient.gave(Self.daily, in: 66..<96, within: 500))
  }

  @Test func `without a bridge 500 to 2000 gives a quarter of the dose for 2.7 days`() throws {
    let patient = try Patient(from: 500, to: 2000, .flushed, hours: 120)
    #expect(patient.report.bridgeSeconds == 0)
    // 0.272 mL at 0.1 mL/day is 65.28 h.
    #expect(patient.gave(Self.daily / 4, in: 0..<65, within: 500))
    #expect(patient.gave(Self.daily, in: 66..<120, within: 2000))
  }

  @Test func `without a bridge 2000 to 500 gives four times the dose for 16.3 h`() throws {
    let patient = try Patient(from: 2000, to: 500, .flushed, hours: 48)
    #expect(patient.gave(Self.daily * 4, in: 0..<16, within: 2000))
    #expect(patient.gave(Self.daily, in: 17..<48, within: 500))
  }

  @Test func `a bridge that is stopped half way goes on where it was`() throws {
    var patient = try Patient(from: 500, to: 2000, .bridge, hours: 8)
    _ = patient.client.ask(.stop)
    let before = patient.client.pump.truth.patient.drug
    patient.client.advance(to: patient.client.moment + 5 * Self.hour)
    #expect(patient.client.pump.truth.patient.drug == before)
    _ = patient.client.ask(.resume(ConfirmedOrder()))
    patient.hours = []
    for _ in 0..<48 {
      let before = patient.client.pump.truth.patient.drug.rawValue
      patient.client.advance(to: patient.client.moment + Self.hour)
      patient.hours.append(Int128(patient.client.pump.truth.patient.drug.rawValue - before))
    }
    #expect(patient.gave(Self.daily, in: 0..<8, within: 500))
    #expect(patient.gave(Self.daily, in: 8..<48, within: 2000))
  }
}
