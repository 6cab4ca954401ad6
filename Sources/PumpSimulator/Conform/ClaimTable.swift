import ClientJudge
import PumpText

/// What a command claims with its exit code.
///
/// Unless told otherwise it is what the project's own programs mean by theirs, which is the
/// contract of the command line. Spec: conformance.md, "What a client claims".
struct ClaimTable: Equatable {
  private var claims: [Int32: Claim]

  /// What the project's own programs mean.
  init() {
    claims = [:]
    for status in ProgramExitStatus.allCases {
      claims[status.rawValue] =
        switch status.fate {
        case .carriedOut: .done
        case .unknown: .unknown
        case .notCarriedOut: status == .refused ? .refused : .notDone
        }
    }
  }

  /// Reads `done=0,refused=1+2,not-done=3,unknown=75`: for each claim that is named its codes, in
  /// place of all others of that claim; `nil` for any other text, and for a code with two meanings.
  init?(argument: String) {
    self.init()
    var named: [Int32: Claim] = [:]
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let claim = Self.names[String(sides[0])] else { return nil }
      claims = claims.filter { $0.value != claim }
      for text in sides[1].split(separator: "+", omittingEmptySubsequences: false) {
        guard let code = UInt8(text), named.updateValue(claim, forKey: Int32(code)) == nil else {
          return nil
        }
      }
    }
    claims.merge(named) { $1 }
  }

  /// The names that are taken.
  private static let names: [String: Claim] = [
    "done": .done, "refused": .refused, "not-done": .notDone, "unknown": .unknown,
  ]

  /// What an exit code claims; one that means nothing claims nothing.
  subscript(code: Int32) -> Claim { claims[code] ?? .none(code: code) }
}
