import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Another pairing key takes the place of a role's with the first session it opens, and at no power
/// cut is a pump left without a key that somebody has.
@Suite(.limited)
struct KeyRotationTests {
  private static let new = AsconBlock(counting: 0xA0)
  private static let newer = AsconBlock(counting: 0xC0)

  private func bench() throws -> Bench {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    return bench
  }

  /// Whether a key opens a session of the role, tried on a copy.
  private func opens(_ key: AsconBlock, _ bench: Bench, _ role: Role = .clinician) -> Bool {
    var bench = bench
    return bench.open(role, key: key) != nil
  }

  @Test(arguments: [Role.clinician, .patient])
  func `both keys open sessions until the new one has, and then it alone does`(role: Role) throws {
    var bench = try bench()
    let old = bench.secrets.factoryKeys[role]
    #expect(bench.rotate(role, to: Self.new).isDone)
    #expect(opens(old, bench, role) && opens(Self.new, bench, role))
    #expect(bench.open(role, key: old) != nil, "the old one leaves the new one alone")
    #expect(opens(Self.new, bench, role))
    #expect(bench.open(role, key: Self.new) != nil)
    #expect(!opens(old, bench, role) && opens(Self.new, bench, role))
    try bench.restart()
    #expect(!opens(old, bench, role) && opens(Self.new, bench, role))
    // The other role's is what it was.
    let other: Role = role == .clinician ? .patient : .clinician
    #expect(opens(bench.secrets.factoryKeys[other], bench, other))
    let entries = bench.log(as: role == .clinician ? Self.new : nil)
      .map(\.entry).filter { $0.kind == .keyChanged }
    #expect(entries.map(\.detail) == [role.rawValue, role.rawValue])
    #expect(entries.map(\.short) == [0, 1])
    #expect(entries.allSatisfy { $0.number == 0 && $0.amount == 0 })
  }

  @Test func `another order takes the place of the key that waits`() throws {
    var bench = try bench()
    #expect(bench.rotate(to: Self.new).isDone)
    #expect(bench.rotate(to: Self.newer).isDone)
    #expect(!opens(Self.new, bench) && opens(Self.newer, bench) && opens(.clinicianKey, bench))
    #expect(bench.open(key: Self.newer) != nil)
    #expect(bench.rotate(to: Self.new).isDone)
    #expect(bench.open(key: Self.new) != nil)
    #expect(!opens(Self.newer, bench) && !opens(.clinicianKey, bench))
  }

  @Test func `the key in use may be ordered once more`() throws {
    var bench = try bench()
    #expect(bench.rotate(to: .clinicianKey).isDone)
    #expect(opens(.clinicianKey, bench))
    try bench.restart()
    #expect(opens(.clinicianKey, bench))
  }

  @Test func `a patient changes no key, and no role gets a key of the other`() throws {
    var bench = try bench()
    #expect(bench.rotate(.patient, to: Self.new).isDone)
    let state = bench.firmware.state
    for key in [AsconBlock.patientKey, Self.new] {
      #expect(bench.rotate(.clinician, to: key).refusal == Refusal(.rotateKey, .roleNotAllowed))
    }
    #expect(bench.rotate(.patient, to: .clinicianKey).refusal?.code == .roleNotAllowed)
    bench.open(.patient)
    #expect(bench.rotate(.patient, to: Self.newer).refusal?.code == .roleNotAllowed)
    #expect(bench.firmware.state == state)
  }

  @Test func `a change that could not be stored changes no key`() throws {
    var bench = try bench()
    bench.memory.behaviour = .holds
    #expect(bench.rotate(to: Self.new) == nil)
    #expect(!opens(Self.new, bench))
    bench.memory.behaviour = .works
    bench.endStore(false)
    #expect(!opens(Self.new, bench) && opens(.clinicianKey, bench))
  }

  @Test func `a key that comes into use while another is being stored is not lost`() throws {
    var bench = try bench()
    #expect(bench.rotate(to: Self.new).isDone)
    bench.memory.behaviour = .holds
    #expect(bench.rotate(to: Self.newer) == nil)
    // Somebody opens a session with the key that waits, before its successor is stored.
    #expect(bench.open(key: Self.new) != nil)
    bench.memory.behaviour = .works
    bench.endStore(true)
    for _ in 0..<2 {
      #expect(opens(Self.new, bench) && opens(Self.newer, bench) && !opens(.clinicianKey, bench))
      try bench.restart()
    }
  }

