import Clinic
import TestLimits
import Testing

@testable import PumpPage

/// What is typed into a form and cannot be meant is refused beside its field, in the same words as
/// at a command line: no order of it is made.
@Suite(.limited)
struct FormTests {
  private static func act(_ fields: [String]) throws -> Act {
    try #require(Act((["clinician/propose"] + fields).joined(separator: "\n")))
  }

  @Test(
    arguments: [
      (.bolus, ["dose=0 mcg", "duration=10 min"], "dose", "a dose and a time above zero"),
      (.bolus, ["dose=5 mcg", "duration=0 min"], "duration", "a dose and a time above zero"),
      (.bolus, ["dose=5 mcg", "duration=25 h"], "duration", "given within 24 h"),
      (.bridge, ["flow=0 mL/day"], "flow", "without a flow never ends"),
      (.silence, ["length=0 min"], "length", "to end one write off"),
      (.silence, ["length=90 s"], "length", "no whole number of minutes"),
      (.lowAlarm, ["volume=4"], "volume", "mL"),
    ] as [(OrderForm, [String], String, String)])
  func `an order that cannot be meant is refused at its field`(
    form: OrderForm, fields: [String], field: String, words: String
  ) throws {
    let act = try Self.act(fields)
    let problem = #expect(throws: FormProblem.self) { try form.order(act) }
    #expect(problem?.field == field)
    #expect(problem?.words.contains(words) == true, "\(problem?.words ?? "")")
  }

  @Test func `off ends a silence`() throws {
    let order = try OrderForm.silence.order(Self.act(["length=off"]))
    #expect(order == .silenceAlarms(minutes: 0))
  }

  @Test(
    arguments: [
      (["dose=0 mcg", "duration=5 min", "lockout=4 h", "most=3"], "dose", "above zero"),
      (["dose=5 mcg", "duration=5 min", "lockout=0 min", "most=3"], "lockout", "locks nothing"),
      (["dose=5 mcg", "duration=5 h", "lockout=4 h", "most=3"], "duration", "outlasts its"),
      (["dose=5 mcg", "duration=5 min", "lockout=4 h", "most=25"], "most", "1 to 24"),
      (["dose=5 mcg", "duration=5 min", "lockout=4 h", "most=many"], "most", "1 to 24"),
    ] as [([String], String, String)])
  func `a patient bolus that cannot be is refused at its field`(
    fields: [String], field: String, words: String
  ) throws {
    let act = try Self.act(["allowed=yes"] + fields)
    let problem = #expect(throws: FormProblem.self) { try ChangeForm.patientBolus.change(act) }
    #expect(problem?.field == field)
    #expect(problem?.words.contains(words) == true, "\(problem?.words ?? "")")
  }
}
