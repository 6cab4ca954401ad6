import Foundation
import PumpText
import Telemetry
import TestLimits
import Testing

/// The units of refusals against `protocol-spec/messages.json`.
@Suite(.limited)
struct RefusalUnitTests {
  private struct Spec: Decodable {
    let enums: [String: Enumeration]

    struct Enumeration: Decodable { let values: [Value] }

    struct Value: Decodable {
      let name: String
      let unit: String?
    }
  }

  /// What messages.json has beside a number that is no amount.
  private static let none: Set = ["schema hash", "sequence number", "version", "boluses"]

  @Test func `each refusal has the unit of the specification`() throws {
    let root = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { path, _ in
      path.deletingLastPathComponent()
    }
    let data = try Data(contentsOf: root.appendingPathComponent("protocol-spec/messages.json"))
    let refusals = try #require(
      try JSONDecoder().decode(Spec.self, from: data).enums["refusalCode"])
    for refusal in refusals.values {
      let code = try #require(RefusalCode(name: refusal.name))
      let unit = refusal.unit.flatMap { Self.none.contains($0) ? nil : $0 }
      #expect(code.unit == unit, "\(refusal.name)")
    }
  }
}
