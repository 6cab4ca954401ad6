import Telemetry
import TestLimits
import TestSupport
import Testing

@Suite(.waiting, .limited)
struct TextAndSetTests {
  private func text(_ characters: String) -> ShortText<8>? {
    ShortText<8>(Array(characters.utf8).span)
  }

  @Test func `a short text keeps its characters and knows their number`() throws {
    for characters in ["", "P", "PL-40", "~~~~ ~~~"] {
      let short = try #require(text(characters))
      #expect(short.count == characters.utf8.count)
      #expect((0..<short.count).map { short[$0] } == Array(characters.utf8))
    }
  }

  @Test func `a text that is too long or not printable is refused`() {
    #expect(text("123456789") == nil)
    #expect(text("a\u{7F}") == nil)
    #expect(text("a\u{1F}") == nil)
    #expect(text("\0") == nil)
    #expect(text("µ") == nil)
  }

  @Test func `texts are equal when their characters are`() {
    #expect(text("PL-40") == text("PL-40"))
    #expect(text("PL-40") != text("PL-4"))
    #expect(text("PL-40") != text("PL-41"))
    #expect(text("") == ShortText<8>())
  }

  @Test func `a character beyond the last traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = ShortText<8>(Array("PL-40".utf8).span)?[5]
    }
  }

  @Test func `an alarm set holds what was put in and not taken out`() {
    var set = AlarmSet()
    #expect(set.isEmpty)
    let news = [
      set.insert(.emptyReservoir), set.insert(.emptyReservoir), set.insert(.endOfService),
    ]
    #expect(news == [true, false, true])
    #expect(set.contains(.emptyReservoir) && set.contains(.endOfService))
    #expect(!set.contains(.lowReservoir))
    set.remove(.emptyReservoir)
    set.remove(.lowReservoir)
    #expect(!set.contains(.emptyReservoir) && set.contains(.endOfService) && !set.isEmpty)
    set.remove(.endOfService)
    #expect(set == AlarmSet())
  }

  @Test func `an alarm set is made only from bits that are alarms`() {
    for bits in 0...UInt16.max {
      let isKnown = (0..<16).allSatisfy { bits >> $0 & 1 == 0 || Alarm(rawValue: $0) != nil }
      if (AlarmSet(bits: bits) != nil) != isKnown { Issue.record("bits \(bits)") }
    }
  }

  @Test func `an interrogation that contradicts its own status traps`() async {
    await #expect(processExitsWith: .failure) { _ = Interrogation.sample { $0.clock = nil } }
    await #expect(processExitsWith: .failure) { _ = Interrogation.sample { $0.lastApplied = nil } }
  }

  @Test func `an interrogation with dose or time of no infusion traps`() async {
    await #expect(processExitsWith: .failure) { _ = Interrogation.sample { $0.bolusNanograms = 1 } }
    await #expect(processExitsWith: .failure) {
      _ = Interrogation.sample { $0.bolusRemainingMilliseconds = 1 }
    }
  }

  @Test func `an interrogation with the next bolus of no periodic one traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = Interrogation.sample { $0.minutesToPeriodicBolus = 1 }
    }
  }

  @Test func `an interrogation that agrees with itself is made`() {
    #expect(Interrogation.sample { _ in }.infusion == nil)
  }
}

extension Interrogation {
  /// An interrogation of a pump with a clock and an order applied, and nothing running, with one
  /// thing changed and then made anew from its parts.
  fileprivate static func sample(_ change: (inout Interrogation) -> Void) -> Interrogation {
    let spec = MessageSpec.current[message: "interrogation"]
    var random = SplitMix64(seed: 1)
    var values = WireValues(random: spec, using: &random)
    // The clock is set, and no temporary rate runs.
    values["status.flags"] = values["status.flags"] & ~2 | 8
    values["status.lastApplied.session"] = 1
    values["lastApplied.type"] = 48
    for field in ["infusion", "bolusNanograms", "bolusRemainingMilliseconds"] { values[field] = 0 }
    values["minutesToPeriodicBolus"] = 0xFFFF_FFFF
    for field in ["formerDrug", "olderDrug"] { values[field] = 0 }
    let temporary = ["Reason", "NanogramsPerDay", "Minutes", "SecondsLeft", "Nanograms"]
    for field in temporary.map({ "temporary\($0)" }) { values[field] = 0 }
    values["foregoneNanograms"] = 0
    guard case .reply(.interrogation(var parts)) = WireMessage(spec, values) else {
      preconditionFailure("no interrogation")
    }
    change(&parts)
    return Interrogation(
      identity: parts.identity, status: parts.status, clock: parts.clock, capacityNanolitres: 0,
      lowAlarmNanolitres: 0, drug: .baclofen,
      concentration: parts.concentration, therapy: .minimumRate, therapyRevision: 0,
      pumpedNanolitres: 0, pathNanolitres: 0,
      lastApplied: parts.lastApplied, infusion: parts.infusion,
      bolusNanograms: parts.bolusNanograms,
      bolusRemainingMilliseconds: parts.bolusRemainingMilliseconds, bridgeWaitingNanolitres: 0,
      droppedFrames: 0, tubingNanolitres: 0, volumesVersion: 0, filledNanolitres: 0,
      filledSeconds: 0, refills: 0, residualNanolitres: 0, programmedPicograms: 0,
      silentMinutes: 0, patientBolus: nil, primeFlowNanolitresPerDay: 0,
      minutesToPeriodicBolus: parts.minutesToPeriodicBolus,
      emergencySeconds: parts.emergencySeconds, formerDrug: nil, olderDrug: nil)
  }
}
