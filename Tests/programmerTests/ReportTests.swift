import ClinicSupport
import Foundation
import PumpText
import Quantities
import SerialLink
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import programmer

@Suite(.limited)
struct ReportTests {
  @Test func `one of a thing is one`() {
    let due = Samples.forecast {
      $0.secondsToLowAlarm = 86_400 + 7200
      $0.secondsToEmpty = 86_400
    }
    #expect(ForecastWords(due, clock: nil).lowAlarm == "in 1 d 2 h")
    #expect(ForecastWords(due, clock: nil).empty == "in 1 d")
  }

  @Test func `what is foretold is told with its date, and what is not with its reason`() {
    func report(
      clock: WallClock? = nil, _ status: Status = Samples.status(),
      _ change: (inout Forecast) -> Void = { _ in }
    ) -> String {
      let body = clock.map { Samples.interrogation(at: $0) } ?? Samples.interrogation(status)
      return InterrogationResult(
        body: body, running: Samples.forecast(.running, change), isFull: false
      ).words
    }
    let dated = report(clock: Samples.monday)
    for line in [
      "reservoir  19.920 mL [██████████░░░░░░░░░░] of 40 mL, alarm at 2.000 mL\n",
      "refill by  2026-08-28 08:00, in 179 days (the drug's stability)\n",
      "low alarm  2027-01-21 08:00, in 325 days; empty: 2027-01-22 08:00, in 326 days\n",
      "stability  until 2026-08-28 08:00, in 179 days (180 days from filling)\n",
      "battery    99 %, ERI: 2033-01-04 08:00, in 82 months\n",
      "replace by 2033-02-28 08:00, in 83 months (end of service)\n",
    ] {
      #expect(dated.contains(line), "\(line) in \(dated)")
    }
    // Nearly a day is hours, and not "in 0 days".
    let near = report { $0.secondsToLowAlarm = 22 * 3600 }
    #expect(near.contains("refill by  in 22 h (the alarm)\n"), "\(near)")
    let never = report {
      $0.secondsToLowAlarm = nil
      $0.secondsToEmpty = nil
    }
    #expect(
      never.contains(
        "low alarm  not reached at this rate before the end of service; empty: "), "\(never)")
    let reached = report { $0.secondsToLowAlarm = 0 }
    #expect(reached.contains("refill by  now: the alarm's volume is reached\n"), "\(reached)")
    #expect(reached.contains("low alarm  reached; empty: in 326 days\n"), "\(reached)")
    let ended = report(Samples.status { $0.alarms.insert(.endOfService) }) {
      $0.secondsToEndOfService = nil
    }
    #expect(!ended.contains("replace by") && !ended.contains("refill by"), "\(ended)")
    let due = report(Samples.status { $0.flags.battery = .electiveReplacement }) {
      $0.secondsToReplacement = 0
      $0.secondsToEndOfService = 60 * 86_400
    }
    #expect(due.contains("ERI: schedule a replacement\nreplace by in 60 days (end of service)\n"))
  }

  @Test func `months are those of the calendar`() {
    func months(_ from: WallClock?, days: UInt32) -> UInt32 {
      Ahead(seconds: days * 86_400).months(from: from)
    }
    let january = Samples.time(2026, 1, 31, 12, 0)
    #expect(months(january, days: 28) == 0, "28 February is earlier in its month than the 31st")
    #expect(months(january, days: 29) == 1)
    #expect(months(Samples.time(2026, 2, 1, 0, 0), days: 28) == 1)
    #expect(months(Samples.time(2024, 2, 1, 0, 0), days: 28) == 0, "a leap year's February")
    #expect(months(Samples.time(2026, 1, 1, 0, 0), days: 365) == 12)
    #expect(months(nil, days: 365) == 11 && months(nil, days: 366) == 12)
    #expect(
      MomentWords.comingMonths(Ahead(seconds: 86_400 * 50), from: Samples.monday)
        == "2026-04-21 08:00, in 50 days")
    let last = Ahead(seconds: Ahead.longest)
    #expect(MomentWords.coming(last, from: Samples.monday) == "in 49710 days")
    #expect(JSONUnits.date(last, from: Samples.monday) == nil)
  }

  @Test func `an emergency is named as the last that happened, before an older order`() throws {
    let status = Samples.status {
      $0.alarms.insert(.emergencyRate)
      $0.basalNanogramsPerDay = 12_000
      $0.lastApplied = AppliedCommand(session: 3, request: 5)
    }
    func report(orderAt seconds: UInt32) -> InterrogationResult {
      InterrogationResult(
        body: Samples.interrogation(
          status, lastApplied: .init(.commit, therapySeconds: seconds)),
        running: Samples.forecast(), isFull: false)
    }
    let words = report(orderAt: 86_400).words
    for line in [
      "therapy    simple continuous, 100 mcg/day of baclofen 2000 mcg/mL; it does not flow now\n",
      "delivery   EMERGENCY minimum rate, 12 mcg/day, until `programmer resume`\n",
      "last order EMERGENCY minimum rate, without a card, 1 min ago\nbefore it  commit",
    ] {
      #expect(words.contains(line), "\(line) in \(words)")
    }
    let text = try JSONText.line(report(orderAt: 86_400).json)
    #expect(text.contains(#""emergency_therapy_time_s":89940,"#), "\(text)")
    #expect(text.contains(#""flows":"emergency_rate""#), "\(text)")
    // An order that came after it is the last one.
    #expect(report(orderAt: 89_999).words.contains("last order commit"), "\(words)")
  }

  private static let nothingForetold = Samples.forecast {
    $0.secondsToTip = nil
    $0.secondsToLowAlarm = nil
    $0.secondsToEmpty = nil
    $0.secondsToReplacement = nil
    $0.secondsToEndOfService = nil
  }

  @Test func `an interrogation in JSON has every key, also where there is nothing`() throws {
    let nothing = Samples.interrogation()
    #expect(
      try JSONText.line(InterrogationJSON(nothing, running: Self.nothingForetold)) == """
        {"alarms":[],"battery":{"months_to_eri":null,"percent":99,"state":"ok"},"bolus":null,\
        "bridge_waiting_ml":0,"catheter":null,"clock":null,"delivery":"running",\
        "emergency_therapy_time_s":null,"flows":"programme","forecast":{"empty_in_s":null,\
        "empty_on":null,"end_of_service_in_s":null,"eri_in_s":null,"eri_on":null,\
        "low_alarm_in_s":null,"low_alarm_on":null,"most_in_24_h_mcg":100,\
        "refill_because":"stability","refill_by":null,"refill_in_s":15465600,"replace_by":null,\
        "stability_in_s":15465600,"stable_until":null,"tip_in_s":null},"infusion":null,\
        "last_order":null,"path":{"catheter_ml":0.132,"other_drugs":[],"prime_flow_ml_per_day":24,\
        "tubing_ml":0.14,"volume_ml":0.272,\
        "volumes_version":2},"patient_bolus":null,"programmed_mcg":160,"pump":\
        {"firmware":"1.2.3","model":"PL-40","protocol":"1.0","serial":"PL40-SAMPLE"},\
        "pumped_ml":0.08,"reservoir":{"capacity_ml":40,"days_to_alarm":null,\
        "filled_ml":20,"filled_therapy_time_s":3600,"low_alarm_ml":2,\
        "refills":0,"residual_ml":1.4,"volume_ml":19.92},"silent_min":0,"temporary":null,"therapy":\
        {"basal_mcg_per_day":100,"concentration_mcg_per_ml":2000,"dose_mcg_per_day":100,\
        "drug":"baclofen","mode":"simple_continuous","periodic_bolus":null,\
        "periodic_bolus_due_min":null,"revision":3},\
        "therapy_time_s":90000}

        """)
  }

  @Test func `what there is is told in the units of the contract`() throws {
    let status = Samples.status {
      $0.lastApplied = AppliedCommand(session: 65_537, request: 4)
      $0.alarms.insert(.lowReservoir)
      $0.flags.running = .bolus
      $0.flags.isStopped = false
      $0.flags.isClockSet = true
      $0.flags.battery = .electiveReplacement
      $0.bolusRemainingNanograms = 25_500
    }
    let applied = Interrogation.Applied(.startBolus, therapySeconds: 89_940)
    let text = try JSONText.line(
      InterrogationJSON(
        Samples.interrogation(status, lastApplied: applied), running: Samples.forecast()))
    for part in [
      #""alarms":["low_reservoir"]"#, #""state":"eri""#, #""remaining_mcg":25.5"#,
      #""order":"startBolus""#, #""therapy_time_s":89940"#, #""clock":"2000-01-01T00:00:00""#,
      #""days_to_alarm":325"#, #""months_to_eri":82"#,
      #""end_of_service_in_s":220752000,"eri_in_s":216000000,"#, #""eri_on":"2006-11-05T00:00:00""#,
      #""replace_by":"2006-12-30T00:00:00""#, #""low_alarm_on":"2000-11-21T00:00:00""#,
      #""refill_because":"low_reservoir""#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test func `a schedule and all that can run beside it are told`() throws {
    let status = Samples.status {
      $0.flags.running = .bolus
      $0.bolusRemainingNanograms = 10_000
      $0.mode = .daySchedule
    }
    let body = Samples.interrogation(status) {
      $0.therapy = Samples.schedule(periodic: Samples.periodic()).therapy
      $0.minutesToPeriodicBolus = 95
      $0.infusion = .periodicBolus
      $0.bolusNanograms = 25_000
      $0.bolusRemainingMilliseconds = 240_000
      $0.bridgeWaitingNanolitres = 100_000
      $0.silentMinutes = 90
      $0.refills = 3
      $0.patientBolus = PatientBolus(
        nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3)
    }
    let text = try JSONText.line(
      InterrogationJSON(body, Samples.schedule().report, running: Samples.forecast()))
    for part in [
      #""mode":"day_schedule""#, #""dose_mcg_per_day":133.333"#, #""silent_min":90"#,
      #""infusion":{"dose_mcg":25,"kind":"periodic_bolus","remaining_mcg":10,"#,
      #""remaining_ml":null,"remaining_s":240,"volume_ml":null}"#,
      #""bridge_waiting_ml":0.1"#, #""refills":3"#,
      #""patient_bolus":{"dose_mcg":10,"duration_s":300,"lockout_min":240,"maximum_per_day":3}"#,
      #""periodic_bolus":{"dose_mcg":25,"duration_s":600,"first_after_min":360,"#,
      #""periodic_bolus_due_min":95"#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    let words = InterrogationResult(
      body: body, running: Samples.forecast(), therapy: Samples.schedule().report, isFull: true
    ).words
    for part in [
      "therapy    day schedule, 133.333 mcg/day of baclofen 2000 mcg/mL\n",
      "periodic   25 mcg every 6 h, each over 10 min, 4 a day: 100 mcg\n",
      "           the next is due within 1 h 35 min\n",
      "bolus      10 mcg of 25 mcg to come in 4 min (periodic bolus) [████████████░░░░░░░░]\n",
      "bridge     0.100 mL still to come", "patient    10 mcg over 5 min on request",
      "filled     20.000 mL 1 d ago, refill 3\n", "tones      silent for another 1 h 30 min",
      "pumped     0.080 mL since implant, of 160 mcg programmed\n",
    ] {
      #expect(words.contains(part), "\(part) in \(words)")
    }
  }

  @Test func `a bolus that falls due in a stopped pump is not promised`() {
    let stopped = Samples.status { $0.flags.isStopped = true }
    let body = Samples.interrogation(stopped) {
      $0.therapy = Samples.simple(100_000, periodic: Samples.periodic())
      $0.minutesToPeriodicBolus = 0
    }
    let words = InterrogationResult(body: body, running: Samples.forecast(), isFull: false).words
    #expect(words.contains("the next is due now, and is skipped if still stopped\n"), "\(words)")
  }

  @Test(arguments: [(InfusionKind.prime, "prime      "), (.bridge, "bridge     ")])
  func `what stands in place of the basal infusion is named`(kind: InfusionKind, label: String)
    throws
  {
    let body = Samples.interrogation(
      Samples.status { $0.bolusRemainingNanograms = 100_000 }
    ) {
      $0.infusion = kind
      $0.bolusNanograms = 544_000
      $0.bolusRemainingMilliseconds = 3_600_000
    }
    let words = InterrogationResult(body: body, running: Samples.forecast(), isFull: false).words
    let line = "\(label)0.050 mL of 0.272 mL to come in 1 h [████████████████░░░░]\n"
    #expect(words.contains(line), "\(words)")
    #expect(words.contains("delivery   running, and basal infusion waits\n"), "\(words)")
    let text = try JSONText.line(InterrogationJSON(body, running: Samples.forecast()))
    #expect(text.contains(#""remaining_ml":0.05,"remaining_s":3600,"volume_ml":0.272"#), "\(text)")
  }

  @Test func `a bridge is told as what it is: running, to be longer, or waiting`() {
    var body = Samples.interrogation()
    body.infusion = .bridge
    body.bolusNanograms = 544_000
    body.status.bolusRemainingNanograms = 200_000
    body.bolusRemainingMilliseconds = 3_600_000
    #expect(BridgeWords.whole(body) == "0.100 mL still to come in 1 h, before the programme")
    body.bridgeWaitingNanolitres = 50_000
    let more = "then 0.050 mL more for strokes the motor did not make, about 30 min"
    #expect(BridgeWords.whole(body)?.hasSuffix("programme; \(more)") == true)
    let words = InterrogationResult(body: body, running: Samples.forecast(), isFull: false).words
    #expect(words.contains("           \(more)\n") && !words.contains("resumed"), "\(words)")
    body.infusion = nil
    body.bolusNanograms = 0
    body.bolusRemainingMilliseconds = 0
    body.status.flags.isStopped = true
    #expect(BridgeWords.whole(body)?.hasSuffix("once delivery is resumed") == true)
    body.bridgeWaitingNanolitres = 0
    #expect(BridgeWords.whole(body) == nil)
  }

  @Test func `a pump that cannot deliver is not said to run`() {
    for (alarm, part) in [
      (Alarm.motorStall, "NO DRUG FLOWS (motor stall)"),
      (.deliveryFault, "ENDED FOR GOOD (delivery fault)"),
    ] {
      let status = Samples.status { $0.alarms.insert(alarm) }
      let words = InterrogationResult(
        body: Samples.interrogation(status), running: Samples.forecast(), isFull: false
      ).words
      #expect(words.contains(part), "\(words)")
    }
  }

  @Test func `what was cancelled is named, a prime by its volume`() {
    var body = Samples.interrogation()
    body.infusion = .prime
    let answer = Acknowledgement(.cancelBolus, therapySeconds: 0, withheldNanograms: 544_000)
    #expect(
      OrderOutlook.cancelled(body, answer)
        == "done: the prime was cancelled, 0.272 mL of it not given")
    body.infusion = .bolus
    #expect(OrderOutlook.cancelled(body, answer).contains("the bolus was cancelled, 544 mcg of it"))
  }

  @Test func `what a person reads says what matters first of all`() {
    let stopped = Samples.status {
      $0.flags.isStopped = true
      $0.alarms.insert(.memoryLost)
      $0.basalNanogramsPerDay = 0
    }
    let words = InterrogationResult(
      body: Samples.interrogation(stopped), running: Samples.forecast(), isFull: false
    ).words
    #expect(words.contains("delivery   ENDED FOR GOOD (memory lost): the patient gets no drug;"))
    #expect(words.contains("alarms     CRITICAL memory lost: "))
    #expect(words.split(separator: "\n").allSatisfy { $0.count <= 110 }, "\(words)")
    #expect(!words.contains("refill by") && !words.contains("replace by"), "\(words)")
  }

  @Test func `every line of a report begins in the same column`() {
    for isFull in [false, true] {
      let report = InterrogationResult(
        body: Samples.interrogation(), running: Samples.forecast(), isFull: isFull
      ).words
      for line in report.split(separator: "\n") {
        #expect(Array(line)[10] == " " && Array(line)[11] != " ", "\(line)")
      }
    }
  }

  @Test func `what an adapter says is on one line, and moves no cursor`() {
    let port = PortJSON(
      PortInfo(path: "/dev/ttyUSB0", kind: .serial, description: "Head\u{1b}[2J\r\nx"))
    #expect(port.line == "/dev/ttyUSB0  Head\\u{1b}[2J\\u{d}\\u{a}x\n")
  }

  @Test func `a refusal is told with its numbers`() throws {
    let refusal = Refusal(.stageTherapy, .doseAboveUsual, asked: 1_001_000, limit: 1_000_000)
    let error = OutcomeWords.error(refusal)
    #expect(error.exitStatus == .refused)
    #expect(error.message.contains("1001 mcg/day"))
    let report = FailureJSON(error, Samples.face)
    let text = try JSONText.line(report)
    for part in [
      #""asked":1001000"#, #""limit":1000000"#, #""is_soft_limit":true"#, #""outcome":"refused""#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test func `a schedule says where in it the pump is`() throws {
    let schedule = ScheduleResult(
      TherapyResult(
        programme: Samples.schedule(periodic: Samples.periodic()), clock: Samples.monday,
        minutesToBolus: 95, present: .programme))
    #expect(
      schedule.words == """
        mode       day schedule
        drug       baclofen 2000 mcg/mL
        24-h total 133.333 mcg, on the smallest day 120 mcg
        flow       0.066666 mL/day
        periodic   25 mcg every 6 h, each over 10 min, 4 a day: 100 mcg
                   the next is due within 1 h 35 min, by 2026-03-02 09:35
        the day         0     3     6     9     12    15    18    21    24 h
        Mon-Fri         ▅▅▅▅▅▅▅▅▅▅▅▅████████████████████████████████▅▅▅▅  133.333 mcg
                        00:00 100 mcg/day  06:00 150 mcg/day  22:00 100 mcg/day
        Sat Sun         ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆  120 mcg
            boluses            ▴           ▴           ▴           ▴      4 x 25 mcg
        now             Mon 2026-03-02 08:00, in the step 06:00 150 mcg/day

        """)
    let text = try JSONText.line(schedule.json)
    #expect(
      text.hasPrefix(
        #"{"clock":"2026-03-02T08:00:00","flows":"programme","periodic_bolus_due_min":95,"#
          + #""step":{"dose_mcg_per_day":150,"#
          + #""mode":"simple_continuous","start":"06:00"},"therapy":"#), "\(text)")
    #expect(text.hasSuffix(#""weekday":"mon"}"# + "\n"))
    let plain = ScheduleResult(
      TherapyResult(
        programme: Samples.programme(100_000), clock: nil, minutesToBolus: nil,
        present: .programme))
    #expect(try JSONText.line(plain.json).contains(#""step":null"#))
  }
}
