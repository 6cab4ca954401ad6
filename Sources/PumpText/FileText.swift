/// The text of a file that a person may have saved with any editor.
package enum FileText {
  /// The text in UTF-8 that some bytes are; `nil` when they are none. A byte order mark at the
  /// beginning, as some editors put there, is no part of it: YAML 1.2 (section 5.2) and readers of
  /// JSON (RFC 8259, section 8.1) allow it.
  package static func text(_ bytes: some Collection<UInt8>) -> String? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    return String(validating: content, as: UTF8.self)
  }
}
