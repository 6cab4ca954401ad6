import Glibc

/// The environment variables of this process.
enum Environment {
  /// The value of a variable; one that is set to nothing counts as not set.
  static func value(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
