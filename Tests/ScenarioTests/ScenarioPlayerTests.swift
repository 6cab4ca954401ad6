import PumpText
import TestLimits
import Testing
import Trace

@testable import Scenario

/// Scripts are played on a target that tells what it was asked.
@Suite(.limited)
struct ScenarioPlayerTests {
  /// A target of the tests' own: what it is asked, it notes; how it answers is told it.
  private final class Target: ScenarioTarget {
    var name: String { "the test's" }
    var model: String? { "PL-40" }
    var folder: String { "/dir" }
    var variables: [String: String] { ["port": "p"] }
    var trace: [TraceChapter]? { [TraceChapter(""), TraceChapter("old")] }
    var remarks: [String] = []
    var asked: [String] = []
    var answers: [String: [VerbOutcome]] = [:]
    var isStopped = false
    var stopsAt: String?

    private func verb(_ line: String, _ question: ScenarioVerb.Question) -> ScenarioVerb {
      ScenarioVerb(question: question, hasJSON: true) { [self] in
        asked.append(line)
        if line == stopsAt { isStopped = true }
        var left = answers[line] ?? []
        let next = left.isEmpty ? nil : left.removeFirst()
        if !left.isEmpty { answers[line] = left }
        return next ?? VerbOutcome(code: 0, output: "{\"outcome\":\"done\"}", words: "")
      }
    }

    func programmer(
      _ words: [String], _ given: GivenWords, at pump: String?
    ) throws(NoVerb) -> ScenarioVerb {
      if words[0] == "nonsense" { throw NoVerb("“nonsense” is no verb") }
      let consent =
        switch given {
        case .none: ""
        case .yes: " yes"
        case .total(let total): " total \(total)"
        }
      let question: ScenarioVerb.Question =
        switch words[0] {
        case "dose": .total
        case "stop": .yes
        default: .nothing
        }
      return verb(words.joined(separator: " ") + consent, question)
    }

    func remark(_ words: String) { remarks.append(words) }

    func bench(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb {
      verb("ctl " + words.joined(separator: " ") + (pump.map { " at \($0)" } ?? ""), .nothing)
    }

    func client(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb {
      verb("client " + words.joined(separator: " "), .nothing)
    }
  }

  private static func plan(_ text: String) throws -> ScenarioPlan {
    let reader = ScriptReader { _ throws(ScriptReader.Unreadable) in Array(text.utf8) }
    return try #require(try ScenarioPlan.all(of: try reader.read("s.yaml")).first)
  }

  private static func play(
    _ text: String, _ target: Target, keepsGoing: Bool = false
  ) throws -> ScenarioFinding {
    let plan = try plan(text)
    var finding = plan.newFinding
    let player = ScenarioPlayer(plan, on: target, isStopped: { target.isStopped }) { _ in }
    try player.check()
    #expect(target.asked == [], "looking does nothing")
    player.play(keepsGoing: keepsGoing, into: &finding)
    return finding
  }

  @Test func `an order has exactly the consent that was written down`() throws {
    let target = Target()
    let text = """
      variables: {d: 110}
      steps:
        - {programmer: "dose ${d} mcg/day", total: "${d} mcg"}
        - {programmer: stop, confirm: yes}
        - {programmer: status}
      """
    #expect(try Self.play(text, target).outcome == .passed)
    #expect(target.asked == ["dose 110 mcg/day total 110 mcg", "stop yes", "status"])
  }

  @Test func `what a name stands for can have names in it`() throws {
    let target = Target()
    let text = """
      variables: {unit: mcg/day, d: "110 ${unit}", line: "dose ${d}", later: "status ${said}"}
      steps:
        - {programmer: "${line}", total: 110 mcg}
        - rows: [{unit: mg/day}]
          steps: [{programmer: "${line}", total: 110 mg}]
        - {programmer: interrogate, remember: {said: outcome}}
        - {programmer: "${later}"}
      """
    #expect(try Self.play(text, target).outcome == .passed)
    #expect(
      target.asked == [
        "dose 110 mcg/day total 110 mcg", "dose 110 mg/day total 110 mg", "interrogate",
        "status done",
      ])
  }

