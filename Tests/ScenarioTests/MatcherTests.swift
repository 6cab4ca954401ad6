import FoundationEssentials
import TestLimits
import Testing

@testable import Scenario

/// What a value has to be, and whether it is.
@Suite(.limited)
struct MatcherTests {
  private static let place = ScriptPlace("s.yaml")

  private static func accepts(_ wanted: String, _ key: String, _ value: ResultTree) throws -> Bool {
    let text = Expected.Wanted.text(PlacedText(text: wanted, place: place))
    return try Matcher(text, of: key).accepts(value, scale: Measure.of(key).scale)
  }

  private static func number(_ text: String) throws -> ResultTree {
    .number(try #require(Decimal(string: text)))
  }

  @Test(arguments: [
    ("110 mcg/day", "therapy.dose_mcg_per_day", "110", "110.1"),
    ("0.11 mg/day", "dose_mcg_per_day", "110", "0.11"),
    ("330 mcg", "patient_pg", "330000000", "330"),
    ("330 mcg ± 1 mcg", "patient_pg", "331000000", "331000001"),
    ("330 mcg +- 1 mcg", "patient_pg", "329000000", "328999999"),
    ("2 mL to 3 mL", "volume_ml", "3", "3.000001"), ("at least 5 %", "change_percent", "5", "4.99"),
    ("at most 3", "strokes", "3", "4"), ("above 3", "strokes", "4", "3"),
    ("below 3", "strokes", "2.5", "3"), ("-10 %", "change_percent", "-10", "10"),
    ("2 h", "tip_in_s", "7200", "2"), ("90 s", "lasts_min", "1.5", "90"),
    ("100 mcg + 20 mcg - 0.5 mcg", "programmed_mcg", "119.5", "120"),
    ("not 5", "refills", "4", "5"), ("7", "days.0", "7", "8"),
    ("2000 mcg/mL", "therapy.concentration_mcg_per_ml", "2000", "500"),
    ("0.048 mL/day", "flow_ml_per_day", "0.048", "0.0480001"),
  ])
  func `figures are compared exactly, in the unit of their key`(
    wanted: String, key: String, good: String, bad: String
  ) throws {
    #expect(try Self.accepts(wanted, key, Self.number(good)))
    #expect(try !Self.accepts(wanted, key, Self.number(bad)))
    let isNegated = wanted.hasPrefix("not")
    #expect(try Self.accepts(wanted, key, .text(good)) == isNegated, "a text is no figure")
  }

  @Test func `words, lists, nothing and flags are what they are`() throws {
    let alarms = ResultTree.list([.text("motor_stall"), .object(["name": .text("eri")])])
    #expect(try Self.accepts("includes motor_stall", "alarms", alarms))
    #expect(try Self.accepts("includes eri", "alarms", alarms))
    #expect(try Self.accepts("lacks low_reservoir", "alarms", alarms))
    #expect(try !Self.accepts("lacks eri", "alarms", alarms))
    #expect(try Self.accepts("empty", "alarms", .list([])))
    #expect(try !Self.accepts("empty", "alarms", alarms))
    #expect(try Self.accepts("null", "bolus", .null) && !Self.accepts("null", "bolus", .text("")))
    #expect(try Self.accepts("true", "has_pump", .flag(true)))
    #expect(try Self.accepts("contains low", "words", .text("is low")))
    #expect(try Self.accepts("2026-03-02T08:00:00", "clock", .text("2026-03-02T08:00:00")))
    let days = ["mon", "tue"].map { Expected.Wanted.text(PlacedText(text: $0, place: Self.place)) }
    let list = try Matcher(.list(days, Self.place), of: "days")
    #expect(list.accepts(.list([.text("mon"), .text("tue")]), scale: 1))
    #expect(!list.accepts(.list([.text("tue"), .text("mon")]), scale: 1))
    #expect(!list.accepts(.list([.text("mon")]), scale: 1))
  }

  @Test func `a result is looked into by keys and places`() throws {
    let tree = try #require(
      ResultTree(output: "words\n{\"a\":[{\"b_mcg\":0.1}],\"c\":null,\"d\":\"x\",\"e\":true}\n"))
    #expect(tree[path: "a.0.b_mcg"] == .number(try #require(Decimal(string: "0.1"))))
    #expect(
      tree[path: "c"] == .null && tree[path: "d"] == .text("x") && tree[path: "e"] == .flag(true))
    #expect(tree[path: "a.1"] == nil && tree[path: "a.0.c"] == nil && tree[path: ""] == nil)
    #expect(tree.known(beside: "a.0.c").names == ["b_mcg"])
    #expect(ResultTree(output: "no object") == nil)
  }

  @Test func `words of a command come apart and together again`() {
    let cases = [
      ("a b", ["a", "b"]), ("a \"b c\" 'd \"e'", ["a", "b c", "d \"e"]), ("a \"\"", ["a", ""]),
      ("  a\n  b ", ["a", "b"]), ("x\"y z\"", ["xy z"]),
    ]
    for (line, words) in cases {
      #expect(CommandWords.split(line) == words)
      #expect(CommandWords.split(CommandWords.joined(words)) == words)
    }
    #expect(CommandWords.split("a \"b") == nil)
  }
}
