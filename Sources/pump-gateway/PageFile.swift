import Console
import FoundationEssentials
import GatewayCore

/// A page in a file of its own.
enum PageFile {
  /// Reads it. Throws a sentence when it cannot be read or is no page.
  static func read(_ path: String) throws(GatewayProblem) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw GatewayProblem(.data, "\(path.shown): the page cannot be read; nothing was started")
    }
    // What a browser takes for text would be shown as such, and nobody would know why.
    let start = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
    guard start.contains("<!doctype html") || start.contains("<html") else {
      throw GatewayProblem(
        .data, "\(path.shown): this does not begin as an HTML page does; nothing was started")
    }
    return bytes
  }
}
