import ClinicText
package import Decode
import FoundationEssentials
import PumpText

/// Reads a key log: the keys of sessions, a line for each. Spec: captures.md, "Key log".
package enum KeyLogFile {
  /// Reads a file.
  package static func read(_ path: String) throws -> [KeyLogLine] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProgrammerError(.data, "\(path): there is no key log that can be read")
    }
    return try parse(Array(data), path: path)
  }

  /// Reads the bytes of a file.
  package static func parse(_ bytes: [UInt8], path: String) throws -> [KeyLogLine] {
    guard let text = FileText.text(bytes) else {
      throw ProgrammerError(.data, "\(path): a key log is text, and this is none")
    }
    do throws(KeyLogLine.BrokenLine) {
      return try KeyLogLine.read(text)
    } catch {
      throw ProgrammerError(
        .data,
        "\(path):\(error.number): neither “PUMPLINK_SESSION” with a session, a nonce and two keys "
          + "in hexadecimal, nor a comment")
    }
  }
}
