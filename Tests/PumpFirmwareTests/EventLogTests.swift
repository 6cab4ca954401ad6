import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The event log: numbered without a gap, chained, durable with the change it tells of.
@Suite(.limited)
struct EventLogTests {
  /// A pump with a busy day behind it.
  private func bench() throws -> Bench {
    let therapy = Therapy.daySchedule(
      WeekPlan(everyDay: .plan1), periodic: .every(180, nanograms: 10_000))
    let plan = DayPlan.steps((0, 100_000), (360, 240_000), (720, 96_000), (1200, 150_000))
    var bench = try Bench(.sample(), .scheduled([.plan1: plan], therapy))
    bench.live(.days(1))
    bench.open()
    bench.bolus(5000, over: .minutes(30))
    bench.stop()
    bench.resume()
    bench.live(.hours(5))
    return bench
  }

  @Test func `its numbers have no gap, its times never go back, its chain holds`() throws {
    var bench = try bench()
    let log = bench.log()
    #expect(log.count > 25)
    #expect(log.map(\.entry.sequence) == Array(1...UInt32(log.count)))
    #expect(bench.firmware.state.log.sequence == UInt32(log.count))
    var chain: UInt64 = 0
    var time: UInt32 = 0
    for chained in log {
      chain = ReferenceChain.value(of: chained.entry, after: chain)
      #expect(chained.chain == chain, "entry \(chained.entry.sequence)")
      #expect(chained.entry.therapySeconds >= time)
      time = chained.entry.therapySeconds
    }
    #expect(bench.firmware.state.log.chain == chain)
  }

  @Test func `a changed entry, a missing one or another order breaks the chain`() throws {
    var bench = try bench()
    let log = bench.log()
    func holds(_ entries: [ChainedEntry]) -> Bool {
      var chain: UInt64 = 0
      return entries.allSatisfy { chained in
        chain = chained.entry.chain(after: chain)
        return chained.chain == chain
      }
    }
    #expect(holds(log))
    for place in log.indices {
      var changed = log
      changed[place].entry.amount ^= 1
      #expect(!holds(changed))
      var shorter = log
      shorter.remove(at: place)
      #expect(holds(shorter) == (place == log.count - 1), "only the end can be missing")
    }
  }

  @Test func `each order leaves its entry, with session and request`() throws {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    let orders: [(inout Bench) -> Reply?] = [
      { $0.bolus(10_000, over: .hours(1)) }, { $0.cancelBolus() }, { $0.stop() }, { $0.resume() },
      { $0.prime() }, { $0.cancelBolus() }, { $0.startBridge(.nlPerDay(500_000)) },
      { $0.cancelBridge() }, { $0.setClock(.monday) }, { $0.setLowAlarm(3_000_000) },
      { $0.silence(10) }, { $0.change(to: .daily(120_000)) },
    ]
    var expected: [(RequestType, UInt16)] = []
    for order in orders {
      guard case .acknowledged(let answer) = order(&bench) else {
        Issue.record("an order was refused")
        return
      }
      expected.append((answer.request, bench.client.lastRequest))
    }
    let session = bench.session
    let entries = bench.entries(.order)
    #expect(entries.map(\.detail) == expected.map(\.0.rawValue))
    #expect(entries.map(\.short) == expected.map(\.1))
    #expect(entries.allSatisfy { $0.number == session && $0.therapySeconds == 3600 })
  }

  @Test func `the day's account is written every 24 hours, with what was programmed and pumped`()
    throws
  {
    var bench = try Bench()
    bench.wait(.days(30))
    let accounts = bench.entries(.delivered)
    #expect(accounts.map(\.therapySeconds) == (1...30).map { $0 * 86_400 })
    #expect(accounts.map(\.number) == (1...30).map { $0 * 200 })
    #expect(accounts.map(\.amount) == (1...30).map { $0 * 100_000_000 })
  }

