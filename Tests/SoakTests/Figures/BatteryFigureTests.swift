import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Soak

/// How long a pump serves at a flow, through the whole stack and against a closed form: the energy
/// left on each day of its life, worked out from the flow alone.
@Suite(.limited)
struct BatteryFigureTests {
  struct Service: Sendable {
    /// nL/day.
    var flow: Int128
    /// About how long it serves, in tenths of a year.
    var tenthsOfYear: Int128
  }

  private static let services = [
    Service(flow: 250_000, tenthsOfYear: 70), Service(flow: 1_000_000, tenthsOfYear: 60),
    Service(flow: 1_500_000, tenthsOfYear: 50),
  ]

  /// The day on which replacement is indicated: the first on which the gauge shows 5 %, or less
  /// than 92 days of this flow need; or 90 days before the pump's age ends its service.
  private static func indicator(_ flow: Int128, _ device: DeviceProfile) -> Int128 {
    let battery = device.battery
    let capacity = Int128(battery.capacity.rawValue)
    for day in 1..<2466 as Range<Int128> {
      let strokes = flow * day / Int128(device.strokeVolume.rawValue)
      let used =
        day * 86_400_000 * Int128(battery.idlePower)
        + strokes * Int128(battery.strokeEnergy.rawValue)
      let reading = (capacity - used) * 10_000 / capacity
      let perDay =
        86_400_000 * Int128(battery.idlePower)
        + (flow / Int128(device.strokeVolume.rawValue) + 1) * Int128(battery.strokeEnergy.rawValue)
      if reading <= 500 || reading * capacity / 10_000 < 92 * perDay { return day }
    }
    return 2466
  }

  @Test(arguments: services)
  func `a battery lasts 7, 6 and 5 years, and says so 90 days before`(service: Service) throws {
    let device = DeviceProfile.sample()
    let daily = UInt32(service.flow * 2000 / 1000)
    let setup = ImplantSetup(
      device: device, implant: .implant(.daily(daily), fill: .ml(40), clock: nil))
    var client = PumpAndClient(try setup.newPump())
    let indicated = Self.indicator(service.flow, device)
    let end = indicated + 90
    // Every 20 days somebody fills the reservoir.
    var day: Int128 = 0
    while day < end - 1 {
      day = min(day + 20, end - 1)
      if day >= indicated, day - 20 < indicated {
        client.advance(to: indicated * ReferencePump.day - 1)
        #expect(!client.pump.firmware.state.alarms.contains(.electiveReplacement))
        client.advance(to: indicated * ReferencePump.day)
        #expect(client.pump.firmware.state.alarms.contains(.electiveReplacement))
      }
      client.advance(to: day * ReferencePump.day)
      try refill(&client)
    }
    client.advance(to: end * ReferencePump.day - 1)
    #expect(!client.pump.firmware.state.alarms.contains(.endOfService))
    client.advance(to: end * ReferencePump.day)
    let strokes = client.pump.truth.strokes
    #expect(Int128(strokes) == service.flow * end / 250)
    client.advance(to: (end + 30) * ReferencePump.day)
    client.open(.clinician)
    guard case .status(let status) = client.ask(.readStatus) else {
      Issue.record("a pump at its end of service does not answer")
      return
    }
    #expect(status.alarms.contains(.endOfService) && status.flags.battery == .endOfService)
    #expect(client.pump.truth.strokes == strokes && status.basalNanogramsPerDay == 0)
    // 365.25 days a year; within a tenth.
    #expect(abs(end * 40 - service.tenthsOfYear * 1461) <= 1461)
  }

  private func refill(_ client: inout PumpAndClient) throws {
    let withdrawn = client.pump.withdraw(.ml(40), at: client.now)
    try client.pump.fill(.ml(40), of: .strength(2000), at: client.now)
    client.open(.clinician)
    let refill = StageRefill(
      withdrawnNanolitres: UInt32(withdrawn.liquid.volume.rawValue), filledNanolitres: 40_000_000,
      drug: .baclofen, concentration: .strength(2000), lowAlarmNanolitres: 2_000_000)
    _ = client.ask(.refill(refill))
    guard case .staged(let report) = client.ask(.readBack),
      case .acknowledged = client.ask(.commit(Commit(token: report.token)))
    else { throw LifeFailure(seed: 0, step: 0, what: "no refill at \(client.moment)") }
  }
}
