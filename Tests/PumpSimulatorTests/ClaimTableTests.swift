import ClientJudge
import PumpText
import TestLimits
import Testing

@testable import PumpSimulator

/// What an exit code claims, and how verdicts become XML.
@Suite(.limited)
struct ClaimTableTests {
  @Test func `without a table the codes are those of the contract`() {
    let table = ClaimTable()
    for status in ProgramExitStatus.allCases {
      let claim = table[status.rawValue]
      switch status.fate {
      case .carriedOut: #expect(claim == .done)
      case .unknown: #expect(claim == .unknown)
      case .notCarriedOut: #expect(claim == .notDone || status == .refused && claim == .refused)
      }
    }
    for code in [2, 77, 124, 137, 255] as [Int32] { #expect(table[code] == .none(code: code)) }
  }

  @Test func `a claim that is named has the codes that are named, and the others keep theirs`()
    throws
  {
    let table = try #require(ClaimTable(argument: "done=3+4,not-done=0"))
    #expect(table[3] == .done && table[4] == .done && table[0] == .notDone)
    #expect(table[73] == .none(code: 73) && table[64] == .none(code: 64))
    #expect(table[1] == .refused && table[75] == .unknown)
    // A code that is given to one claim is taken from another.
    #expect(try #require(ClaimTable(argument: "unknown=1"))[1] == .unknown)
  }

  @Test(arguments: [
    "", "done", "done=", "done=-1", "done=256", "done=0x1", "done=1+", "done=1,done=1",
    "done=1,unknown=1", "perhaps=1", "done=1;unknown=2", "not_done=1", "none=5",
  ])
  func `anything else is no table`(text: String) {
    #expect(ClaimTable(argument: text) == nil)
  }
}
