import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A pump with the right key that answers something else than what it was asked.
@Suite(.limited)
struct ContradictionTests {
  /// Asks one request of a pump that answers it so.
  private func outcome(_ request: Request, _ reply: Reply) -> Outcome? {
    let port = Port.pump { _ in reply }
    var client = ProgrammerSession.sample(nonce: 5)
    _ = port.perform(client.opening(), &client)
    return port.perform(request, &client, from: 100).outcome
  }

  private func expect(
    _ reply: Reply, to request: Request, isTaken: Bool,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let expected: Outcome =
      isTaken ? .reply(reply) : .failed(.contradiction(to: request.type))
    #expect(outcome(request, reply) == expected, sourceLocation: location)
  }

  private func plan(_ starts: [UInt16]) throws -> DayPlan {
    let steps = try starts.map {
      try #require(DayStep(startMinute: $0, dose: .ngPerDay(1000)))
    }
    var plan = DayPlan(steps[0])
    for step in steps.dropFirst() { plan.append(step) }
    return plan
  }

  @Test func `a day plan is the one that was asked for, with its steps in order`() throws {
    let asked = Request.query(.readDayPlan(ReadDayPlan(.plan2, .committed)))
    let good = try plan([0, 60, 1439])
    expect(.dayPlan(DayPlanReport(.plan2, .committed, good)), to: asked, isTaken: true)
    expect(.dayPlan(DayPlanReport(.plan3, .committed, good)), to: asked, isTaken: false)
    expect(.dayPlan(DayPlanReport(.plan2, .staged, good)), to: asked, isTaken: false)
    for starts in [[1], [0, 0], [0, 60, 60], [0, 61, 60], [5, 60], [1439, 0]] as [[UInt16]] {
      let bad = DayPlanReport(.plan2, .committed, try plan(starts))
      expect(.dayPlan(bad), to: asked, isTaken: false)
    }
  }

  @Test func `settings of the patient bolus are of the source that was asked for`() {
    for asked in [Source.committed, .staged] {
      for given in [Source.committed, .staged] {
        let report = PatientBolusReport(
          source: given, settings: nil, startedToday: 0, lockoutSecondsLeft: 0,
          maximumSecondsLeft: 0, deniedInAll: 0)
        expect(.patientBolus(report), to: .query(.readPatientBolus(asked)), isTaken: asked == given)
      }
    }
  }

  @Test func `a forecast is of the subject that was asked for`() {
    let figures = Forecast.StepFigures(
      mostNanograms: 1, formerLeastNanograms: 1, formerMostNanograms: 1)
    for subject in [ForecastSubject.running, .resume, .cancelBridge, .endTemporary] {
      let reply = Reply.forecast(
        Forecast(
          subject: subject, secondsToTip: nil, secondsToLowAlarm: nil, secondsToEmpty: nil,
          secondsToReplacement: nil, secondsToEndOfService: nil, step: figures))
      for asked in [ReadForecast.running, .resume, .cancelBridge, .endTemporary] {
        expect(reply, to: .query(.readForecast(asked)), isTaken: asked.subject == subject)
      }
    }
  }

  private func page(
    _ oldest: UInt32, _ newest: UInt32, _ first: UInt32, entries: Int = 0
  ) -> Reply {
    var page = LogPage(oldest: oldest, newest: newest, first: first, previousChain: 0)
    for place in 0..<entries {
      let entry = LogEntry(
        sequence: first &+ UInt32(place), therapySeconds: 0, kind: .alarmRaised)
      page.append(ChainedEntry(entry, chain: 1))
    }
    return .logPage(page)
  }

  @Test func `a page of the log begins where it was asked to, within what the pump holds`() {
    let top = UInt32.max
    for (reply, asked, isTaken) in [
      (page(0, 0, 1), 1, true), (page(1, 9, 3, entries: 7), 3, true),
      (page(1, 9, 10), 10, true), (page(1, 9, 3), 3, true),
      (page(1, 9, 4, entries: 2), 3, false), (page(1, 9, 2), 3, false),
      (page(1, 9, 5, entries: 6), 5, false), (page(1, 9, 11), 11, false),
      (page(4, 9, 3), 3, false), (page(0, 9, 3), 3, false), (page(9, 0, 3), 3, false),
      (page(9, 1, 3), 3, false), (page(0, 0, 2), 2, false),
      (page(1, top, 3), 3, false), (page(top, top, top), top, false),
      (page(1, 70_000, 3), 3, false), (page(top - 1, top - 1, top - 1, entries: 1), top - 1, true),
      (page(top - 1, top - 1, top - 1, entries: 2), top - 1, false), (page(1, 9, 0), 0, false),
    ] as [(Reply, UInt32, Bool)] {
      expect(reply, to: .query(.readLog(ReadLog(from: asked))), isTaken: isTaken)
    }
  }

  @Test func `an answer of another kind, or that names another request, is none`() {
    let done = Reply.acknowledged(Acknowledgement(.discard, therapySeconds: 1))
    expect(.status(.sample()), to: .query(.readTherapy), isTaken: false)
    expect(done, to: .query(.readStatus), isTaken: false)
    expect(done, to: .query(.testAlarm(TestAlarm(.single))), isTaken: false)
    expect(.refused(Refusal(.commit, .stopped)), to: .query(.readStatus), isTaken: false)
    expect(done, to: .query(.discard), isTaken: true)
  }

  @Test func `a session opened under another number is not the one that was offered`() {
    let pump = FarPump(opens: 10)
    let port = Port(answer: { frame in pump.take(frame) { _ in nil } })
    var client = ProgrammerSession.sample(nonce: 5)
    #expect(
      port.perform(client.opening(), &client).outcome
        == .failed(.contradiction(to: .confirmSession)))
    #expect(client.number == nil && !client.isBusy)
  }
}
