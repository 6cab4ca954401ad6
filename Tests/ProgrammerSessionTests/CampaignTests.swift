import ProgrammerSession
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Random lives on a bad line, with power cuts and other programmers: whatever happens, no order is
/// carried out twice, and nothing is said of an order that is not so.
@Suite(.limited)
struct CampaignTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `no order is applied twice, and no outcome is false`(hundred: UInt64) throws {
    for seed in hundred * 100..<hundred * 100 + 100 {
      var life = try Life(seed: seed)
      try life.run()
    }
  }

  @Test func `the lives see every outcome`() throws {
    var seen: Set<String> = []
    for seed in 0..<300 as Range<UInt64> {
      var life = try Life(seed: seed)
      try life.run()
      seen.formUnion(life.kinds)
    }
    #expect(seen == ["done", "refused", "doneUnheard", "notDone", "unknown", "failed"])
  }

  struct Life {
    let seed: UInt64
    var random: SplitMix64
    var pair: Pair
    /// Orders said to be done, and orders said not to be.
    var done: Set<AppliedCommand> = []
    var notDone: Set<AppliedCommand> = []
    var kinds: Set<String> = []

    init(seed: UInt64) throws {
      self.seed = seed
      random = SplitMix64(seed: seed)
      let life = Milliseconds.ms(random.once(in: 3) ? 800 : 2000)
      pair = try .open(timings: SessionTimings(orderLife: life))
      // Some lives lose much, some nothing; each kind of fault has its own share of the frames.
      let shares = (0..<4).map { _ in random.once(in: 2) ? 0 : random.from(1...25) }
      var fates = SplitMix64(seed: ~seed)
      pair.line.chance = { _ in
        var roll = fates.below(100)
        for (kind, share) in shares.enumerated() {
          if roll < share { return Self.fate(kind, &fates) }
          roll -= share
        }
        return .passes
      }
    }

    private static func fate(_ kind: Int, _ fates: inout SplitMix64) -> Fate {
      switch kind {
      case 0: .isLost
      case 1: .comesTwice(after: fates.below(3000))
      case 2: .isLate(by: fates.below(4000))
      default: .isGarbled
      }
    }

    private var note: Comment { "CampaignTests.Life(seed: \(seed))" }

    mutating func run() throws {
      for _ in 0..<8 {
        disturb()
        let sent = pair.ordered.count
        let outcome = give()
        try #require(outcome != nil, note)
        try judge(outcome, pair.ordered.count > sent ? pair.ordered.last : nil)
        if pair.client.number == nil || outcome.refusal == .noSession { _ = pair.openSession() }
        if random.once(in: 4) { pair.rest(random.below(5000)) }
        if pair.client.unsettled != nil { try settle() }
      }
      // Everything that is still on its way arrives, and changes nothing that was said.
      pair.rest(30_000)
      let applied = pair.applied.map(\.command)
      try #require(Set(applied).count == applied.count, note)
      try #require(done.isSubset(of: applied), note)
      try #require(notDone.isDisjoint(with: applied), note)
    }

    private mutating func disturb() {
      switch random.below(10) {
      case 0: pair.schedule(.reset, after: random.below(1500))
      case 1: pair.schedule(.rival(givesOrder: false), after: random.below(1500))
      case 2: pair.schedule(.rival(givesOrder: true), after: random.below(1500))
      case 3:
        let places: [LabMemory.Cut] = [.before, .within, .after]
        pair.pump.memory.cut = (Int(random.below(2)), places[Int(random.below(3))])
      default: break
      }
    }

    private mutating func give() -> Outcome? {
      switch random.below(6) {
      case 0: pair.setClock()
      case 1: pair.stop()
      case 2: pair.order(.resume(ConfirmedOrder()))
      case 3: pair.bolus(UInt32(random.from(1...40_000)))
      case 4: pair.order(.cancelBolus)
      default:
        pair.change(to: UInt32(random.from(96_000...900_000))) ?? pair.perform(.readStatus)
      }
    }

    /// Compares an outcome with the truth, now and for the end of the life.
    private mutating func judge(_ outcome: Outcome?, _ order: AppliedCommand?) throws {
      guard let order, let outcome else {
        if case .failed = outcome { kinds.insert("failed") }
        return
      }
      let isApplied = pair.applied.contains { $0.command == order }
      switch outcome {
      case .reply, .doneUnheard:
        kinds.insert(outcome == .doneUnheard ? "doneUnheard" : "done")
        try #require(isApplied, note)
        done.insert(order)
      case .refused, .notDone:
        kinds.insert(outcome == .notDone ? "notDone" : "refused")
        try #require(!isApplied, note)
        notDone.insert(order)
      case .unknown:
        kinds.insert("unknown")
        try #require(pair.client.unsettled?.command == order, note)
      // An order that was sent does not fail: it has an outcome.
      case .failed:
        Issue.record(note)
      }
    }

    /// Reads status until the unknown order is settled, or until it is clear that it never will be.
    private mutating func settle() throws {
      let order = try #require(pair.client.unsettled)
      let sent = pair.ordered.count
      try #require(pair.stop() == .failed(.unsettled(order.request)), note)
      try #require(pair.ordered.count == sent, note)
      for _ in 0..<12 where pair.client.unsettled != nil {
        if pair.client.number == nil { _ = pair.openSession() }
        _ = pair.perform(.readStatus)
        pair.rest(400)
      }
      if pair.client.unsettled == nil {
        try judge(pair.client.settlement, order.command)
      } else {
        // A programmer that cannot know starts anew.
        pair.client = ProgrammerSession.sample(nonce: random.next())
        _ = pair.openSession()
      }
    }
  }
}
