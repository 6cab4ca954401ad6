import BadLink
import Clinic
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// The end of a pump's life: another takes its place and gets its therapy.
///
/// Both are worlds of their own, with all that is checked in one; they have the room, its time and
/// one programmer in common, whose transfer is the product's. What must hold of the two together is
/// told here, by what either pump does and by the references.
final class Replacement {
  let old: SoakWorld
  let new: SoakWorld
  /// How the new pump goes with the old one.
  let fit: Fit
  var random: Random
  /// What may go wrong; nothing in the end.
  var harms: Harms
  var machine = TransferMachine()
  let overridesSoftLimits: Bool
  /// Therapy time of either when they came together.
  private let begun: (old: UInt64, new: UInt64)
  /// What the new pump had then, and whether the old one had a therapy to carry over.
  let before: ReferencePump
  let isOwed: Bool
  /// Whether the old pump gave it then.
  let wasGiven: Bool
  /// Whether something was seen to run or wait in either pump since the transfer was begun.
  var hasInfused = (old: false, new: false)
  /// How often that stood against it, and therapy time of the old pump's world when it was begun.
  var timesBusy = 0
  var began: UInt64 = 0
  /// How long after that the new pump was last told to commit.
  var delay: UInt64 = 0

  /// How a transfer ended, as far as the soak goes on with it.
  enum Course {
    /// The new pump gives the therapy and the old one nothing.
    case done
    /// Something stands against it that stays.
    case refused
    /// It has to be taken up once more.
    case again
  }

  /// A pump that follows the one of a world, in the same room.
  init(of world: SoakWorld, _ fit: Fit? = nil, isTraced: Bool) throws(SoakFailure) {
    old = world
    random = Random(seed: world.scope.seed ^ 0x5245_504C_4143)
    let drawn = random.element(of: Fit.shares)
    let fit = fit ?? drawn
    self.fit = fit
    let options = SoakOptions(following: world, fit, &random)
    var scope = world.scope
    scope.seed ^= 0x464F_4C4C_4F57
    new = try SoakWorld(scope, options, isTraced: isTraced)
    new.event = world.event
    new.link = world.link
    new.isCalm = true
    before = new.reference
    isOwed = world.reference.programme.therapy.mode != .minimumRate
    wasGiven = !world.reference.isStopped && !world.reference.isAtEmergencyRate
    begun = (world.therapy, new.therapy)
    harms = Harms(&random, world.options, without: world.scope.without)
    overridesSoftLimits = !random.once(in: 6)
    for each in [old, new] { each.longestOff = 7_200_000 }
    new.checks.body = nil
    try new.operate { world throws(BenchError) in _ = try world.release() }
  }

  func world(_ side: TransferSide) -> SoakWorld {
    switch side {
    case .old: old
    case .new: new
    }
  }

  /// Lives through it, to where the new pump gives the therapy or nothing was changed.
  func live() throws(SoakFailure) {
    for world in [old, new] { world.event += 1 }
    old.tell("the pump is to be replaced: the new one \(fit.rawValue)")
    try begin()
    var course = Course.again
    var tries = 0
    while case .again = course {
      if tries == harms.tries { try endHarms() }
      if tries == harms.tries + 12 {
        throw old.fail(.belief, "a transfer that is begun again and again comes to no end")
      }
      tries += 1
      course = try attempt()
      try checkBoth()
    }
    try endHarms()
    switch course {
    case .done:
      if old.checks.body != nil { try moveBody() }
      try expectSame()
    case .refused, .again: try expectUnchanged()
    }
    try pass(2 * 86_400_000)
    try checkBoth()
    for world in [old, new] { try world.inspect() }
  }

  /// A temporary rate or a planned stop may run in the old pump, and its line is what it was.
  private func begin() throws(SoakFailure) {
    if random.once(in: 6), old.reference.failure == nil {
      let order = random.temporaryOverBoluses(UInt64(old.reference.strength))
      try old.act(0, [.order(.startTemporaryRate(order))], isNew: true)
      try wait(for: old)
    }
    setLines(harms.line)
  }

  /// Nothing goes wrong any more.
  private func endHarms() throws(SoakFailure) {
    harms.end()
    var calm = LinkFaults()
    calm.latency = Milliseconds(rawValue: 20)
    setLines(calm)
    for world in [old, new] {
      world.pump.powerFailure = nil
      world.pump.memory.fates = []
      world.clients[0].crash = nil
    }
    try run(for: 5000)
    // What the memory did not take is tried again with the next stroke, or with the day's account.
    if harms.hasMemoryFailed { try pass(25 * 3_600_000) }
    for world in [old, new] {
      world.pump.powerFailure = nil
      world.pump.memory.fates = []
    }
  }

  func setLines(_ faults: LinkFaults) {
    for world in [old, new] {
      for end in [DuplexLine.End.pump, .programmer] {
        world.clients[0].line.set(faults, seed: random.next(), to: end, at: world.linkTime)
      }
    }
  }

  // MARK: Time

  /// Lets both go on to the next moment at which something happens at either, or to the end.
  private func step(to end: UInt64) throws(SoakFailure) {
    var next = end
    for world in [old, new] {
      if let due = world.nextMoment { next = min(next, max(due, world.link)) }
    }
    for world in [old, new] { try world.run(until: next) }
    try keepTimeTogether()
    try checkTogether()
  }

  /// The time that one pump was without power has gone by for the other too.
  private func keepTimeTogether() throws(SoakFailure) {
    let passed = (old: old.therapy - begun.old, new: new.therapy - begun.new)
    if passed.old == passed.new { return }
    let late = passed.old < passed.new ? old : new
    late.therapy += max(passed.old, passed.new) - min(passed.old, passed.new)
    try late.advancePump()
  }

  /// Lets link time go on.
  func run(for length: UInt64) throws(SoakFailure) {
    let end = old.link + length
    while old.link < end { try step(to: end) }
  }

  /// Lets therapy time go on while link time stands.
  func pass(_ length: UInt64) throws(SoakFailure) {
    let sounded = try concerned()?.pump.tones.twoTone
    for world in [old, new] {
      world.therapy += length
      try world.advancePump()
    }
    try keepTimeTogether()
    guard let sounded, length >= 660_000, let world = try concerned() else { return }
    try world.expect(
      world.pump.tones.twoTone > sounded, .therapy,
      "no pump gives the therapy, and none sounds an alarm")
  }

  /// Lets time go on until the programmer has nothing more to do with a pump.
  func wait(for world: SoakWorld) throws(SoakFailure) {
    let end = old.link + 1_200_000
    while !world.clients[0].isIdle {
      try world.expect(old.link < end, .belief, "a programmer does not come to an end")
      try step(to: min(end, old.link + 60_000))
    }
  }
}
