import Foundation
import TestLimits
import Testing

/// The question before therapy changes, asked at a terminal.
@Suite(.waiting, .limited, .serialized)
struct ConfirmationTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test(arguments: ["y\n", "yes\r", "Y\r", "YES\n"])
  func `a yes changes the therapy that was shown`(answer: String) throws {
    let dose = try bench.atTerminal("dose 110 mcg/day", answer)
    #expect(dose.code == 0, "\(dose)")
    for words in ["100 mcg", "110 mcg, +10 %", "Make it the therapy? [y/N]"] {
      #expect(dose.errors.contains(words), "\(dose)")
    }
    #expect(dose.output.hasPrefix("done: simple continuous, 110 mcg/day (+10 %)"))
    #expect(try bench.status.therapy.dose_mcg_per_day == 110)
  }

  /// What can be said instead of yes, and the line it is answered with. Ctrl-C and Ctrl-D are keys.
  static let refusals = [
    ("n\r", "not confirmed"), ("maybe\n", "not confirmed"), ("yy\n", "not confirmed"),
    ("\r", "an empty line is no consent: not confirmed"),
    ("\u{3}", "interrupted at the question: not confirmed"),
    ("\u{4}", "the input ended at the question: not confirmed"),
  ]

  @Test(arguments: refusals)
  func `anything else changes nothing, is told in one line, and ends the visit`(
    answer: String, says: String
  ) throws {
    let before = try bench.status
    for words in [
      "dose 110 mcg/day", "bolus 50 mcg over 10 min", "stop", "clock set now --reason set",
    ] {
      let refused = try bench.atTerminal(words, answer)
      #expect(refused.code == 1, "\(refused)")
      #expect(refused.errors.hasSuffix("programmer: \(says). Nothing was changed\n"), "\(refused)")
      #expect(refused.output == "")
      let visit = try bench.programmer("sessions list --last 1").json.sessions.elements.first
      #expect(visit?.outcome == "closed" && visit?.orders == 0, "\(words)")
    }
    #expect(try bench.status == before)
  }

  @Test func `a total that is given is held against the pump's, also where a yes is enough`() throws
  {
    try bench.unchanged {
      for verb in ["dose 110 mcg/day", "bolus 5 mcg over 10 min"] {
        let wrong = try bench.programmer("\(verb) --yes --confirm-total 99.5 mcg")
        #expect(wrong.code == 1 && wrong.json.outcome == "refused", "\(wrong)")
        #expect(wrong.json.refusal.code == "totalMismatch", "\(wrong)")
        #expect(wrong.errors.contains("says 99.5 mcg"), "\(wrong)")
      }
      try bench.expectRefused("dose 110 mcg/day --yes --confirm-total 110", 64, "no unit")
    }
    let dose = try bench.programmer("dose 110 mcg/day --yes --confirm-total 110 mcg")
    #expect(dose.code == 0, "\(dose)")
    #expect(dose.json.consent.total_is_due == false && dose.json.consent.confirmed_mcg == 110)
  }

  @Test(arguments: ["y\n", "y\r", "y", "yes\r\nyes\r\ny"])
  func `what was typed before the question is no answer to it`(early: String) throws {
    let person = try TestTerminal()
    try person.type(early)
    let program = try bench.launch("programmer", ["dose", "110", "mcg/day"], at: person)
    let note = "What was typed before the question does not count."
    try person.wait { person.isListening && person.text.contains(note) }
    // It still waits, and for a whole line of its own.
    try person.type("\r")
    let refused = program.wait()
    #expect(refused.code == 1 && refused.errors.contains("an empty line"), "\(refused)")
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }

  @Test(arguments: ["y\r", "y\n", "y"])
  func `what arrives with the question, as a paste does, is no answer to it`(early: String) throws {
    var isEarly = false
    for _ in 1...10 where !isEarly {
      let person = try TestTerminal()
      let program = try bench.launch("programmer", ["dose", "110", "mcg/day"], at: person)
      try person.wait { person.text.contains("[y/N]") }
      try person.type(early)
      // A busy machine may come too late for it.
      isEarly = !person.isListening
      guard isEarly else { continue }
      try person.wait { person.isListening }
      try person.type("\r")
      let refused = program.wait()
      #expect(refused.code == 1 && refused.errors.contains("an empty line"), "\(refused)")
    }
    #expect(isEarly)
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `told to end at the question, the visit ends and nothing changes`(signal: Int32) throws {
    let person = try TestTerminal()
    let program = try bench.launch("programmer", ["stop"], at: person)
    try person.wait { person.isListening }
    program.send(signal)
    let refused = program.wait()
    #expect(refused.code == 1 && refused.errors.contains("Nothing was changed"), "\(refused)")
    let visit = try bench.programmer("sessions list --last 1").json.sessions.elements.first
    #expect(visit?.outcome == "closed" && visit?.orders == 0)
  }

  @Test func `a question is seen also where standard error goes elsewhere`() throws {
    let person = try TestTerminal()
    let program = try bench.launch("programmer", ["stop"], at: person)
    try person.wait { person.isListening }
    #expect(person.text.contains("STOPPED: no drug at all"))
    #expect(person.text.contains("Stop delivery? [y/N]"))
    try person.type("n\r")
    #expect(program.wait().code == 1)
  }

  @Test func `a pipe answers no question`() throws {
    for verb in [["stop"], ["emergency"], ["keys", "rotate"]] {
      let refused = try bench.launch("programmer", verb, redirected: "", setup: "echo y |").wait()
      #expect(refused.code == 64 && refused.errors.contains("no terminal to ask at"), "\(refused)")
    }
    #expect(try bench.status.delivery == "running")
  }

  @Test func `stopping says what it means`() throws {
    let stop = try bench.atTerminal("stop", "y\n")
    #expect(stop.errors.contains("can kill") && stop.errors.contains("48 h"), "\(stop)")
    #expect(stop.errors.contains("programmer dose minimum-rate"), "\(stop)")
    #expect(stop.code == 0 && stop.output.contains("the patient gets no drug until"), "\(stop)")
    let words = try bench.launch("programmer", ["status"]).wait().output
    #expect(words.contains("delivery   STOPPED: the patient gets no drug"))
    let resume = try bench.atTerminal("resume", "y\n")
    #expect(resume.code == 0 && resume.output.contains("delivery runs again, 100 mcg/day"))
  }
}
