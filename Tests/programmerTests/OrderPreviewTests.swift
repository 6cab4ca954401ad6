import ClinicSupport
import Console
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import programmer

/// What is shown before an order is given.
@Suite(.limited)
struct OrderPreviewTests {
  private let now = Samples.interrogation(at: Samples.monday)

  @Test func `a prime shows its volumes, their version and what it means`() {
    #expect(
      PrimePreview(.catheter, now: now, foretold: Samples.forecast(.prime)).words == """
        prime       the catheter only
        path        0.272 mL: 0.140 mL in the pump, 0.132 mL of catheter (volume data 2)
        volume      0.132 mL, with 264 mcg of baclofen at 2000 mcg/mL
        reservoir   19.920 mL now, 19.788 mL after it
        time        7 min 56 s at 24 mL/day
        meaning     no therapy: it fills the path; basal infusion waits meanwhile.
        at the tip  no drug is pushed into the patient: the path holds none, by the pump's account
        24 h hold   100 mcg at the most, any boluses of the patient counted

        """)
    #expect(
      PrimePreview(.wholePath, now: now, foretold: Samples.forecast(.prime)).words.contains(
        "volume      0.272 mL, with 544 mcg of baclofen"))
  }

  @Test func `a prime of the whole path takes longer, and less at a faster flow`() {
    #expect(
      PrimePreview(.wholePath, now: now, foretold: Samples.forecast(.prime)).words.contains(
        "time        16 min 20 s at 24 mL/day\n"))
    var fast = now
    fast.primeFlowNanolitresPerDay = 48_000_000
    #expect(
      PrimePreview(.wholePath, now: fast, foretold: Samples.forecast(.prime)).words.contains(
        "time        8 min 10 s at 48 mL/day\n"))
    fast.primeFlowNanolitresPerDay = 0
    #expect(
      PrimePreview(.wholePath, now: fast, foretold: Samples.forecast(.prime)).words.contains(
        "time        the pump names no prime"))
  }

  @Test func `a bridge shows how long it takes`() {
    #expect(
      BridgePreview(flow: 400_000, now: now, foretold: Samples.forecast(.bridge)).words == """
        path        0.272 mL: 0.140 mL in the pump, 0.132 mL of catheter (volume data 2)
        bridge      0.272 mL at 0.4 mL/day
        time        the programme goes on in 16 h 19 min, on 2026-03-03 00:19
        dose        at the strength in the reservoir this flow is 800 mcg/day of baclofen;
                    what the patient gets depends on what is in the path
        meaning     basal infusion waits until the bridge has ended
        24 h hold   100 mcg at the most, any boluses of the patient counted

        """)
  }

  @Test func `the time at a flow is rounded up`() {
    #expect(PathTransit.time(272_000, at: 400_000) == .seconds(58_752))
    #expect(PathTransit.time(1, at: 1_000_000_000) == .seconds(1))
    #expect(PathTransit.time(272_000, at: 0) == nil)
  }

  @Test func `a stop says what becomes of what runs`() {
    let bridging = Samples.interrogation(
      Samples.status { $0.bolusRemainingNanograms = 90_000 }
    ) { $0.infusion = .bridge }
    #expect(
      OrderOutlook.stop(bridging).words == """
        now         bridge, 0.045 mL still to come; basal infusion waits
        new         STOPPED: no drug at all, until resumed
                    what is left of the bridge waits until then
        WARNING     a sudden stop of intrathecal baclofen can kill: fever, spasms, confusion, \
        within a day or two. The pump sounds no alarm before it has been stopped for 48 h. To \
        keep the catheter open with next to no drug there is minimum rate (`programmer dose \
        minimum-rate`).

        """)
    let bolus = Samples.interrogation(
      Samples.status { $0.bolusRemainingNanograms = 9_000 }
    ) { $0.infusion = .periodicBolus }
    let words = OrderOutlook.stop(bolus).words
    #expect(words.contains("now         100 mcg/day, and 9 mcg of a periodic bolus to come\n"))
    #expect(words.contains("what is left of the periodic bolus is given up\n"))
    #expect(
      OrderOutlook.stop(now).words == """
        now         100 mcg/day
        new         STOPPED: no drug at all, until resumed
        WARNING     a sudden stop of intrathecal baclofen can kill: fever, spasms, confusion, \
        within a day or two. The pump sounds no alarm before it has been stopped for 48 h. To \
        keep the catheter open with next to no drug there is minimum rate (`programmer dose \
        minimum-rate`).

        """)
  }

  @Test func `a resume shows the bridge that waits`() {
    let stopped = Samples.interrogation(Samples.status { $0.flags.isStopped = true }) {
      $0.bridgeWaitingNanolitres = 100_000
    }
    #expect(
      ResumePreview(
        now: stopped, programme: Samples.therapy(100_000), foretold: Samples.forecast(.resume)
      ).words == """
        now         STOPPED, no drug at all
        bridge      0.100 mL still to come, before the programme, once delivery is resumed
        new         simple continuous, 100 mcg/day, from nothing
        24 h hold   100 mcg at the most, any boluses of the patient counted
        low alarm   in 325 days
        replace by  in 83 months

        """)
  }

  @Test func `a resume after the emergency shows what flows now`() {
    let status = Samples.status {
      $0.alarms.insert(.emergencyRate)
      $0.basalNanogramsPerDay = 12_000
    }
    #expect(
      ResumePreview(
        now: Samples.interrogation(status), programme: Samples.therapy(500_000),
        foretold: Samples.forecast(.resume)
      ).words == """
        now         EMERGENCY minimum rate, 12 mcg/day
        new         simple continuous, 500 mcg/day, +4066.7 % (x41.7 what flows now)
        24 h hold   100 mcg at the most, any boluses of the patient counted
        low alarm   in 325 days
        replace by  in 83 months

        """)
    #expect(
      OrderOutlook.stop(Samples.interrogation(status)).words.contains("now         EMERGENCY"))
  }

  @Test func `what a prime or a bridge holds is rounded and not cut`() {
    let mixed = Samples.interrogation {
      $0.concentration = Samples.strength(1893)
      $0.pathNanolitres = 272_001
    }
    // 132,001 nL of 1893 mcg/mL are 249.877893 mcg.
    let full = Samples.forecast(.prime) { $0.step.tipNanograms = 544_000 }
    let words = PrimePreview(.catheter, now: mixed, foretold: full).words
    #expect(words.contains("with 249.878 mcg of baclofen at 1893 mcg/mL"))
    #expect(words.contains("at the tip  up to 544 mcg that lie in the path are pushed into the"))
  }

  @Test func `a low-reservoir alarm shows when it is due, by the pump's forecast alone`() {
    let pump = Samples.interrogation(at: Samples.monday)
    let soon = Samples.forecast { $0.secondsToLowAlarm = 9 * 86_400 }
    #expect(
      LowAlarmPreview(nanolitres: 4_000_000, now: pump, running: soon).words == """
        now         2.000 mL, 2026-03-11 08:00, in 9 days
        new         4.000 mL; the pump foretells when, once it is set

        """)
    let reached = LowAlarmPreview(nanolitres: 19_920_000, now: pump, running: soon)
    #expect(reached.words.contains("sounds at once"))
  }

  @Test func `a low-reservoir alarm that sounds is reached, also in a pump that stands`() {
    var still = Samples.interrogation()
    let never = Samples.forecast { $0.secondsToLowAlarm = nil }
    #expect(AlarmWords.due(never, still).hasPrefix("not reached at this rate"))
    still.status.alarms.insert(.lowReservoir)
    #expect(AlarmWords.due(never, still) == "which is reached")
    let alarms = AlarmsResult(now: still, running: never, listsAll: false)
    #expect(alarms.words.contains("mL, which is reached."))
    let report = InterrogationResult(body: still, running: never, isFull: false)
    #expect(report.words.contains("mL (reached)\n"))
  }

  @Test func `a silence names the alarms and its end`() {
    var alarming = now
    alarming.status.alarms.insert(.lowReservoir)
    alarming.silentMinutes = 30
    let words = SilencePreview(minutes: 120, now: alarming).words
    #expect(words.contains("alarms      low reservoir: "))
    #expect(words.contains("now         silent for another 30 min"))
    #expect(words.contains("sound again in 2 h, on 2026-03-02 10:00\n"))
    #expect(SilencePreview(minutes: 120, now: now).sentence(now).contains("no alarm is active"))
    #expect(SilencePreview(minutes: 120, now: now).sentence(alarming).contains("silent for 2 h"))
    #expect(SilencePreview(minutes: 0, now: now).words.contains("their tones sound again"))
  }

  @Test func `an alarm volume that the pump does not hold afterwards is said`() throws {
    let preview = LowAlarmPreview(
      nanolitres: 4_000_000, now: now, running: Samples.forecast())
    func done(_ nanolitres: UInt32) -> OrderDone {
      let after = Samples.interrogation { $0.lowAlarmNanolitres = nanolitres }
      return OrderDone(answer: Acknowledgement(.setLowAlarm, therapySeconds: 1), after: after)
    }
    #expect(preview.isHeld(done(4_000_000)) && !preview.isHeld(done(2_000_000)))
    let error = OrderDone.Difference.lowAlarm(ordered: 4_000_000, held: 2_000_000).error
    #expect(error.exitStatus == .protocolViolation)
    #expect(error.message.contains("is at 2.000 mL and not at 4.000 mL"))
    // What cannot be read is said elsewhere, and is no failure of an order that was done.
    #expect(preview.isHeld(OrderDone(answer: nil, after: nil)))
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
    let done = OrderDone(answer: answer, after: after)
    #expect(SilencePreview(minutes: ordered, now: now).isHeld(done) == isRight)
  }

  @Test func `alarms are told with their meaning and their tone`() throws {
    var alarming = now
    alarming.status.alarms.insert(.motorStall)
    let result = AlarmsResult(now: alarming, running: Samples.forecast(), listsAll: false)
    #expect(result.words.hasPrefix("CRITICAL motor stall\n  the motor"))
    #expect(result.words.contains("  tone: two tones in turn for 3 s: call now\n"))
    let text = try JSONText.line(result.json)
    #expect(text.contains(#""alarms":["motor_stall"]"#))
    #expect(text.contains(#""is_active":true,"is_critical":true,"meaning":"the motor"#))
    let all = AlarmsResult(now: alarming, running: Samples.forecast(), listsAll: true)
    for alarm in 0..<Alarm.count {
      let title = try #require(Alarm(rawValue: alarm)).title
      #expect(all.words.contains(title))
    }
    #expect(
      AlarmsResult(now: now, running: Samples.forecast(), listsAll: false).words.hasPrefix(
        "No alarm is active.\n"))
    for width in [40, 80] {
      let lines = Paper(width: width).laid(all.words).split(separator: "\n")
      for line in lines { #expect(line.count <= width, "\(line)") }
    }
  }

  @Test func `the emergency says what it does, and what it cannot`() {
    #expect(
      EmergencyPreview(pump: Samples.identity).words == """
        pump        PL-40 PL40-SAMPLE
        new         MINIMUM RATE, until a clinician with the card resumes the therapy
        ends        a running bolus or prime; a bridge waits, boluses are left out
        cannot      stop the pump, take back what was given, or start a stopped pump
        WARNING     a sudden loss of intrathecal baclofen can kill: watch for withdrawal

        """)
  }

  @Test func `a change of a key says what becomes of the card and of its copies`() {
    #expect(
      KeyChangePreview(pump: Samples.identity, role: .patient).words(card: "card.json") == """
        pump        PL-40 PL40-SAMPLE
        key         of the patient: a new one, drawn by chance, takes the place of the old one
        card        card.json is written anew; copies of it no longer open the pump
        therapy     goes on unchanged

        """)
  }

  @Test func `a patient bolus is told with what was used of it`() throws {
    let settings = PatientBolus(
      nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3)
    let result = PatientBolusResult(
      report: PatientBolusReport(
        source: .committed, settings: settings, startedToday: 2, lockoutSecondsLeft: 5400,
        maximumSecondsLeft: 0,
        deniedInAll: 5))
    #expect(result.words.contains("next       locked for 1 h 30 min\n"))
    #expect(
      try JSONText.line(result.json) == """
        {"denied_in_all":5,"lockout_left_s":5400,"maximum_left_s":0,\
        "patient_bolus":{"dose_mcg":10,"duration_s":300,"lockout_min":240,"maximum_per_day":3},\
        "started_last_24_h":2}

        """)
    var most = result.report
    most.maximumSecondsLeft = 7200
    let full = PatientBolusResult(report: most).words
    #expect(full.contains("next       the most of 24 h is reached for 2 h\n"), "\(full)")
    let off = PatientBolusResult(
      report: PatientBolusReport(
        source: .committed, settings: nil, startedToday: 0, lockoutSecondsLeft: 0,
        maximumSecondsLeft: 0, deniedInAll: 0))
    #expect(off.words.hasPrefix("bolus      off\n"))
  }
}
