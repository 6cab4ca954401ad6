import BadLink
import Quantities
import TestLimits
import TestSupport
import Testing

/// Both directions of a line, made from settings.
@Suite(.limited)
struct DuplexLineTests {
  /// Settings with each fault there or not, as a seed says.
  private func faults(_ random: inout SplitMix64) -> LinkFaults {
    var faults = LinkFaults()
    func chance() -> Chance {
      random.once(in: 2) ? .never : Chance(perMille: UInt32(random.from(1...300))) ?? .never
    }
    func length(_ most: UInt64) -> Milliseconds {
      Milliseconds(rawValue: random.once(in: 2) ? 0 : random.from(1...most))
    }
    faults.loss = chance()
    faults.duplicate = chance()
    faults.reorder = chance()
    faults.truncate = chance()
    faults.burst = chance()
    faults.burstLength = Int(random.from(1...64))
    faults.flip = chance()
    faults.merge = chance()
    faults.split = chance()
    faults.latency = length(500)
    faults.jitter = length(500)
    faults.stall = chance()
    faults.stallLength = length(2000)
    faults.baud = random.once(in: 2) ? nil : UInt32(random.from(300...115_200))
    return faults
  }

  @Test func `every combination of settings keeps to them, and its counts are what happened`() {
    for seed in 0..<300 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let faults = faults(&random)
      let writes = LinkRun.numbered(100, seed: seed)
      var link = FaultyLink(seed: seed, faults: faults)
      let arrived = LinkRun.run(link, writes)
      for write in writes { link.send(write.bytes.span, at: LinkTime(rawValue: write.ms)) }
      while link.receive(at: LinkTime(rawValue: .max)) != nil {}
      let counts = link.counts
      #expect(counts.writes == 100)
      #expect(faults.loss > .never || counts[.loss] == 0)
      #expect(faults.duplicate > .never || counts[.duplicate] == 0)
      let stalls = faults.stall > .never && faults.stallLength > .zero
      #expect(stalls || counts[.stall] == 0)
      let harms = [faults.loss, faults.truncate, faults.burst].contains { $0 > .never } || stalls
      let sent = writes.joined.count
      #expect(harms || arrived.joined.count >= sent, "seed \(seed)")
      #expect(counts[.duplicate] > 0 || arrived.joined.count <= sent, "seed \(seed)")
      let isPlain = !harms && faults.flip == .never && faults.duplicate == .never
      #expect(
        !isPlain || arrived.joined.sorted() == writes.joined.sorted(), "seed \(seed)")
      #expect(!faults.isPerfect || arrived == writes)
    }
  }

  @Test func `what a count says is what was seen`() {
    let writes = LinkRun.numbered(200, seed: 4)
    func run(_ set: (inout LinkFaults) -> Void) -> (LinkCounts, [Timed]) {
      var faults = LinkFaults()
      set(&faults)
      var link = FaultyLink(seed: 9, faults: faults)
      for write in writes { link.send(write.bytes.span, at: LinkTime(rawValue: write.ms)) }
      var arrived: [Timed] = []
      while let bytes = link.receive(at: LinkTime(rawValue: .max)) {
        arrived.append(Timed(ms: 0, bytes: bytes))
      }
      return (link.counts, arrived)
    }
    let lost = run { $0.loss = .percent(20) }
    #expect(lost.0[.loss] > 20 && lost.0[.loss] == UInt64(200 - lost.1.count))
    let doubled = run { $0.duplicate = .percent(20) }
    #expect(doubled.0[.duplicate] > 20 && doubled.0[.duplicate] == UInt64(doubled.1.count - 200))
    let merged = run { $0.merge = .percent(80) }
    #expect(merged.0[.merge] > 20 && merged.0[.merge] == UInt64(200 - merged.1.count))
    let split = run { $0.split = .percent(40) }
    #expect(split.0[.split] > 20 && split.0[.split] == UInt64(split.1.count - 200))
    let flipped = run { $0.flip = .percent(5) }
    let turned = zip(writes.joined, flipped.1.joined).count { $0 != $1 }
    #expect(turned > 20 && flipped.0[.flip] == UInt64(turned))
    let cut = run { $0.truncate = .percent(20) }
    let shorter = 200 - cut.1.count { got in writes.contains { $0.bytes == got.bytes } }
    #expect(cut.0[.truncate] == UInt64(shorter))
    #expect(run { $0.burst = .always }.0[.burst] > 100)
    #expect(run { $0.reorder = .always }.0[.reorder] == 200)
  }

  @Test func `one more fault changes nothing of the luck of another`() {
    let writes = LinkRun.numbered(200, seed: 2)
    var faults = LinkFaults()
    faults.loss = .percent(30)
    let alone = LinkRun.run(FaultyLink(seed: 11, faults: faults), writes)
    faults.latency = .seconds(3)
    faults.jitter = .seconds(1)
    faults.split = .percent(50)
    faults.baud = 1200
    let together = LinkRun.run(FaultyLink(seed: 11, faults: faults), writes)
    #expect(alone.count < 180 && together.joined == alone.joined)
  }

  @Test func `the directions are apart, and have luck of their own`() {
    var faults = LinkFaults()
    faults.loss = .percent(50)
    var link = DuplexLine(seed: 1, faults: faults)
    var toPump: [UInt8] = []
    var toProgrammer: [UInt8] = []
    for number in 0..<200 as Range<UInt8> {
      let now = LinkTime(rawValue: UInt64(number))
      link.send([number].span, from: .programmer, at: now)
      link.send([number].span, from: .pump, at: now)
      while let bytes = link.deliver(to: .pump, at: now) { toPump += bytes }
      while let bytes = link.deliver(to: .programmer, at: now) { toProgrammer += bytes }
    }
    #expect((60...140).contains(toPump.count) && (60...140).contains(toProgrammer.count))
    #expect(toPump != toProgrammer)
    #expect(link.counts(to: .pump)[.loss] == UInt64(200 - toPump.count))
    #expect(link.counts(to: .programmer)[.loss] == UInt64(200 - toProgrammer.count))
    #expect(link.deadline == nil)
  }

  @Test func `new settings let what is under way arrive at once and in order`() {
    var slow = LinkFaults()
    slow.latency = .seconds(10)
    slow.baud = 300
    var link = DuplexLine(seed: 1, toPump: slow, toProgrammer: .none)
    let start = LinkTime(rawValue: 5)
    link.send([1, 2, 3].span, from: .programmer, at: start)
    link.send([4].span, from: .programmer, at: start)
    #expect(link.deadline == LinkTime(rawValue: 10_005))
    let later = LinkTime(rawValue: 100)
    link.set(.none, seed: 7, to: .pump, at: later)
    #expect(link.deadline == later && link.seed(to: .pump) == 7)
    link.send([5].span, from: .programmer, at: later)
    var arrived: [UInt8] = []
    while let bytes = link.deliver(to: .pump, at: later) { arrived += bytes }
    #expect(arrived == [1, 2, 3, 4, 5])
    #expect(link.deadline == nil && link.faults(to: .pump) == .none)
  }

  @Test func `an emptied line goes on as a free one`() {
    var slow = LinkFaults()
    slow.latency = .seconds(10)
    slow.baud = 300
    var link = DuplexLine(seed: 1, faults: slow)
    let bytes = [UInt8](repeating: 1, count: 90)
    link.send(bytes.span, from: .pump, at: .zero)
    #expect(link.deliverEverything(to: .programmer).flatMap { $0 } == bytes)
    #expect(link.deadline == nil && link.deliverEverything(to: .programmer) == [])
    link.send([2].span, from: .pump, at: LinkTime(rawValue: 50))
    #expect(link.deadline == LinkTime(rawValue: 10_050))
    // A byte takes 33.3 ms.
    #expect(link.deliver(to: .programmer, at: LinkTime(rawValue: 10_083)) == nil)
    #expect(link.deliver(to: .programmer, at: LinkTime(rawValue: 10_084)) == [2])
  }

  @Test func `settings know their limits`() {
    var faults = LinkFaults()
    #expect(faults.isPerfect && faults.isWithinLimits)
    faults.stall = .always
    #expect(faults.isPerfect)
    faults.stallLength = LinkFaults.longest
    #expect(!faults.isPerfect && faults.isWithinLimits)
    for break_ in [
      { $0.latency = .hours(2) }, { $0.baud = 49 }, { $0.baud = 4_000_001 },
      { $0.burstLength = 0 }, { $0.burstLength = 4097 },
    ] as [(inout LinkFaults) -> Void] {
      var wrong = LinkFaults()
      break_(&wrong)
      #expect(!wrong.isWithinLimits)
    }
    #expect(Chance(partsPerMillion: 1_000_001) == nil && Chance(perMille: 1001) == nil)
    #expect(Chance(perMille: 1000) == .always && Chance(partsPerMillion: 0) == .never)
  }
}
