import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// By when a pump is to be refilled: the earliest of what is known, and nothing made up.
@Suite(.limited)
struct RefillDueTests {
  /// A library in which the sample's drug keeps for so many days, or nobody knows how long.
  private static func library(_ days: UInt16?) -> DrugLibrary {
    DrugLibrary([
      Drug(
        code: .baclofen, source: "test",
        strengths: [.init(microgramsPerMillilitre: 2000, stableDays: days)])
    ])
  }

  @Test func `it is the earliest of all that are known, whatever they are`() throws {
    var random = SplitMix64(seed: 12)
    func moment() -> UInt32? {
      random.below(4) == 0 ? nil : UInt32(random.spread(upTo: 3000 * 86_400))
    }
    var causes: Set<String> = []
    for _ in 0..<4000 {
      let (low, end) = (moment(), moment())
      let empty = low.flatMap { low in moment().map { max($0, low) } }
      let days = random.below(4) == 0 ? nil : UInt16(1 + random.below(3650))
      let age = UInt32(random.spread(upTo: 5000 * 86_400))
      let now = Samples.interrogation(
        Samples.status {
          $0.therapySeconds = 7000 * 86_400
          $0.flags.isClockSet = random.below(2) == 0
        }
      ) { $0.filledSeconds = 7000 * 86_400 - age }
      let due = RefillDue(
        Samples.forecast {
          $0.secondsToLowAlarm = low
          $0.secondsToEmpty = empty
          $0.secondsToEndOfService = end
        }, now, by: Self.library(days))
      // Told independently, in plain seconds.
      let keeps = days.map { days in max(0, Int(days) * 86_400 - Int(age)) }
      let known = [low.map(Int.init), keeps, end.map(Int.init)].compactMap { $0 }
      #expect(due.earliest.map { Int($0.ahead.seconds) } == known.min())
      #expect(due.stability.map { Int($0.end.seconds) } == keeps)
      guard let first = due.earliest else { continue }
      causes.insert(first.cause.rawValue)
      let told: Int? =
        switch first.cause {
        case .emptied: empty == 0 ? 0 : nil
        case .lowReservoir: low.map(Int.init)
        case .stability: keeps
        case .replaceBy: end.map(Int.init)
        }
      #expect(told == known.min(), "\(first.cause) is not what comes then")
    }
    #expect(causes == ["low_reservoir", "stability", "replace_by", "emptied"])
  }

  @Test func `what nobody knows has no moment`() {
    let nothing = RefillDue(.nothing, Samples.interrogation(), by: DrugLibrary([]))
    #expect(nothing.isKnown && nothing.earliest == nil && nothing.stability == nil)
    for alarm in [Alarm.endOfService, .memoryLost] {
      let now = Samples.interrogation(Samples.status { $0.alarms.insert(alarm) })
      let due = RefillDue(Samples.forecast(), now, by: .standard)
      #expect(!due.isKnown && due.earliest == nil && due.stability == nil, "\(alarm)")
    }
  }

  @Test func `a pump that stands at its alarm is due now, and an empty one for being empty`() {
    func cause(_ alarms: Alarm...) -> RefillDue.Moment? {
      let now = Samples.interrogation(
        Samples.status { for alarm in alarms { $0.alarms.insert(alarm) } })
      return RefillDue(.nothing, now, by: .standard).earliest
    }
    #expect(cause(.lowReservoir) == .init(ahead: Ahead(seconds: 0), cause: .lowReservoir))
    #expect(
      cause(.lowReservoir, .emptyReservoir) == .init(ahead: Ahead(seconds: 0), cause: .emptied))
    #expect(cause()?.cause == .stability)
  }

  @Test func `drug past its days is due now, and says for how long it has been`() {
    let now = Samples.interrogation(Samples.status { $0.therapySeconds = 3600 + 12 * 86_400 })
    let due = RefillDue(Samples.forecast(), now, by: Self.library(10))
    #expect(due.earliest == .init(ahead: Ahead(seconds: 0), cause: .stability))
    #expect(due.stability?.overdueSeconds == UInt32(2 * 86_400))
    let last = RefillDue(Samples.forecast(), now, by: Self.library(12))
    #expect(last.stability?.end.seconds == 0 && last.stability?.overdueSeconds == 0)
  }

  @Test func `a refill begins the days anew, with the strength it mixes to`() {
    let now = Samples.interrogation(
      Samples.status {
        $0.therapySeconds = 300 * 86_400
        $0.alarms.insert(.lowReservoir)
        $0.alarms.insert(.emptyReservoir)
      })
    let drugs = DrugLibrary([
      Drug(
        code: .baclofen, source: "test",
        strengths: [
          .init(microgramsPerMillilitre: 50, isForPumps: false, stableDays: 1),
          .init(microgramsPerMillilitre: 500, stableDays: 90),
          .init(microgramsPerMillilitre: 2000, stableDays: 120),
        ])
    ])
    func refilled(_ strength: UInt32) -> RefillDue {
      let report = Samples.refill { $0.concentration = Samples.strength(strength) }
      return RefillDue(Samples.forecast(.staged), now, refill: report, by: drugs)
    }
    let end = Ahead(seconds: 120 * 86_400)
    #expect(refilled(2000).earliest == .init(ahead: end, cause: .stability))
    // A mixture keeps as long as the shortest of what it can be mixed of; no screening dose is.
    #expect(refilled(608).stability?.days == 90)
    #expect(RefillDue(Samples.forecast(), now, by: drugs).earliest?.cause == .emptied)
  }

  @Test func `a strength that the library says nothing about keeps nobody knows how long`() {
    func days(_ strength: UInt32, _ drugs: DrugLibrary) -> UInt16? {
      drugs.stableDays(.baclofen, Samples.strength(strength))
    }
    #expect(days(2000, Self.library(nil)) == nil && days(1500, Self.library(nil)) == nil)
    #expect(days(50, .standard) == nil && days(500, .standard) == 180)
    #expect(days(2000, DrugLibrary([])) == nil)
    #expect(DrugLibrary.standard.hasVial(of: .baclofen, Samples.strength(500)))
    #expect(!DrugLibrary.standard.hasVial(of: .baclofen, Samples.strength(608)))
    #expect(!DrugLibrary([]).hasVial(of: .baclofen, Samples.strength(500)))
  }
}
