import CCommit
import Telemetry

/// What a program is, as `--version` prints it.
package enum ProgramVersion {
  /// The version of all programs of this project.
  package static let number = "1.0.0"

  /// The commit that the program was built from, with `-dirty` behind it where files had been
  /// changed since; `nil` where nobody wrote it down, as `make build` does.
  package static var commit: String? {
    let name = unsafe String(cString: ccommit_name())
    return name.isEmpty ? nil : name
  }

  /// The version alone on the first line, which scripts read; then the protocol that is spoken, and
  /// the schema hash that both ends must have in common (spec: messages.md); then the commit.
  package static var words: String {
    let spoken = ProtocolVersion.current
    return """
      \(number)
      protocol \(spoken.major).\(spoken.minor), schema hash 0x\(schema)
      commit \(commit ?? "unknown")
      """
  }

  /// The schema hash, in eight digits as the pages of the protocol have it.
  private static var schema: String {
    let digits = String(Schema.hash, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