  @Test func `a page begins where it is asked to, and no page begins nowhere`() throws {
    var bench = try bench()
    bench.open()
    let newest = bench.firmware.state.log.sequence
    #expect(
      bench.ask(.readLog(ReadLog(from: 0))).refusal == Refusal(.readLog, .noSuchEntry, limit: 1))
    for first in 1...newest {
      let pageFound = bench.page(from: first)
      let page = try #require(pageFound)
      #expect(page.first == first && page.oldest == 1 && page.newest == newest)
      #expect(page.count == min(7, Int(newest - first) + 1))
      let before = first == 1 ? nil : bench.page(from: first - 1)
      #expect(page.previousChain == before?[0].chain ?? 0)
      #expect(page[0].entry.chain(after: page.previousChain) == page[0].chain)
    }
    let endFound = bench.page(from: newest + 1)
    let end = try #require(endFound)
    #expect(end.count == 0 && end.previousChain == bench.firmware.state.log.chain)
    #expect(
      bench.ask(.readLog(ReadLog(from: newest + 2))).refusal
        == Refusal(.readLog, .noSuchEntry, asked: UInt64(newest) + 2, limit: UInt64(newest)))
    #expect(bench.ask(.readLog(ReadLog(from: .max))).refusal?.code == .noSuchEntry)
  }

  @Test func `a page waits for the memory, and other requests are told so`() throws {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    bench.memory.behaviour = .holds
    #expect(bench.bolus(10_000, over: .hours(1)) == nil)
    #expect(bench.ask(.readLog(ReadLog(from: 1))).refusal == Refusal(.readLog, .busy))
    bench.memory.behaviour = .works
    bench.endStore(true)
    // A checkpoint under way: the page comes behind it, once, and a repeat of the request waits.
    bench.memory.behaviour = .holds
    bench.wait(.hours(2), link: .zero)
    #expect(bench.ask(.query(.readLog(ReadLog(from: 1))), id: 700) == nil)
    #expect(bench.ask(.query(.readLog(ReadLog(from: 1))), id: 700) == nil)
    #expect(bench.ask(.query(.readLog(ReadLog(from: 2))), id: 700).refusal?.code == .requestReused)
    #expect(bench.ask(.query(.readStatus), id: 701).refusal?.code == .busy)
    bench.memory.behaviour = .works
    bench.endStore(true)
    #expect(bench.sent.count == 1)
    #expect(bench.sent.first.flatMap { bench.reply(in: $0) }?.reply.type == .logPage)
  }

  @Test func `cut anywhere, an entry is there with its change or not at all`() throws {
    func scenario(_ bench: inout Bench) {
      bench.open()
      bench.bolus(20_000, over: .minutes(10))
      bench.live(.minutes(30))
      bench.open()
      bench.stop()
      bench.resume()
      bench.live(.hours(2))
    }
    for step in 0... {
      var bench = try Bench()
      bench.live(.hours(23))
      bench.stepsToCut = step
      scenario(&bench)
      guard bench.isDead else { break }
      try bench.restart(cutAgainAfter: step % 7)
      if bench.isDead { try bench.restart() }
      let state = bench.firmware.state
      let log = bench.log()
      #expect(log.map(\.entry.sequence) == Array(1...max(state.log.sequence, 1)))
      var chain: UInt64 = 0
      for chained in log {
        chain = chained.entry.chain(after: chain)
        #expect(chained.chain == chain, "cut after \(step) steps, \(chained.entry.sequence)")
      }
      let entries = log.map(\.entry)
      let orders = entries.filter { $0.kind == .order }
      #expect(orders.last?.short == state.lastApplied?.command.request, "cut after \(step)")
      let begun = entries.filter { $0.kind == .infusionStarted }.count
      let ended = entries.filter { $0.kind == .infusionEnded }.count
      #expect(begun - ended == (state.integral.infusion == nil ? 0 : 1), "cut after \(step)")
    }
  }
}
