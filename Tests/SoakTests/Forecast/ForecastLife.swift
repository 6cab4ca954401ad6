import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import Soak

/// A pump that is brought into a random state, asked what is to come, and then left alone.
struct ForecastLife {
  let seed: UInt64
  private var random: Random
  private var client: PumpAndClient
  private var strength: UInt64
  private let device: DeviceProfile
  /// What has happened so far.
  private(set) var story: [String] = []

  init(seed: UInt64) throws {
    self.seed = seed
    var random = Random(seed: seed)
    var setup = ImplantSetup(&random)
    setup.strokeErrorPPM = 0
    // A short service, so that everything that is foretold can be waited for; in every other life
    // it is the battery that ends it.
    setup.device.battery.calendarLife = .days(random.from(20...500))
    setup.device.battery.serviceAfterIndicator = .days(random.from(1...60))
    let charge = random.once(in: 2) ? 6_311 : random.from(100...2000)
    setup.device.battery.capacity = Nanojoules(rawValue: charge * 1_000_000_000)
    if random.once(in: 3) {
      setup.implant = Self.low(
        setup.implant, setup.clock, fill: .nl(random.from(280_000...3_000_000)))
    }
    device = setup.device
    strength = UInt64(setup.implant.concentration.microgramsPerMillilitre)
    client = PumpAndClient(try setup.newPump())
    self.random = random
    client.open(.clinician)
  }

  /// The same implant with less in it, and an alarm at a part of that.
  private static func low(
    _ implant: DurableState, _ clock: WallClock?, fill: Nanolitres
  ) -> DurableState {
    DurableState(
      therapy: implant.therapy, patientBolus: implant.patientBolus, drug: implant.drug,
      concentration: implant.concentration, filledVolume: fill,
      lowAlarmVolume: .nl(fill.rawValue / 2),
      clock: clock, rotor: 0)
  }

  private func expect(_ isSo: Bool, _ what: @autoclosure () -> String) throws {
    if isSo { return }
    throw LifeFailure(seed: seed, step: story.count, what: what())
  }

  private mutating func tell(_ what: String) { story.append("at \(client.moment): \(what)") }

  // MARK: Into a state

  /// Gives orders at random; what each would lead to is asked before and compared with what runs
  /// after it.
  mutating func begin() throws {
    try changeTherapy()
    for _ in 0..<random.from(1...4) {
      wait()
      switch random.below(9) {
      case 0: try changeTherapy()
      case 1, 2: try bolus()
      case 3: try prime()
      case 4: try bridge()
      case 5: try refill()
      case 6: try stopOrResume()
      case 7: callEmergency()
      default:
        try carryOut(.cancelBridge) {
          .cancelBridge(ConfirmedOrder(confirmedNanograms: $0))
        }
      }
    }
    wait()
  }

  private mutating func wait() {
    let length: UInt64
    switch random.below(4) {
    case 0: length = 0
    case 1: length = random.below(3_600_000)
    default: length = random.below(3 * 86_400_000)
    }
    client.advance(to: client.moment + Int128(length))
  }

  /// Orders something, and again with the total confirmed where the pump asks for that. What was
  /// foretold of it must be what is foretold once it runs.
  private mutating func carryOut(
    _ subject: ReadForecast, _ make: (_ confirmed: UInt32) -> Order.Body
  ) throws {
    let foreseen = client.ask(.readForecast(subject))
    var reply = client.ask(make(0))
    if case .refused(let refusal) = reply, refusal.code == .totalUnconfirmed {
      reply = client.ask(make(UInt32(clamping: refusal.asked)))
    }
    guard case .acknowledged = reply else { return }
    tell("\(subject)")
    guard case .forecast(let before) = foreseen, case .forecast(let now) = running() else {
      return try expect(false, "\(subject) was carried out and not foretold: \(story)")
    }
    let (left, right) = (Moments(before), Moments(now))
    try expect(left == right, "\(left) of \(subject), and \(right) after it: \(story)")
  }

  private mutating func running() -> Reply? { client.ask(.readForecast(.running)) }

  private mutating func bolus() throws {
    let nanograms = UInt32(random.spread(upTo: 300_000) * strength / 1000 + 1)
    let length = UInt32(random.spread(upTo: 100_000_000) + 1)
    try carryOut(.bolus(nanograms: nanograms, milliseconds: length)) {
      .startBolus(
        StartBolus(
          nanograms: nanograms, milliseconds: length, overridesSoftLimits: true,
          confirmedNanograms: $0))
    }
  }

  private mutating func prime() throws {
    let path = random.once(in: 2) ? PrimedPath.catheter : .wholePath
    let version = device.path.version
    try carryOut(.prime(path)) {
      .startPrime(StartPrime(path, volumesVersion: version, confirmedNanograms: $0))
    }
  }

  private mutating func bridge() throws {
    let flow = UInt32(random.from(48_000...2_000_000))
    let version = device.path.version
    try carryOut(.bridge(flowNanolitresPerDay: flow)) {
      .startBridge(
        StartBridge(
          flowNanolitresPerDay: flow, volumesVersion: version, confirmedNanograms: $0))
    }
  }