  @Test(arguments: [
    ("{a: \"${b}\", b: \"x ${c}\", c: \"${b}\"}", "leads back to it: b → c → b"),
    ("{a: \"${b} ${nothing}\", b: x}", "nothing has the name “nothing”"),
    (
      "{a: \"${b}${b}\", b: \"${c}${c}\", c: \"${d}${d}\", d: \"${e}${e}\", e: \"${f}${f}\", "
        + "f: \"${g}${g}\", g: \"${h}${h}\", h: \"${i}${i}\", i: \"${j}${j}\", j: \"0123456789\"}",
      "more than 10000 letters"
    ),
  ])
  func `names that lead nowhere or too far are told before the first step`(
    variables: String, words: String
  ) throws {
    let target = Target()
    let error = #expect(throws: ScriptError.self) {
      try Self.play("variables: \(variables)\nsteps: [{programmer: \"status ${a}\"}]", target)
    }
    #expect(error?.message.contains(words) == true, "\(error?.text ?? "")")
    #expect(target.asked == [])
  }

  @Test(arguments: [
    ("{programmer: dose 1 mcg/day}", "write total:"),
    ("{programmer: dose 1 mcg/day, confirm: yes}", "a yes does not say to what"),
    ("{programmer: stop}", "write confirm: yes"), ("{programmer: nonsense}", "no verb"),
    ("{programmer: \"status ${nothing}\"}", "nothing has the name"),
    ("{programmer: stop, confirm: yes, within: 1 h, expect: {a: 1}}", "given once"),
    ("{programmer: status, within: 5, expect: {a: 1}}", "has no unit"),
  ])
  func `what is missing or wrong is told before the first step`(
    step: String, words: String
  ) throws {
    let target = Target()
    do {
      let finding = try Self.play("steps: [{wait: 1 h}, \(step)]", target)
      Issue.record("\(finding)")
    } catch let error as ScriptError {
      #expect(error.message.contains(words), "\(error.text)")
    }
    #expect(target.asked == [])
  }

  @Test func `the steps behind one that failed are left out, and the tear-down is not`() throws {
    let text = """
      steps:
        - {programmer: status, expect: {x: 1}}
        - {programmer: identify}
      teardown: [{bench: clear all}]
      """
    let target = Target()
    let finding = try Self.play(text, target)
    #expect(finding.outcome == .failed && target.asked == ["status", "ctl clear all"])
    #expect(finding.steps.map(\.outcome) == [.failed, .skipped, .passed])
    #expect(finding.firstFault?.failures == ["x: there is no such key; the result has outcome"])
    let other = Target()
    _ = try Self.play(text, other, keepsGoing: true)
    #expect(other.asked == ["status", "identify", "ctl clear all"])
  }

  @Test func `somebody who ends it finds the tear-down played`() throws {
    let target = Target()
    target.stopsAt = "status"
    let finding = try Self.play(
      "steps: [{programmer: status}, {programmer: identify}]\nteardown: [{bench: clear all}]",
      target)
    #expect(finding.outcome == .stopped && target.asked == ["status", "ctl clear all"])
  }

  @Test func `a stop in the last step is a stop too`() throws {
    let target = Target()
    target.stopsAt = "status"
    let finding = try Self.play("steps: [{programmer: status}]", target)
    #expect(finding.outcome == .stopped)
  }

  private static func level(_ values: [Int]) -> [VerbOutcome] {
    values.map {
      VerbOutcome(code: 0, output: "{\"outcome\":\"read\",\"level\":\($0)}", words: "")
    }
  }

