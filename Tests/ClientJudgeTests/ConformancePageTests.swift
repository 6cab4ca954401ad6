import ClientJudge
import Foundation
import Quantities
import Telemetry
import TestLimits
import Testing

/// The page of the cases and the cases themselves.
@Suite(.limited)
struct ConformancePageTests {
  private static func page() throws -> String {
    let path = URL(fileURLWithPath: #filePath)
      .appendingPathComponent("../../../protocol-spec/conformance.md").standardizedFileURL
    return try String(contentsOf: path, encoding: .utf8)
  }

  /// The rows of a table between two markers, without its head.
  private static func rows(_ name: String) throws -> [String] {
    let page = try page()
    let start = try #require(page.range(of: "<!-- \(name) -->")).upperBound
    let end = try #require(page.range(of: "<!-- end of \(name) -->")).lowerBound
    return page[start..<end].split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
  }

  @Test func `each case has its row, with what is done and what must be`() throws {
    let told = ConformanceCase.allCases.map { one in
      "| `\(one.rawValue)` | \(one.plan.done) | \(one.plan.must) |"
    }
    #expect(try Self.rows("cases") == told)
  }

  @Test func `each thing that is expected has its row, the gravest first`() throws {
    let plans = ConformanceCase.allCases.map { $0.plan }
    let all = plans.flatMap { plan in
      plan.expectations(old: .minimumRate, told: 0, within: .zero).map(\.rule.rawValue)
    }
    let named = try Self.rows("rules").map { $0.split(separator: "`")[1] }.map(String.init)
    #expect(Set(named) == Set(all) && Set(named).count == named.count)
    for plan in plans {
      let rules = plan.expectations(old: .minimumRate, told: 0, within: .zero)
        .map(\.rule.rawValue)
      #expect(named.filter { rules.contains($0) } == rules)
    }
    let page = try Self.page()
    for rule in ClientJudge.Expectation.Rule.allCases {
      #expect(page.contains("`\(rule.rawValue)`"))
    }
  }

  @Test func `the page tells the length of an order's life`() throws {
    let seconds = CasePlan.longestOrder.rawValue / 1000
    #expect(try Self.page().contains("valid for \(seconds) s at the most"))
  }
}
