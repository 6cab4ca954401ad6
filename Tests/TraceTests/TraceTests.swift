import Quantities
import Telemetry
import TestLimits
import Testing
import Trace

/// The stream of what happened in a life: its hash and its lines.
@Suite(.limited)
struct TraceTests {
  /// One event of every kind, each followed by others that differ from it in one thing.
  private static let events: [TraceEvent] = [
    .strokes(commanded: 2, made: 2), .strokes(commanded: 2, made: 1),
    .strokes(commanded: 3, made: 2),
    .frame(.toPump, [1, 2]), .frame(.fromPump, [1, 2]), .frame(.toPump, [1, 3]),
    .frame(.toPump, [1]),
    .write(.init(target: .record(slot: 0), bytes: 9, checksum: 7, isGood: true)),
    .write(.init(target: .record(slot: 1), bytes: 9, checksum: 7, isGood: true)),
    .write(.init(target: .log(place: 0), bytes: 9, checksum: 7, isGood: true)),
    .write(.init(target: .log(place: 3), bytes: 9, checksum: 7, isGood: true)),
    .write(.init(target: .log(place: 3), bytes: 8, checksum: 7, isGood: true)),
    .write(.init(target: .log(place: 3), bytes: 9, checksum: 6, isGood: true)),
    .write(.init(target: .log(place: 3), bytes: 9, checksum: 7, isGood: false)),
    .tone(.single, AlarmSet()), .tone(.twoTone, AlarmSet()),
    .tone(.single, AlarmSet(bits: 2) ?? AlarmSet()),
    .order(AppliedCommand(session: 1, request: 2)), .order(AppliedCommand(session: 2, request: 2)),
    .order(AppliedCommand(session: 1, request: 3)),
    .power(.failed), .power(.started(.power)), .power(.started(.lowBattery)),
    .power(.started(.clockLost)),
    .patient(Picograms(rawValue: 5)), .patient(Picograms(rawValue: 6)),
  ]

  private static let noon = Instant(
    therapy: TherapyTime(rawValue: 86_400_000 + 43_200_001), link: LinkTime(rawValue: 2_034))

  private func hash(_ events: [TraceEvent], at now: Instant = noon, isKept: Bool = false) -> UInt64
  {
    var trace = Trace(isKept: isKept)
    for event in events { trace.add(event, at: now) }
    return trace.hash
  }

  @Test func `the same events have one hash, whether their lines are kept or not`() {
    #expect(hash(Self.events) == hash(Self.events, isKept: true))
    #expect(hash(Self.events) == 0x6FC4_637F_0838_8FB5)
  }

  @Test func `each thing that differs in an event changes the hash, and so does its moment`() {
    var hashes = Set(Self.events.map { hash([$0]) })
    #expect(hashes.count == Self.events.count)
    for event in Self.events {
      var later = Self.noon
      later.therapy = TherapyTime(rawValue: later.therapy.rawValue + 1)
      hashes.insert(hash([event], at: later))
      later = Self.noon
      later.link = LinkTime(rawValue: later.link.rawValue + 1)
      hashes.insert(hash([event], at: later))
    }
    #expect(hashes.count == 3 * Self.events.count)
    #expect(hash(Self.events) != hash(Self.events.reversed()))
  }

  @Test func `every event has a line of its own`() {
    #expect(Set(Self.events.map(\.words)).count >= Self.events.count - 4)
    var trace = Trace(isKept: true)
    trace.linkStart = LinkTime(rawValue: 1000)
    trace.add(.order(AppliedCommand(session: 7, request: 8)), at: Self.noon)
    #expect(
      trace.lines.map(\.text) == [
        "day 2 12:00:00.001 (link 3.034 s) carried out: session 7 request 8"
      ])
  }

  @Test func `a remark is a line and no event`() {
    var trace = Trace(isKept: true)
    trace.remark("calm", at: Self.noon)
    #expect(trace.hash == Trace().hash && trace.count == 0)
    #expect(trace.lines.map(\.text) == ["day 2 12:00:00.001 (link 2.034 s) calm"])
    var silent = Trace()
    silent.remark("calm", at: Self.noon)
    silent.add(.power(.failed), at: Self.noon)
    #expect(silent.lines.isEmpty && silent.count == 1)
  }

  @Test func `strokes one after another share a line, and are events of their own`() {
    var trace = Trace(isKept: true)
    for made in [1, 0, 1] as [UInt32] {
      trace.add(.strokes(commanded: 1, made: made), at: Self.noon)
    }
    trace.add(.strokes(commanded: .max, made: .max), at: Self.noon)
    #expect(
      trace.lines.map(\.content) == [
        .event(.strokes(commanded: 3, made: 2)), .event(.strokes(commanded: .max, made: .max)),
      ])
    #expect(trace.count == 4)
    #expect(trace.hash != hash([.strokes(commanded: 3, made: 2)]))
  }
}
