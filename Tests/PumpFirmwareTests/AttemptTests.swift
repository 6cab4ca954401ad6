import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Whoever has no key is slowed down, and takes little from the battery.
@Suite(.limited)
struct AttemptTests {
  /// Tries to open a session with a key that does not fit; gives whether there was an offer to try
  /// it at.
  @discardableResult
  private func fail(_ bench: inout Bench) -> Bool {
    guard let offer = bench.askForOffer(key: .init(counting: 3)) else { return false }
    let proof = bench.frame(.opening(.confirmSession), id: 1, in: .session(offer.session))
    #expect(bench.receive(proof).isEmpty)
    return true
  }

  /// A pump with an opening's answer in store again after every wait, for as long as it is asked.
  private func nearBench() throws -> Bench {
    var bench = try Bench()
    bench.moveHead(isInContact: false)
    return bench
  }

  @Test func `out of contact five failures are free, and each one more doubles the wait`() throws {
    var bench = try nearBench()
    for _ in 0..<5 { #expect(fail(&bench)) }
    #expect(bench.firmware.openings.budget.failures == 5)
    for (index, seconds) in ([1, 2, 4, 8, 16, 32, 64, 64, 64] as [UInt64]).enumerated() {
      #expect(!fail(&bench), "after \(5 + index) failures")
      bench.wait(.zero, link: .ms(seconds * 1000 - 1))
      #expect(!fail(&bench))
      bench.wait(.zero, link: .ms(1))
      #expect(fail(&bench))
    }
  }

  @Test func `a good proof makes the next failures free again`() throws {
    var bench = try nearBench()
    for _ in 0..<6 {
      fail(&bench)
      bench.wait(.zero, link: .seconds(2))
    }
    #expect(bench.open() != nil)
    for _ in 0..<4 { #expect(fail(&bench)) }
    #expect(bench.askForOffer() != nil)
  }

  @Test(arguments: [true, false])
  func `whatever failed before, near or in contact, nobody in contact waits`(isNear: Bool) throws {
    for failures in [0, 4, 5, 6, 12, 40] {
      var bench = try Bench()
      bench.moveHead(isInContact: !isNear)
      for _ in 0..<failures {
        fail(&bench)
        if isNear { bench.wait(.zero, link: .minutes(11)) }
      }
      bench.moveHead(isInContact: true)
      #expect(bench.callEmergency().isDone, "after \(failures) failures")
      #expect(bench.open() != nil, "after \(failures) failures")
    }
  }

  @Test func `false proofs in contact end nobody's offer, and near they do`() throws {
    for isInContact in [true, false] {
      var bench = try Bench()
      bench.moveHead(isInContact: isInContact)
      let made = bench.askForOffer()
      let offer = try #require(made)
      var stranger = bench.client
      stranger.pairingKey = .init(counting: 3)
      stranger.take(offer)
      for id in 1...12 as ClosedRange<UInt16> {
        #expect(bench.receive(stranger.confirmSession(id: id)).count <= (id > 5 ? 1 : 0))
      }
      let proof = bench.ask(.opening(.confirmSession), id: 1, in: .session(offer.session))
      if case .sessionOpened = proof {
        #expect(isInContact)
      } else {
        #expect(!isInContact)
      }
    }
  }

  @Test func `the wait out of contact ends with the contact and goes on behind it`() throws {
    var bench = try nearBench()
    for _ in 0..<5 { fail(&bench) }
    #expect(bench.askForOffer() == nil)
    bench.moveHead(isInContact: true)
    #expect(bench.askForOffer() != nil)
    bench.moveHead(isInContact: false)
    #expect(bench.askForOffer() == nil)
    bench.wait(.zero, link: .seconds(1))
    #expect(bench.askForOffer() != nil)
  }

  @Test func `what is in store when the ten minutes are not over yet is not lost by an answer`()
    throws
  {
    var bench = try nearBench()
    let identify = bench.client.open(.opening(.identify), id: 3)
    for _ in 0..<40 { bench.receive(identify) }
    // One and a half of the times: the half counts towards the next.
    bench.wait(.zero, link: .minutes(15))
    #expect(bench.receive(identify).count == 1)
    #expect(bench.receive(identify).isEmpty)
    bench.wait(.zero, link: .ms(299_999))
    #expect(bench.receive(identify).isEmpty)
    bench.wait(.zero, link: .ms(1))
    #expect(bench.receive(identify).count == 1)
  }

  @Test func `in contact the name is told as often as it is asked for`() throws {
    var bench = try Bench()
    let identify = bench.client.open(.opening(.identify), id: 3)
    for _ in 0..<6 { fail(&bench) }
    for _ in 0..<500 { #expect(bench.receive(identify).count == 1) }
  }

  @Test func `out of contact 32 answers are in store, and one comes back every ten minutes`() throws
  {
    var bench = try Bench()
    bench.moveHead(isInContact: false)
    let identify = bench.client.open(.opening(.identify), id: 3)
    let stray = bench.frame(.query(.readStatus), id: 2, in: .session(99))
    var answers = 0
    for round in 0..<100 { answers += bench.receive(round % 2 == 0 ? identify : stray).count }
    #expect(answers == 32)
    for _ in 0..<5 {
      bench.wait(.zero, link: .ms(599_999))
      #expect(bench.receive(identify).isEmpty)
      bench.wait(.zero, link: .ms(1))
      #expect(bench.receive(identify).count == 1)
      #expect(bench.receive(identify).isEmpty)
    }
    bench.wait(.zero, link: .hours(20))
    answers = 0
    for _ in 0..<200 { answers += bench.receive(identify).count }
    #expect(answers == 32)
    // The head in contact brings power with it.
    bench.moveHead(isInContact: true)
    #expect(bench.receive(identify).count == 1)
  }

  @Test
  func `out of contact an opening costs an answer, a failed proof one more, and nothing waits`()
    throws
  {
    var bench = try nearBench()
    for _ in 0..<5 { #expect(fail(&bench)) }
    #expect(bench.firmware.openings.budget.store == 22)
    // Whoever waits is not told so.
    #expect(bench.receive(bench.client.openSession(id: 7)).isEmpty)
    #expect(bench.firmware.openings.budget.store == 22)
    bench.wait(.zero, link: .seconds(1))
    #expect(bench.askForOffer() != nil)
  }

  @Test func `a session that was proved is never limited`() throws {
    var bench = try Bench()
    bench.open()
    bench.moveHead(isInContact: false)
    let identify = bench.client.open(.opening(.identify), id: 3)
    for _ in 0..<40 { bench.receive(identify) }
    #expect(bench.receive(identify).isEmpty)
    for _ in 0..<200 { #expect(bench.status() != nil) }
    #expect(bench.setLowAlarm(3_000_000).isDone)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `a year of attack costs no more answers than came back in it`(seed: UInt64) throws {
    let year: UInt64 = 365 * 86_400_000
    var random = SplitMix64(seed: seed)
    var now = LinkTime.zero
    var budget = OpeningBudget(at: now)
    var answers: UInt64 = 0
    while now.rawValue < year {
      for _ in 0..<random.from(1...40) where budget.takeAnswer(at: now, inContact: false) {
        answers += 1
      }
      if random.once(in: 3) {
        let store = budget.store
        budget.failed(at: now, inContact: false)
        answers += UInt64(store - budget.store)
      }
      now = now.after(.ms(1 + random.spread(upTo: seed == 0 ? 600_000 : 7_200_000)))
    }
    // 100 microjoules each: 5.3 J of the sample's 6312 J.
    #expect(answers <= 32 + now.rawValue / 600_000)
    if seed == 0 { #expect(answers > year / 600_000 * 9 / 10) }
  }
}
