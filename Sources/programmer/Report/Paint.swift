import Foundation
import Glibc

/// Emphasis on a terminal. What it marks must also be plain without it.
struct Paint {
  let isOn: Bool

  /// No emphasis at all, as for pipes and files.
  static let none = Paint(isOn: false)

  /// What standard error can show, unless the person wants none (NO_COLOR).
  static var ofStandardError: Paint {
    let environment = ProcessInfo.processInfo.environment
    return Paint(
      isOn: isatty(STDERR_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
        && environment["TERM"] != "dumb")
  }

  func strong(_ text: String) -> String { wrapped(text, "1") }
  func faint(_ text: String) -> String { wrapped(text, "2") }
  func warning(_ text: String) -> String { wrapped(text, "33") }

  private func wrapped(_ text: String, _ code: String) -> String {
    guard isOn, !text.isEmpty else { return text }
    // The emphasis ends with its line, so that it does not reach into what is printed next.
    let line = text.hasSuffix("\n") ? text.dropLast() : Substring(text)
    return "\u{1b}[\(code)m\(line)\u{1b}[0m" + text.dropFirst(line.count)
  }
}
