package import Campaigns
import FoundationEssentials
import Quantities
import Telemetry

extension BuildMark {
  /// The mark of the program that runs.
  /// - Parameters:
  ///   - version: What it calls itself.
  ///   - lives: The hash over lives that it makes; `nil` when it makes none.
  package static func ofThisProgram(version: String, lives: UInt64?) -> BuildMark {
    var checksum = CRC32C()
    if let bytes = FileManager.default.contents(atPath: "/proc/self/exe") {
      checksum.update(Array(bytes).span)
    }
    return BuildMark(
      version: version, schema: ResultText.hex(Schema.hash),
      lives: lives.map { ResultText.hex($0) },
      program: ResultText.hex(checksum.value))
  }
}
