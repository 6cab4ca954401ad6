import Telemetry
import TestSupport

/// Frames of any content, made as the specification says and apart from the product's own encoder.
enum Stuffed {
  static func frame(_ content: [UInt8]) -> [UInt8] {
    let sum = CRC32C.checksum(content.span)
    let plain = content + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
    var bytes: [UInt8] = []
    for run in plain.split(separator: 0, omittingEmptySubsequences: false) {
      bytes.append(UInt8(run.count + 1))
      bytes += run
    }
    return [0] + bytes + [0]
  }
}
