import CSerialShim
import Glibc

/// The environment variables of this process.
package enum Environment {
  /// Variables in place of those of the process, for whoever runs a program's verbs within a
  /// process of his own; one that is empty stands for none.
  @TaskLocal package static var overlay: [String: String] = [:]

  /// The value of a variable; one that is set to nothing counts as not set.
  package static func value(_ name: String) -> String? {
    if let text = overlay[name] { return text.isEmpty ? nil : text }
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Whether a variable is set, be it to nothing.
  package static func holds(_ name: String) -> Bool {
    if overlay[name] != nil { return true }
    return unsafe getenv(name) != nil
  }

  /// All of them.
  package static var values: [String: String] {
    var values: [String: String] = [:]
    for text in texts {
      guard let end = text.firstIndex(of: "=") else { continue }
      values[String(text[..<end])] = String(text[text.index(after: end)...])
    }
    return values.merging(overlay) { $1 }
  }

  /// All of them as `NAME=VALUE`, with these in place of those of the same name.
  static func all(with own: [String: String]) -> [String] {
    let own = overlay.merging(own) { $1 }
    return texts.filter { own[String($0.prefix { $0 != "=" })] == nil }
      + own.map { "\($0.key)=\($0.value)" }.sorted()
  }

  /// Those of the process.
  private static var texts: [String] {
    var texts: [String] = []
    while let entry = unsafe cserial_environment(texts.count) {
      texts.append(unsafe String(cString: entry))
    }
    return texts
  }
}
