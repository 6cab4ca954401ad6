import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Somebody without a key and with all the time there is. Spec: security.md, "Attempts".
@Suite(.limited)
struct AttackerTests {
  /// A pump with the attacker's head near it, and real time going by with the therapy.
  private struct Siege {
    var visit: Visit
    var attacker = SealedClient(pairingKey: AsconBlock(low: 6, high: 7), seed: 99)
    private(set) var answers = 0

    init() throws {
      visit = try Visit(.sample())
      visit.pump.setHead(.near, at: visit.now)
    }

    mutating func wait(_ length: Milliseconds) {
      visit.now.link = visit.now.link.after(length)
      visit.wait(length)
    }

    mutating func send(_ bytes: [UInt8]) -> [UInt8] {
      let answer = visit.exchange(bytes)
      if !answer.isEmpty { answers += 1 }
      return answer
    }

    /// Asks for a session, and may prove the wrong key if one is offered.
    mutating func attempt(proves: Bool) {
      let offer = attacker.takeOffer(in: send(attacker.openSession(id: 1)))
      if proves && offer != nil { _ = send(attacker.confirmSession(id: 1)) }
    }
  }

  /// What the link has taken from the battery, in millionths of a new one.
  private func cost(_ siege: Siege) -> UInt64 {
    let truth = siege.visit.pump.truth
    let capacity = siege.visit.pump.plant.profile.batteryCapacity
    return truth.telemetryEnergy.rawValue * 1_000_000 / capacity.rawValue
  }

  @Test(arguments: [true, false])
  func `a year of attempts costs 1 % of the battery at the most, and locks nobody out`(
    proves: Bool
  ) throws {
    var siege = try Siege()
    // Twice as fast as anybody is answered, and the first hour without a pause.
    for _ in 0..<3600 {
      siege.attempt(proves: proves)
      siege.wait(.seconds(1))
    }
    #expect(siege.answers <= 32 + 6)
    for _ in 0..<365 * 24 * 12 {
      siege.attempt(proves: proves)
      siege.wait(.seconds(300))
    }
    // A wrong proof takes from the store what there is, but it is not answered.
    #expect(siege.answers <= 32 + 6 + 365 * 144)
    #expect(siege.answers > 52_500, "the attacker was not heard")
    #expect(siege.visit.pump.truth.telemetryEnergy.rawValue == UInt64(siege.answers) * 100_000)
    #expect(cost(siege) <= 840, "0.084 % of the battery, 0.6 % in seven years")
    // The clinician comes, and puts the head on the skin.
    #expect(siege.visit.pump.sessionDeadline == nil)
    siege.visit.pump.setHead(.contact, at: siege.visit.now)
    var waited: UInt64 = 0
    while true {
      if case .sessionOpened? = siege.visit.open() { break }
      siege.wait(.seconds(1))
      waited += 1
      try #require(waited <= 64, "the clinician is locked out")
    }
    guard case .acknowledged? = siege.visit.order(.stop) else {
      Issue.record("the clinician's order was not carried out")
      return
    }
  }

  @Test func `every question in the open costs the store that attempts do`() throws {
    var siege = try Siege()
    let stranger = SealedClient()
    for _ in 0..<200 {
      _ = siege.send(stranger.open(.opening(.identify), id: 1))
      _ = siege.send(stranger.open(.query(.readStatus), id: 2))
      siege.wait(.seconds(1))
    }
    #expect(siege.answers == 32)
    siege.wait(.seconds(601))
    _ = siege.send(stranger.open(.opening(.identify), id: 1))
    #expect(siege.answers == 33)
    // In contact its field powers what it asks for.
    siege.visit.pump.setHead(.contact, at: siege.visit.now)
    let before = siege.visit.pump.truth.telemetryEnergy
    for _ in 0..<50 { _ = siege.send(stranger.open(.opening(.identify), id: 1)) }
    #expect(siege.answers == 83 && siege.visit.pump.truth.telemetryEnergy == before)
  }

  @Test func `what was recorded opens nothing in a pump whose memory was set back`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    let image = visit.pump.memory.image
    let world = visit.pump.world
    var client = SealedClient(seed: 5)
    var recorded: [[UInt8]] = [client.openSession(id: 1)]
    #expect(client.takeOffer(in: visit.exchange(recorded[0])) != nil)
    recorded.append(client.confirmSession(id: 1))
    #expect(!visit.exchange(recorded[1]).isEmpty)
    recorded.append(client.frame(.order(Order(.stop, notAfter: 1_000_000)), id: 2))
    #expect(!visit.exchange(recorded[2]).isEmpty)
    #expect(visit.pump.firmware.state.isStopped)

    // Any noise but the same: the seed of a restored pump is drawn anew.
    for seed in 0..<50 as Range<UInt64> {
      let noise = AsconBlock(low: seed, high: 1)
      visit.pump = try VirtualPump(
        profile: visit.pump.firmware.profile,
        secrets: PumpSecrets(factoryKeys: PumpSecrets.sample.factoryKeys, noise: noise),
        world: world, memory: TransientMemory(image: image), image: image.span, link: .zero)
      for _ in 0..<3 {
        for frame in recorded { _ = visit.exchange(frame) }
      }
      #expect(visit.pump.sessionDeadline == nil && !visit.pump.firmware.state.isStopped)
      // Nor what was recorded from a session that was opened since.
      _ = visit.open()
      for frame in recorded.dropFirst() { _ = visit.exchange(frame) }
      #expect(!visit.pump.firmware.state.isStopped && visit.pump.sessionDeadline != nil)
    }
    // With the same noise, at the same moment, it is the same pump: that is what noise is for.
    visit.pump = try VirtualPump(
      profile: visit.pump.firmware.profile, secrets: .sample, world: world,
      memory: TransientMemory(image: image), image: image.span, link: .zero)
    var copy = visit
    #expect(visit.exchange(recorded[0]) == copy.exchange(recorded[0]))
  }
}
