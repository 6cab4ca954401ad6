import Console
import PumpText
import Quantities
import Telemetry
import Testing

@testable import programmer

/// What is shown before an order is given.
struct OrderPreviewTests {
  private let now = Samples.interrogation(at: Samples.monday)

  @Test func `a prime shows its volumes, their version and what it means`() {
    #expect(
      PrimeCommand.preview(.catheter, now) == """
        prime       the catheter only
        path        0.272 mL: 0.140 mL in the pump, 0.132 mL of catheter (volume data 2)
        volume      0.132 mL, with 264 mcg at 2000 mcg/mL
        reservoir   19.920 mL now, 19.788 mL after it
        time        7 min 56 s at 24 mL/day
        meaning     no therapy: it fills the path; basal infusion waits meanwhile.
                    What lies in that part of the path now is pushed into the patient.

        """)
    #expect(PrimeCommand.preview(.whole, now).contains("volume      0.272 mL, with 544 mcg"))
  }

  @Test func `a prime of the whole path takes longer, and less at a faster flow`() {
    #expect(PrimeCommand.preview(.whole, now).contains("time        16 min 20 s at 24 mL/day\n"))
    var fast = now
    fast.primeFlowNanolitresPerDay = 48_000_000
    #expect(PrimeCommand.preview(.whole, fast).contains("time        8 min 10 s at 48 mL/day\n"))
    fast.primeFlowNanolitresPerDay = 0
    #expect(PrimeCommand.preview(.whole, fast).contains("time        the pump names no prime"))
  }

  @Test func `a bridge shows how long it takes`() {
    #expect(
      BridgeCommand.preview(400_000, now) == """
        path        0.272 mL: 0.140 mL in the pump, 0.132 mL of catheter (volume data 2)
        bridge      0.272 mL at 0.4 mL/day
        time        16 h 19 min, and the programme goes on in 16 h 20 min, on 2026-03-03 00:20
        dose        at the strength in the reservoir this flow is 800 mcg/day;
                    what the patient gets depends on what is in the path
        meaning     basal infusion waits until the bridge has ended

        """)
  }

  @Test func `the time at a flow is rounded up`() {
    #expect(PathWords.time(272_000, at: 400_000) == .seconds(58_752))
    #expect(PathWords.time(1, at: 1_000_000_000) == .seconds(1))
    #expect(PathWords.time(272_000, at: 0) == nil)
  }

  @Test func `a stop says what becomes of what runs`() {
    let bridging = Samples.interrogation(
      Samples.status { $0.bolusRemainingNanograms = 90_000 }
    ) { $0.infusion = .bridge }
    #expect(
      StopCommand.preview(bridging) == """
        now         bridge, 0.045 mL still to come; basal infusion waits
        new         STOPPED: no drug at all, until resumed
                    what is left of the bridge waits until then

        """)
    let bolus = Samples.interrogation(
      Samples.status { $0.bolusRemainingNanograms = 9_000 }
    ) { $0.infusion = .periodicBolus }
    let words = StopCommand.preview(bolus)
    #expect(words.contains("now         100 mcg/day, and 9 mcg of a periodic bolus to come\n"))
    #expect(words.contains("what is left of the periodic bolus is given up\n"))
    #expect(
      StopCommand.preview(now) == """
        now         100 mcg/day
        new         STOPPED: no drug at all, until resumed

        """)
  }

  @Test func `a resume shows the bridge that waits`() {
    let stopped = Samples.interrogation(Samples.status { $0.flags.isStopped = true }) {
      $0.bridgeWaitingNanolitres = 100_000
    }
    #expect(
      ResumeCommand.preview(stopped, Samples.therapy(100_000)) == """
        now         STOPPED
        bridge      0.100 mL still to come, before the programme, once delivery is resumed
        new         simple continuous, 100 mcg/day

        """)
  }

  @Test func `a low-reservoir alarm shows when it is due`() {
    let pump = Samples.interrogation(at: Samples.monday) {
      $0.minutesToLowAlarm = 9 * 1440
      $0.minutesToEmpty = 10 * 1440
      $0.status.reservoirNanolitres = 20_000_000
    }
    #expect(
      LowReservoirCommand.preview(4_000_000, pump) == """
        now         2.000 mL, 2026-03-11 08:00, in 9 days
        new         4.000 mL, about 2026-03-10 08:00, in 8 days

        """)
    #expect(LowReservoirCommand.estimate(20_000_000, pump).contains("sounds at once"))
    let still = Samples.interrogation(minutesToLowAlarm: nil)
    #expect(LowReservoirCommand.estimate(4_000_000, still) == "not reached at this rate")
  }

  @Test func `a low-reservoir alarm that sounds is reached, also in a pump that stands`() {
    var still = Samples.interrogation(minutesToLowAlarm: nil)
    #expect(LowReservoirCommand.due(nil, still) == "not reached at this rate")
    still.status.alarms.insert(.lowReservoir)
    #expect(LowReservoirCommand.due(nil, still) == "which is reached")
    #expect(AlarmsResult(now: still, listsAll: false).words.contains("mL, which is reached."))
    #expect(InterrogationReport(body: still, isFull: false).words.contains("mL (reached)\n"))
    // A lower volume that is asked for may be far all the same.
    #expect(LowReservoirCommand.estimate(1_000_000, still) == "not reached at this rate")
  }

  @Test func `a silence names the alarms and its end`() {
    var alarming = now
    alarming.status.alarms.insert(.lowReservoir)
    alarming.silentMinutes = 30
    let words = SilenceAlarmsCommand.preview(120, alarming)
    #expect(words.contains("alarms      low reservoir: "))
    #expect(words.contains("now         silent for another 30 min"))
    #expect(words.contains("sound again in 2 h, on 2026-03-02 10:00\n"))
    #expect(SilenceAlarmsCommand.sentence(120, now).contains("no alarm is active"))
    #expect(SilenceAlarmsCommand.sentence(120, alarming).contains("silent for 2 h"))
    #expect(SilenceAlarmsCommand.preview(0, now).contains("their tones sound again"))
  }

  @Test func `an alarm volume that the pump does not hold afterwards is said`() throws {
    func done(_ nanolitres: UInt32) -> Visit.Done {
      let after = Samples.interrogation { $0.lowAlarmNanolitres = nanolitres }
      return Visit.Done(answer: Acknowledgement(.setLowAlarm, therapySeconds: 1), after: after)
    }
    try LowReservoirCommand.check(4_000_000, done(4_000_000))
    let error = #expect(throws: ProgrammerError.self) {
      try LowReservoirCommand.check(4_000_000, done(2_000_000))
    }
    #expect(error?.ending == .protocolViolation)
    #expect(error?.message.contains("is at 2.000 mL and not at 4.000 mL") == true)
    // What cannot be read is said elsewhere, and is no failure of an order that was done.
    try LowReservoirCommand.check(4_000_000, Visit.Done(answer: nil, after: nil))
  }

  @Test(
    arguments: [
      (120, 120, 0, true, true), (120, 119, 60, true, true), (120, 119, 59, true, true),
      (120, 0, 7200, true, true), (120, 0, 0, false, true), (0, 0, 0, true, true),
      (120, 0, 0, true, false), (120, 121, 0, true, false), (120, 117, 60, true, false),
      (0, 1, 0, true, false),
    ] as [(UInt16, UInt16, UInt32, Bool, Bool)])
  func `a silence that the pump does not hold afterwards is said`(
    ordered: UInt16, held: UInt16, secondsLater: UInt32, isAlarming: Bool, isRight: Bool
  ) {
    let after = Samples.interrogation(
      Samples.status { if isAlarming { $0.alarms.insert(.lowReservoir) } }
    ) { $0.silentMinutes = held }
    let answer = Acknowledgement(
      .silenceAlarms, therapySeconds: after.status.therapySeconds - secondsLater)
    let done = Visit.Done(answer: answer, after: after)
    if isRight {
      #expect(throws: Never.self) { try SilenceAlarmsCommand.check(ordered, done) }
    } else {
      #expect(throws: ProgrammerError.self) { try SilenceAlarmsCommand.check(ordered, done) }
    }
  }

  @Test func `alarms are told with their meaning and their tone`() throws {
    var alarming = now
    alarming.status.alarms.insert(.motorStall)
    let result = AlarmsResult(now: alarming, listsAll: false)
    #expect(result.words.hasPrefix("CRITICAL motor stall\n  the motor"))
    #expect(result.words.contains("  tone: two tones in turn for 3 s: call now\n"))
    let text = try JSONText.line(result.json)
    #expect(text.contains(#""alarms":["motor_stall"]"#))
    #expect(text.contains(#""is_active":true,"is_critical":true,"meaning":"the motor"#))
    let all = AlarmsResult(now: alarming, listsAll: true)
    for alarm in 0..<Alarm.count {
      let title = try #require(Alarm(rawValue: alarm)).title
      #expect(all.words.contains(title))
    }
    #expect(AlarmsResult(now: now, listsAll: false).words.hasPrefix("No alarm is active.\n"))
    for width in [40, 80] {
      let lines = Paper(width: width).laid(all.words).split(separator: "\n")
      for line in lines { #expect(line.count <= width, "\(line)") }
    }
  }

  @Test func `a patient bolus is told with what was used of it`() throws {
    let settings = PatientBolus(
      nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3)
    let result = PatientBolusResult(
      report: PatientBolusReport(
        source: .committed, settings: settings, startedToday: 2, lockoutSecondsLeft: 5400,
        deniedInAll: 5))
    #expect(result.words.contains("next       locked for 1 h 30 min\n"))
    #expect(
      try JSONText.line(result.json) == """
        {"denied_in_all":5,"lockout_left_s":5400,"patient_bolus":{"dose_mcg":10,\
        "duration_s":300,"lockout_min":240,"maximum_per_day":3},"started_last_24_h":2}

        """)
    let off = PatientBolusResult(
      report: PatientBolusReport(
        source: .committed, settings: nil, startedToday: 0, lockoutSecondsLeft: 0, deniedInAll: 0))
    #expect(off.words.hasPrefix("bolus      off\n"))
  }
}
