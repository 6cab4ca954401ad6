import Foundation
import Glibc

/// Emphasis on a terminal. What it marks must also be plain without it.
struct Paint {
  private let isOn: Bool

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
    isOn && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
