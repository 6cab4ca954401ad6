import Foundation
import TestLimits
import TestSupport
import Testing

@testable import Clinic
@testable import Handheld

/// A programmer that dies at any point of an order: the next one knows what became of it.
@Suite(.waiting, .limited, .serialized)
struct CrashPointTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  /// The points on the way of a bolus, and whether the pump has carried it out by then; `nil` where
  /// that depends on who is faster.
  static let points: [(ProgrammerCrashPoint, isGiven: Bool?)] = [
    (.afterOpening, false), (.beforeIntent, false), (.afterIntent, false), (.afterSend, nil),
    (.beforeOutcome, true), (.afterOutcome, true),
  ]

  @Test func `no point on the way of an order is left out`() {
    let cards: [ProgrammerCrashPoint] = [.beforeCard, .besideCard, .afterCard]
    #expect(Set(Self.points.map(\.0)).union(cards) == Set(ProgrammerCrashPoint.allCases))
  }

  @Test(arguments: points.map(\.0))
  func `the next visit settles what a programmer left that died there`(point: ProgrammerCrashPoint)
    throws
  {
    let isGiven = Self.points.first { $0.0 == point }?.isGiven
    try die(at: point, "bolus 50 mcg --over 10 min --yes")
    // What really happened, which no programmer is asked for. An order that still is in the line
    // when its programmer dies is done a moment later.
    let next = try bench.programmer("interrogate")
    #expect(next.code == 0, "\(next)")
    let really = try bench.programmer("interrogate").json.bolus != .null
    if let isGiven { #expect(really == isGiven) }
    let fates = try outcomes()
    if point == .afterOpening || point == .beforeIntent {
      #expect(fates == [])
    } else {
      #expect(fates == [really ? "done" : "not_done"], "\(next.errors)")
    }
    #expect(
      next.errors.contains("was not known") == (point != .afterOutcome && !fates.isEmpty),
      "\(next.errors)")
    try bench.ctl("advance 1 day")
    let given = try bench.truth.patient_pg
    #expect(given == JSON.number(really ? 150_000_000 : 100_000_000))
    // Nothing stands in the way of the next order.
    try bench.expectDone("bolus 50 mcg --over 10 min --yes")
  }

  @Test(arguments: [ProgrammerCrashPoint.afterIntent, .afterSend, .beforeOutcome])
  func `a pump whose memory was set back knows nothing of the order, and is believed`(
    point: ProgrammerCrashPoint
  ) throws {
    try bench.ctl("snapshot before")
    try die(at: point, "bolus 50 mcg --over 10 min --yes")
    for _ in 1...2 {
      let restored = try bench.ctl("restore before")
      #expect(restored.code == 0, "\(restored)")
      // Another order, whose name could be taken for the one that is looked for.
      try bench.expectDone("alarms low-reservoir 3mL --yes --no-archive")
    }
    let next = try bench.programmer("interrogate")
    #expect(next.code == 0, "\(next)")
    #expect(try outcomes() == ["not_done"], "\(next.errors)")
    #expect(next.json.bolus == .null)
  }

  @Test func `an unknown order stands in the way in every later process, until it is settled`()
    throws
  {
    try die(at: .afterSend, "bolus 50 mcg --over 10 min --yes")
    // The line is dead, so nobody can settle it.
    try bench.ctl("link set --loss 100%")
    #expect(try bench.programmer("bolus 50 mcg --over 10 min --yes").code == 69)
    try bench.ctl("link clear")
    let second = try bench.programmer("bolus 50 mcg --over 10 min --yes")
    // Settled first; then the pump refuses a second bolus while the first one runs.
    #expect(second.errors.contains("was not known; the pump says that it was"), "\(second)")
    try bench.ctl("advance 1 day")
    let given = try bench.truth.patient_pg.double ?? 0
    #expect(given == 150_000_000)
  }

  @Test func `what is no point, or no count, is refused before anything is sent`() throws {
    try bench.expectRefused("status --crash-at nowhere", 64, "after-intent")
    try bench.expectRefused("status --crash-at after-send:0", 64, "no count of times")
    try bench.expectRefused("status --crash-at after-send:many", 64, "no count of times")
    let help = try bench.launch("programmer", ["bolus", "--help"]).wait().output
    #expect(!help.contains("crash-at"))
  }

  /// Runs a programmer until it dies at a point.
  private func die(at point: ProgrammerCrashPoint, _ words: String) throws {
    let finished = try bench.programmer("\(words) --crash-at \(point.rawValue)")
    #expect(finished.code == 128 + SIGKILL, "\(finished)")
    #expect(finished.output == "", "it said something that nobody may rely on")
  }

  /// What became of the orders to the pump, as the archive knows it.
  private func outcomes() throws -> [String] {
    try bench.programmer("sessions list").json.sessions.elements.reversed().flatMap { visit in
      let id = Int(visit.id.double ?? 0)
      return try bench.programmer("sessions show \(id)").json.orders.elements
        .compactMap(\.outcome.string)
    }
  }
}