  @Test func `at every cut one of the programmer's keys opens, and the old one none after the new`()
    throws
  {
    let start = try bench()
    /// Order, first session with the new key, and some time in which it is stored.
    func run(_ bench: inout Bench) -> (ordered: Bool, opened: Bool) {
      let ordered = bench.rotate(to: Self.new).isDone
      guard !bench.isDead else { return (ordered, false) }
      let opened = bench.open(key: Self.new) != nil
      if !bench.isDead { bench.live(.minutes(10)) }
      return (ordered, opened)
    }
    var whole = start
    let all = run(&whole)
    #expect(all.ordered && all.opened)
    var cuts = 0
    for step in 0... {
      var bench = start
      bench.stepsToCut = step
      let told = run(&bench)
      guard bench.isDead else { break }
      cuts += 1
      try bench.restart()
      let note: Comment = "cut after \(step) steps"
      let (isOld, isNew) = (opens(.clinicianKey, bench), opens(Self.new, bench))
      #expect(isOld || isNew, note)
      // What was acknowledged stays: who holds the new key alone from here on is not locked out.
      if told.ordered || told.opened { #expect(isNew, note) }
      let isDurable = bench.firmware.state.keys[.clinician].current == Self.new
      #expect(isOld == !isDurable, note)
      // And it goes on from there.
      #expect(bench.open(key: isNew ? Self.new : nil) != nil, note)
      if !isNew { #expect(bench.rotate(to: Self.new).isDone, note) }
      #expect(bench.open(key: Self.new) != nil, note)
      bench.live(.minutes(10))
      try bench.restart()
      #expect(!opens(.clinicianKey, bench) && opens(Self.new, bench), note)
    }
    #expect(cuts > 15, "\(cuts) cuts")
  }

  @Test func `a pump that lost its memory has the keys of the factory`() throws {
    var bench = try bench()
    #expect(bench.rotate(to: Self.new).isDone && bench.open(key: Self.new) != nil)
    bench.live(.minutes(10))
    for place in [2, MemoryMap.slotBytes + 2] { bench.memory.image[place] ^= 1 }
    try bench.restart()
    #expect(bench.firmware.state.alarms.contains(.memoryLost))
    #expect(opens(.clinicianKey, bench) && !opens(Self.new, bench))
  }

  @Test func `no answer and no entry of the log has a byte of a key`() throws {
    var bench = try bench()
    let secrets = [Self.new, .clinicianKey, .patientKey].map(\.array)
    func look(at frames: [[UInt8]]) {
      for frame in frames {
        guard let message = bench.client.message(recorded: frame) else {
          Issue.record("an answer that nobody can read: \(frame)")
          continue
        }
        #expect(!message.contains(anyFour: secrets))
      }
    }
    bench.rotate(to: Self.new)
    look(at: bench.sent)
    bench.rotate(.patient, to: Self.new)
    look(at: bench.sent)
    for type in StateTable.types where type != .closeSession && type != .rotateKey {
      let envelope: Envelope? = type.needsSession ? nil : .open
      let request = StateTable.request(type, bench)
      let frame = bench.frame(request, id: 100 + UInt16(type.rawValue), in: envelope)
      look(at: bench.receive(frame))
    }
    bench.open(key: Self.new)
    bench.live(.hours(1))
    #expect(!Array(bench.memory.image[MemoryMap.logOffset...]).contains(anyFour: secrets))
    // The record has it, so the search can find one.
    #expect(bench.memory.image.contains(anyFour: secrets))
  }
}

extension [UInt8] {
  /// Whether four bytes in a row of one of the secrets are here.
  fileprivate func contains(anyFour secrets: [[UInt8]]) -> Bool {
    let parts = Set(secrets.flatMap { secret in (0...12).map { Array(secret[$0..<$0 + 4]) } })
    guard count >= 4 else { return false }
    return (0...count - 4).contains { parts.contains(Array(self[$0..<$0 + 4])) }
  }
}
