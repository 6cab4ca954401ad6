import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import Soak

/// What a life found out of order; its seed makes it happen again.
struct LifeFailure: Error, CustomStringConvertible {
  var seed: UInt64
  var step: Int
  var what: String

  var description: String {
    "PUMPLINK_LIFE=\(seed) swift test --filter LivesTests    # step \(step): \(what)"
  }
}

/// A pump that is programmed, dosed, refilled, stopped, set, cut off and left alone at random, and
/// beside it the reference. After every event the two are held against each other.
struct Life {
  let seed: UInt64
  var random: Random
  let setup: LifeSetup
  var handset: Handset
  var reference: ReferencePump
  private(set) var step = 0
  /// What the life has done so far, for whoever looks into a failure.
  private(set) var story: [String] = []
  /// Whether nothing happens but what is asked for.
  var isCalm = false
  /// How often the pump was switched on.
  var epoch: Int128 = 1
  var logRead = LogSoFar()
  var window = DayWindow()
  /// Whether the reservoir was ever pumped dry.
  var ranDry = false

  var device: DeviceProfile { setup.device }
  var now: Int128 { handset.moment }

  init(seed: UInt64) throws {
    var random = Random(seed: seed)
    let setup = LifeSetup(&random)
    try self.init(seed: seed, random: random, setup)
  }

  init(seed: UInt64, random: Random, _ setup: LifeSetup) throws {
    self.seed = seed
    self.random = random
    self.setup = setup
    handset = Handset(try setup.newPump())
    reference = ReferencePump(setup.device, setup.implant, plans: setup.plans)
    reference.wall = setup.clock.map { Int128($0.rawValue) * 1000 }
    reference.losePower(record: 0, made: 0, until: 0, cause: .power, epoch: epoch)
    reference.advance(to: 0)
    handset.open(.clinician)
  }

  /// Lives so many events and checks after each.
  mutating func live(steps: Int) throws {
    try check()
    for _ in 0..<steps {
      step += 1
      try happen()
      try check()
    }
    try checkLog()
  }

  mutating func tell(_ what: @autoclosure () -> String) {
    story.append("\(step) at \(now): \(what())")
  }

  func expect(_ isSo: Bool, _ what: @autoclosure () -> String) throws {
    if !isSo { throw LifeFailure(seed: seed, step: step, what: what()) }
  }

  func expect<Value: Equatable>(
    _ found: Value?, _ expected: Value?, _ what: @autoclosure () -> String
  ) throws {
    try expect(
      found == expected,
      "\(what()) is \(found.map { "\($0)" } ?? "none"), not "
        + (expected.map { "\($0)" } ?? "none"))
  }

  private mutating func happen() throws {
    switch random.below(25) {
    case 0...3: try changeTherapy()
    case 4: try changePatientBolus()
    case 5, 6: try refill()
    case 7, 8: try bolus()
    case 9, 10, 21: try requestBolus()
    case 11: try cancel()
    case 12: try primeOrBridge()
    case 13, 14: try stopOrResume()
    case 15: try setClock()
    case 16: try setAlarms()
    case 17: try cutAtRest()
    case 20: try fail()
    case 18, 19: try liveFromDeadlineToDeadline()
    default: try jump()
    }
  }

  // MARK: Orders

  /// Gives an order and holds the answer against the reference's. Sometimes power fails meanwhile.
  mutating func order(_ unconfirmed: Order.Body, staged: ReferenceSet? = nil) throws {
    var order = unconfirmed
    if let total = reference.confirmation(of: order, staged: staged),
      isCalm || !random.once(in: 6)
    {
      order = order.confirming(random.once(in: 20) && !isCalm ? total &+ 1 : total)
    }
    tell("\(order)")
    let isCut = !isCalm && random.once(in: 12)
    if isCut {
      handset.pump.memory.cut((Int(random.below(5)), random.element(of: LifeMemory.Cut.allCases)))
    }
    let reply = handset.ask(order)
    let before = reference
    var withheld: UInt32?
    var refusal: RefusalCode?
    do throws(No) {
      withheld = try reference.order(order, staged: staged)
      let command = handset.lastCommand
      reference.note(
        .order, detail: order.type.rawValue, short: command.request,
        number: Int128(command.session))
    } catch { refusal = error.code }
    if isCut, let remains = handset.pump.memory.remains {
      tell("power fails, \(remains.records) records since; \(String(describing: refusal))")
      // Whether it was carried out is known by whether a record holds it.
      if remains.records == 0 { reference = before }
      if remains.records > 1 { reference.advance(to: now) }
      return try restart(remains)
    }
    handset.pump.memory.cut(nil)
    reference.advance(to: now)
    switch reply {
    case .acknowledged(let answer):
      try expect(nil, refusal, "the refusal of \(order)")
      try expect(answer.withheldNanograms, withheld, "ng withheld by \(order)")
    case .refused(let answer):
      try expect(answer.code, refusal, "the refusal of \(order)")
    default: try expect(false, "no answer to \(order): \(String(describing: reply))")
    }
  }
}
