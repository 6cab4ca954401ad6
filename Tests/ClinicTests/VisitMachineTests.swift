import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// A visit as a machine: whatever happens at whichever point, what it says is so, and nothing is
/// given that nobody consented to on the figures that were read back.
@Suite(.limited)
struct VisitMachineTests {
  @Test(arguments: VisitCase.allCases)
  func `where nothing goes wrong it is done, on consent, and read back`(_ kind: VisitCase) throws {
    let visit = PlayedVisit(kind)
    visit.play()
    guard case .done(let done)? = visit.end else {
      Issue.record("\(kind): \(String(describing: visit.end))")
      return
    }
    #expect(visit.pump.carriedOut.count == 1 && done.done.isReadBack)
    #expect(done.done.difference == nil)
    #expect(visit.closings == 1 && visit.isClosedLast)
  }

  @Test(
    arguments: [
      (
        .dose, [.interrogate, .readTherapy, .readForecast, .stageTherapy, .readBack, .readForecast]
      ),
      (
        .schedule,
        [
          .interrogate, .readTherapy, .readForecast, .stageDayPlan, .stageDayPlan, .stageTherapy,
          .readBack, .readDayPlan, .readDayPlan, .readForecast,
        ]
      ),
      (
        .refill,
        [
          .interrogate, .readTherapy, .readForecast, .stageRefill, .readBack, .readRefill,
          .readForecast,
        ]
      ),
      (
        .patientBolus,
        [
          .interrogate, .readTherapy, .readForecast, .stagePatientBolus, .readBack,
          .readPatientBolus, .readForecast,
        ]
      ),
      (.bolus, [.interrogate, .readTherapy, .readForecast]),
      (.resume, [.interrogate, .readTherapy, .readForecast]),
      (.prime, [.interrogate, .readForecast]), (.bridge, [.interrogate, .readForecast]),
      (.temporary, [.interrogate, .readTherapy, .readForecast]), (.endTemporary, [.interrogate]),
      (.cancelBridge, [.interrogate, .readForecast]), (.stop, [.interrogate]),
      (.cancelBolus, [.interrogate]), (.silence, [.interrogate]), (.requestBolus, [.interrogate]),
      (.lowAlarm, [.interrogate, .readForecast]),
      (.catheter, [.interrogate, .readTherapy, .readCatheter, .readCatheter]),
      (.clock, [.interrogate, .readTherapy, .readDayPlan, .readDayPlan]),
    ] as [(VisitCase, [RequestType])])
  func `what is asked before a person is, and after the order`(
    kind: VisitCase, before: [RequestType]
  ) {
    let visit = PlayedVisit(kind)
    visit.play()
    #expect(Array(visit.pump.asked.prefix(visit.askedBeforeOrder)) == before)
    let after = Array(visit.pump.asked.dropFirst(visit.askedBeforeOrder))
    switch kind {
    case .schedule: #expect(after == [.interrogate, .readDayPlan, .readDayPlan])
    case .lowAlarm: #expect(after == [.interrogate, .readForecast])
    case .catheter: #expect(after == [.interrogate, .readCatheter])
    case .dose, .periodic, .refill, .patientBolus, .patientBolusOff, .bolus, .cancelBolus, .prime,
      .bridge, .cancelBridge, .stop, .resume, .silence, .clock, .requestBolus, .temporary,
      .endTemporary:
      #expect(after == [.interrogate])
    }
  }

  @Test(arguments: VisitCase.allCases)
  func `whatever happens to any request, at any point, what it says is so`(_ kind: VisitCase) {
    let whole = PlayedVisit(kind)
    whole.play()
    for place in 0..<whole.asked {
      for trouble in Trouble.allCases {
        let visit = PlayedVisit(kind)
        visit.troubles[place] = trouble
        visit.play()
        check(visit, "\(kind): \(trouble) at \(place)")
        let isBeforeOrder = place < whole.askedBeforeOrder
        #expect(
          isBeforeOrder == visit.pump.carriedOut.isEmpty, "\(kind): \(trouble) at \(place)")
        if !isBeforeOrder {
          // What cannot be read afterwards makes no failure of what was done.
          guard case .done? = visit.end else {
            Issue.record("\(kind): \(trouble) at \(place): \(String(describing: visit.end))")
            continue
          }
        }
      }
    }
  }

  @Test(arguments: VisitCase.allCases)
  func `however the order ends, that is what is said`(_ kind: VisitCase) {
    for fate in PlayedVisit.Fate.allCases {
      let visit = PlayedVisit(kind)
      visit.fate = fate
      visit.play()
      check(visit, "\(kind): \(fate)")
    }
  }

  @Test(arguments: VisitCase.allCases)
  func `without consent nothing is given`(_ kind: VisitCase) {
    for answer in [PlayedVisit.Answer.no, .silence, .toAnother, .wrongKind] {
      let visit = PlayedVisit(kind)
      visit.answer = answer
      visit.play()
      #expect(visit.pump.carriedOut.isEmpty && visit.given == 0, "\(kind): \(answer)")
      guard case .notDone(.givenUp)? = visit.end else {
        Issue.record("\(kind): \(answer): \(String(describing: visit.end))")
        continue
      }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `seeded visits never say done for what was not, nor give what was not consented to`(
    seed: UInt64
  ) {
    for round in 0..<25 as Range<UInt64> {
      var random = SplitMix64(seed: seed * 1000 + round)
      let kind = VisitCase.allCases[Int(random.below(UInt64(VisitCase.allCases.count)))]
      let visit = PlayedVisit(kind)
      for place in 0..<24 where random.once(in: 12) {
        visit.troubles[place] = Trouble.allCases[Int(random.below(UInt64(Trouble.allCases.count)))]
      }
      if random.once(in: 2) {
        let fates = PlayedVisit.Fate.allCases
        visit.fate = fates[Int(random.below(UInt64(fates.count)))]
      }
      if random.once(in: 4) {
        let answers = PlayedVisit.Answer.allCases
        visit.answer = answers[Int(random.below(UInt64(answers.count)))]
      }
      visit.play()
      check(visit, "seed \(seed), round \(round): \(kind), \(visit.fate), \(visit.answer)")
    }
  }

  @Test(arguments: VisitCase.allCases.filter(\.isChange))
  func `what is read back otherwise than it was sent is never shown as if it were that`(
    _ kind: VisitCase
  ) {
    let visit = PlayedVisit(kind)
    visit.pump.tamper = { reply in
      switch reply {
      case .staged(var report):
        report.dailyNanograms += 1
        reply = .staged(report)
      case .patientBolus(var report) where report.source == .staged:
        report.settings = nil
        reply = .patientBolus(report)
      default: break
      }
    }
    visit.play()
    #expect(visit.given == 0 && visit.questions == 0)
  }

  /// What holds however it ended.
  private func check(_ visit: PlayedVisit, _ what: String) {
    #expect(visit.given <= 1, "\(what)")
    #expect(visit.given == visit.consents, "\(what): given without consent")
    #expect(visit.isJustWhatWasShown, "\(what): another order than was shown")
    #expect(visit.closings == 1 && visit.isClosedLast, "\(what)")
    switch visit.end {
    case .done: #expect(visit.given == 1 && visit.fate.isAcknowledged, "\(what)")
    case .unknown: #expect(visit.given == 1 && visit.fate.isUnknown, "\(what)")
    case .notDone:
      let isNotDone = !visit.fate.isAcknowledged && !visit.fate.isUnknown
      #expect(visit.given == 0 || isNotDone, "\(what)")
    case nil: Issue.record("\(what): it never ends")
    }
  }
}
