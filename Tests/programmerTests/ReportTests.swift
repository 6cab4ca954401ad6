import Foundation
import PumpText
import SerialLink
import Telemetry
import Testing

@testable import programmer

struct ReportTests {
  @Test func `an interrogation in JSON has every key, also where there is nothing`() throws {
    let nothing = Samples.interrogation(minutesToLowAlarm: nil)
    #expect(
      try JSONText.line(InterrogationJSON(nothing)) == """
        {"alarms":[],"battery":{"months_to_eri":82,"percent":99,"state":"ok"},"bolus":null,\
        "clock":null,"delivery":"running","last_order":null,"pump":{"firmware":"1.2.3",\
        "model":"PL-40","protocol":"1.0","serial":"PL40-SAMPLE"},"pumped_ml":0.08,"reservoir":\
        {"capacity_ml":40,"days_to_alarm":null,"days_to_empty":null,"low_alarm_ml":2,\
        "volume_ml":19.92},"therapy":{"basal_mcg_per_day":100,"concentration_mcg_per_ml":2000,\
        "dose_mcg_per_day":100,"drug":"baclofen","mode":"simple_continuous","revision":3},\
        "therapy_time_s":90000}

        """)
  }

  @Test func `what there is is told in the units of the contract`() throws {
    let status = Samples.status {
      $0.lastApplied = AppliedCommand(session: 65_537, request: 4)
      $0.alarms.insert(.lowReservoir)
      $0.flags.isBolusRunning = true
      $0.flags.isStopped = false
      $0.flags.isClockSet = true
      $0.flags.battery = .electiveReplacement
      $0.bolusRemainingNanograms = 25_500
    }
    let applied = Interrogation.Applied(.startBolus, therapySeconds: 89_940)
    let text = try JSONText.line(
      InterrogationJSON(Samples.interrogation(status, lastApplied: applied)))
    for part in [
      #""alarms":["low_reservoir"]"#, #""state":"eri""#, #""remaining_mcg":25.5"#,
      #""order":"startBolus""#, #""therapy_time_s":89940"#, #""clock":"2000-01-01T00:00:00""#,
      #""days_to_alarm":325"#, #""days_to_empty":326"#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test func `what a person reads says what matters first of all`() {
    let stopped = Samples.status {
      $0.flags.isStopped = true
      $0.alarms.insert(.memoryLost)
      $0.basalNanogramsPerDay = 0
    }
    let words = InterrogationReport(body: Samples.interrogation(stopped), isFull: false).words
    #expect(words.contains("delivery   STOPPED: the patient gets no drug\n"))
    #expect(words.contains("alarms     CRITICAL memory_lost: "))
    #expect(words.split(separator: "\n").allSatisfy { $0.count <= 110 }, "\(words)")
  }

  @Test func `every line of a report begins in the same column`() {
    for isFull in [false, true] {
      let report = InterrogationReport(body: Samples.interrogation(), isFull: isFull).words
      for line in report.split(separator: "\n") {
        #expect(Array(line)[10] == " " && Array(line)[11] != " ", "\(line)")
      }
    }
  }

  @Test func `a port that moves the cursor is shown without`() {
    let port = PortJSON(
      PortInfo(path: "/dev/ttyUSB0", kind: .serial, description: "Head\u{1b}[2J\r\nx"))
    #expect(port.line == "/dev/ttyUSB0  Head?[2J?x\n")
  }

  @Test func `a refusal is told with its numbers`() throws {
    let refusal = Refusal(.stageTherapy, .doseAboveUsual, asked: 1_001_000, limit: 1_000_000)
    let error = OutcomeWords.error(refusal)
    #expect(error.ending == .refused)
    #expect(error.message.contains("1001 mcg/day"))
    let report = FailureReport(
      outcome: error.ending.name, message: "m", refusal: error.refusal, exit_code: 1)
    let text = try JSONText.line(report)
    for part in [
      #""asked":1001000"#, #""limit":1000000"#, #""is_soft_limit":true"#, #""outcome":"refused""#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }
}
