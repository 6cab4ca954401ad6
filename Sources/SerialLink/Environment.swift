import CSerialShim
import Glibc

/// The environment variables of this process.
enum Environment {
  /// The value of a variable; one that is set to nothing counts as not set.
  static func value(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// All of them as `NAME=VALUE`, with these in place of those of the same name.
  static func all(with own: [String: String]) -> [String] {
    var texts: [String] = []
    while let entry = unsafe cserial_environment(texts.count) {
      texts.append(unsafe String(cString: entry))
    }
    texts.removeAll { own[String($0.prefix { $0 != "=" })] != nil }
    return texts + own.map { "\($0.key)=\($0.value)" }.sorted()
  }
}