  @Test func `within looks until it holds, and throughout as long as it does`() throws {
    let within = Target()
    within.answers["status"] = Self.level([1, 2, 3])
    let text = "steps: [{programmer: status, within: 1 h, every: 10 min, expect: {level: 3}}]"
    #expect(try Self.play(text, within).outcome == .passed)
    #expect(
      within.asked.filter { $0.hasPrefix("ctl") }
        == Array(repeating: "ctl advance 600000 ms", count: 2))
    let never = Target()
    never.answers["status"] = Self.level([1])
    let finding = try Self.play(text, never)
    #expect(finding.firstFault?.failures == ["within 1 h: level is 1, and not 3"])
    #expect(never.asked.count == 13, "seven looks and six times 10 min")
    let holds = Target()
    holds.answers["status"] = Self.level([3, 3, 4])
    let broken = try Self.play(text.replacing("within", with: "throughout"), holds)
    #expect(broken.firstFault?.failures == ["after 20 min: level is 4, and not 3"])
  }

  @Test func `a value is remembered with its unit`() throws {
    let target = Target()
    target.answers["ctl truth"] = [
      VerbOutcome(code: 0, output: "{\"outcome\":\"read\",\"patient_pg\":5000000}", words: ""),
      VerbOutcome(code: 0, output: "{\"outcome\":\"read\",\"patient_pg\":7000000}", words: ""),
    ]
    let text = """
      steps:
        - {bench: truth, remember: {before: patient_pg}}
        - {bench: truth, expect: {patient_pg: "${before} + 2 mcg"}}
        - {bench: "withdraw ${before}"}
      """
    #expect(try Self.play(text, target).outcome == .passed)
    #expect(target.asked.last == "ctl withdraw 5000000 pg")
  }

  @Test func `a refusal is expected by its code, and another is none`() throws {
    let refused = VerbOutcome(
      code: 1,
      output: "{\"outcome\":\"refused\",\"message\":\"no\",\"refusal\":{\"code\":\"busy\"}}",
      words: "")
    for (expected, outcome) in [
      ("refused: busy", ScenarioFinding.Outcome.passed), ("refused: true", .passed),
      ("outcome: refused", .passed), ("refused: expired", .failed), ("says: \"no\"", .failed),
      ("outcome: done", .failed),
    ] {
      let target = Target()
      target.answers["status"] = [refused]
      let text = "steps: [{programmer: status, \(expected)}]"
      #expect(try Self.play(text, target).outcome == outcome, "\(expected)")
    }
    let target = Target()
    #expect(
      try Self.play("steps: [{programmer: status, refused: true}]", target).outcome == .failed)
  }

  @Test func `a line that fails is no finding about the pump`() throws {
    let target = Target()
    target.answers["status"] = [VerbOutcome(code: 74, output: "", words: "unplugged\n")]
    let finding = try Self.play("steps: [{programmer: status}]", target)
    #expect(finding.outcome == .broken && [finding].exitStatus == .io)
  }

  @Test func `what is for another model is skipped, and a group is played for each row`() throws {
    let target = Target()
    let text = """
      steps:
        - {programmer: status, when: PL-20}
        - rows: [{x: 1}, {x: 2}]
          steps: [{programmer: "log ${x}"}]
      """
    let finding = try Self.play(text, target)
    #expect(finding.steps.map(\.outcome) == [.skipped, .passed, .passed])
    #expect(target.asked == ["log 1", "log 2"])
  }

  @Test func `a page for build servers holds what XML cannot`() throws {
    let target = Target()
    target.answers["status"] = [
      VerbOutcome(code: 1, output: "", words: "a < b & \"c\" \u{1}\u{FFFF}\n")
    ]
    let text = "name: \"<x>\"\nsteps: [{programmer: status}]"
    let page = JUnitPage([try Self.play(text, target)]).text
    #expect(page.contains("name=\"&lt;x&gt;\"") && page.contains("a &lt; b &amp; &quot;c&quot;"))
    #expect(page.contains("tests=\"1\" failures=\"1\" errors=\"0\""))
    #expect(!page.unicodeScalars.contains("\u{1}") && !page.unicodeScalars.contains("\u{FFFF}"))
  }

  @Test func `each step is said in the trace, and its chapters say what came of the script`() throws
  {
    let target = Target()
    target.answers["status"] = [VerbOutcome(code: 1, output: "{}", words: "")]
    let finding = try Self.play(
      """
      name: Two steps
      steps:
        - programmer: identify
          name: who it is
        - programmer: status
        - programmer: log
      """, target)
    #expect(target.remarks.count == 3, "\(target.remarks)")
    #expect(target.remarks[0] == "passed: who it is (programmer: identify)")
    #expect(target.remarks[1].hasPrefix("FAILED: s.yaml:5:"), "\(target.remarks)")
    #expect(target.remarks[2].hasPrefix("skipped: programmer: log"))
    #expect(finding.chapters.map(\.title) == ["Two steps", "Two steps, pump old"])
    for chapter in finding.chapters {
      let result = chapter.facts.first { $0.name == "result" }?.value
      #expect(result?.hasPrefix("FAILED: s.yaml:5:") == true, "\(chapter.facts)")
      #expect(chapter.facts.contains(TraceChapter.Fact("script", "s.yaml")))
    }
  }
}