  private mutating func stopOrResume() throws {
    if client.pump.firmware.state.isStopped {
      return try carryOut(.resume) {
        .resume(ConfirmedOrder(confirmedNanograms: $0))
      }
    }
    _ = client.ask(.stop)
    tell("stop")
  }

  private mutating func callEmergency() {
    client.callEmergency()
    tell("emergency")
    if random.once(in: 2) { client.ask(.stop) }
  }

  private mutating func changeTherapy() throws {
    for request in random.stagedTherapy(strength) { client.ask(request) }
    try commit()
  }

  /// What is staged, if that can be read back.
  private mutating func commit() throws {
    if case .staged(let report) = client.ask(.readBack) {
      try carryOut(.staged) {
        .commit(Commit(token: report.token, confirmedNanograms: $0))
      }
    }
    client.ask(.discard)
  }

  private mutating func refill() throws {
    let drawable = client.pump.truth.reservoir.volume
    let drug = client.pump.firmware.state.drug
    var order = random.refill(strength, of: drug, drawable: drawable)
    order.drug = drug
    order.withdrawnNanolitres = UInt32(drawable.rawValue)
    order.acceptsDiscrepancy = true
    order.overridesSoftLimits = true
    client.ask(.refill(order))
    let refills = client.pump.firmware.state.refills
    try commit()
    guard client.pump.firmware.state.refills > refills else { return }
    strength = UInt64(client.pump.firmware.state.concentration.microgramsPerMillilitre)
    _ = client.pump.withdraw(drawable, at: client.now)
    try client.pump.fill(
      Nanolitres(rawValue: UInt64(order.filledNanolitres)), of: order.concentration,
      at: client.now)
  }

  // MARK: Left alone

  /// Asks what is to come, and lets the pump run there; gives what came later than at once.
  mutating func comesTrue() throws -> Set<Awaited> {
    guard case .forecast(let forecast) = running() else {
      throw LifeFailure(seed: seed, step: story.count, what: "nothing is foretold: \(story)")
    }
    // Liquid of a kind of its own shows when it has filled the path to the tip.
    try client.pump.inject(
      Fault(unit: .reservoir, kind: .wrongContents, value: 0), at: client.now)
    tell("\(Moments(forecast))")
    let begin = client.moment
    let awaited = Awaited.allCases.compactMap { what in
      what.seconds(in: forecast).map { (what: what, seconds: Int128($0)) }
    }
    let end = try client.pump.firmware.state.alarms.contains(.endOfService) ? 0 : last(forecast)
    // Each is not so a second before, and is so then.
    var checks = awaited.map { (what: $0.what, seconds: $0.seconds, isSo: true) }
    checks += awaited.filter { $0.seconds > 0 }
      .map { (what: $0.what, seconds: $0.seconds - 1, isSo: false) }
    let missing = Awaited.allCases.filter { $0.seconds(in: forecast) == nil }
    checks += missing.map { (what: $0, seconds: end + 2 * 86_400, isSo: false) }
    for check in checks.sorted(by: { $0.seconds < $1.seconds }) {
      client.advance(to: begin + check.seconds * 1000)
      try expect(
        check.what.isSo(client.pump) == check.isSo,
        "\(check.what) is\(check.isSo ? " not" : "") so after \(check.seconds) s: \(story)")
    }
    return Set(awaited.filter { $0.seconds > 0 }.map(\.what))
  }

  private func last(_ forecast: Forecast) throws -> Int128 {
    guard let end = forecast.secondsToEndOfService else {
      throw LifeFailure(seed: seed, step: story.count, what: "no end of service: \(story)")
    }
    return Int128(end)
  }
}

/// The moments of a forecast.
struct Moments: Equatable {
  let seconds: [UInt32?]

  init(_ forecast: Forecast) { seconds = Awaited.allCases.map { $0.seconds(in: forecast) } }
}

/// What is foretold, and how it shows.
enum Awaited: CaseIterable {
  case tip
  case lowAlarm
  case empty
  case replacement
  case endOfService

  func seconds(in forecast: Forecast) -> UInt32? {
    switch self {
    case .tip: forecast.secondsToTip
    case .lowAlarm: forecast.secondsToLowAlarm
    case .empty: forecast.secondsToEmpty
    case .replacement: forecast.secondsToReplacement
    case .endOfService: forecast.secondsToEndOfService
    }
  }

  func isSo(_ pump: VirtualPump<TransientMemory>) -> Bool {
    let alarms = pump.firmware.state.alarms
    return switch self {
    case .tip: pump.truth.catheter.drug == .zero
    case .lowAlarm: alarms.contains(.lowReservoir)
    case .empty: alarms.contains(.emptyReservoir)
    case .replacement: alarms.contains(.electiveReplacement)
    case .endOfService: alarms.contains(.endOfService)
    }
  }
}
