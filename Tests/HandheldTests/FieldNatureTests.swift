import Foundation
import TestLimits
import Testing

@testable import Decode

@Suite(.limited)
struct FieldNatureTests {
  @Test func `every field that is another each time is one of the specification`() throws {
    let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: repository.appendingPathComponent("protocol-spec/messages.json"),
      encoding: .utf8)
    for nature in FieldNature.allCases {
      for field in nature.fields {
        #expect(text.contains("\"name\": \"\(field)\""), "\(field)")
      }
    }
  }

  @Test func `a field counts unless it is another each time, and then where that is wanted`() {
    func field(_ name: String, _ number: UInt64) -> FieldList.Field {
      FieldList.Field(name: name, value: .number(number))
    }
    let old = [
      field("status.linkClock", 1), field("status.lastApplied.session", 2), field("dose", 3),
    ]
    let new = [
      field("status.linkClock", 4), field("status.lastApplied.session", 5), field("dose", 6),
    ]
    #expect(FieldDifference(old, old, isStrict: true) == nil)
    #expect(FieldDifference(old, new, isStrict: false)?.field == "dose")
    #expect(FieldDifference(old, new, isStrict: true)?.field == "status.linkClock")
    let shorter = FieldDifference(old, Array(old.dropLast()), isStrict: false)
    #expect(
      shorter?.field == "dose" && shorter?.recorded == .number(3)
        && shorter?.live == FieldValue.none)
  }
}
