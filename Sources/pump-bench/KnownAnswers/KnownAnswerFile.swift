import Glibc
import Telemetry

/// A file of known answers, read and known to be whole.
struct KnownAnswerFile {
  let kind: KnownAnswerKind
  let answers: [KnownAnswer]

  /// Files larger than this are none; the published ones have less than a megabyte.
  private static let largest = 64 << 20

  /// What is in a file, or in a pipe.
  static func read(_ path: String) throws(BenchmarkError) -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    defer { if file >= 0 { close(file) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = file < 0 ? -1 : unsafe Glibc.read(file, &chunk, chunk.count)
      if count < 0 && file >= 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw BenchmarkError(
          .data, "the file cannot be read: \(unsafe String(cString: strerror(errno)))")
      }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk.prefix(count)
      if bytes.count > largest {
        throw BenchmarkError(.data, "a file of more than 64 MiB holds no known answers")
      }
    }
  }

  /// Reads the records. `kind` is what the file must be; `nil` lets the first record decide.
  init(text: String, kind asked: KnownAnswerKind?) throws(BenchmarkError) {
    var kind = asked
    var answers: [KnownAnswer] = []
    var record = KnownAnswerRecord()
    // A blank line at the end closes the last record. A line may end with a carriage return, which
    // together with the line feed is one character.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (place, line) in (lines + [""]).enumerated() {
      if line.allSatisfy(\.isWhitespace) {
        if record.isEmpty { continue }
        let known = if let kind { kind } else { try record.kind() }
        answers.append(KnownAnswer(try record.closed(as: known), known))
        kind = known
        record = KnownAnswerRecord()
      } else {
        try record.add(line, number: place + 1)
      }
    }
    guard let kind, !answers.isEmpty else {
      throw BenchmarkError(.data, "there is no known answer in it")
    }
    self.kind = kind
    self.answers = answers
  }

  /// The answers that are not what this Ascon gives, each with what is wrong.
  func wrongAnswers() -> [(line: Int, what: String)] {
    answers.compactMap { answer in
      answer.fault().map { (answer.line, "count \(answer.count): \($0)") }
    }
  }
}

/// The lines of one record as they come.
struct KnownAnswerRecord {
  private(set) var line = 0
  private(set) var count: String?
  private var fields: [String: (bytes: [UInt8], line: Int)] = [:]

  var isEmpty: Bool { line == 0 }

  /// The bytes of a field that the record has.
  subscript(_ name: String) -> [UInt8] { fields[name]?.bytes ?? [] }

  /// Takes a line `Name = value`.
  mutating func add(_ text: Substring, number: Int) throws(BenchmarkError) {
    if isEmpty { line = number }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(Self.trimmed)
    guard parts.count == 2, let name = parts.first, let value = parts.last else {
      throw BenchmarkError(.data, "line \(number): not of the form “Name = hex digits”")
    }
    if name == "Count" {
      guard count == nil else { throw Self.twice(name, number) }
      guard !value.isEmpty, value.utf8.allSatisfy({ (48...57).contains($0) }) else {
        throw BenchmarkError(.data, "line \(number): Count is not a number")
      }
      count = String(value)
      return
    }
    guard KnownAnswerKind.allCases.contains(where: { $0.fields.contains(String(name)) }) else {
      throw BenchmarkError(
        .data,
        "line \(number): no known-answer file has a field of this name; the names are "
          + "Count, Key, Nonce, PT, AD, CT, Msg, Z and MD")
    }
    guard let bytes = Self.bytes(value) else {
      throw BenchmarkError(.data, "line \(number): \(name) is not whole bytes in hex digits")
    }
    guard fields.updateValue((bytes, number), forKey: String(name)) == nil else {
      throw Self.twice(name, number)
    }
  }

  /// The only kind, or the likelier of two, that has these fields.
  func kind() throws(BenchmarkError) -> KnownAnswerKind {
    let kinds = KnownAnswerKind.allCases.filter { Set($0.fields) == Set(fields.keys) }
    guard let first = kinds.first else {
      throw BenchmarkError(
        .data, "line \(line): the record has \(names), which is no kind's set of fields")
    }
    return first == .hash256 && self["MD"].count != 32 ? .xof128 : first
  }

  /// The record, once it is known to have all fields of this kind and no others.
  func closed(as kind: KnownAnswerKind) throws(BenchmarkError) -> KnownAnswerRecord {
    guard Set(kind.fields) == Set(fields.keys), count != nil else {
      let wanted = (["Count"] + kind.fields).joined(separator: ", ")
      throw BenchmarkError(.data, "line \(line): the record has \(names); \(kind) has \(wanted)")
    }
    for name in kind.fields {
      guard let field = fields[name], let length = kind.length(of: name) else { continue }
      if field.bytes.count != length {
        throw BenchmarkError(
          .data,
          "line \(field.line): \(name) has \(field.bytes.count) bytes; in \(kind) it has "
            + "\(length)")
      }
    }
    if kind == .cxof128, self["Z"].count > AsconCXOF128.customizationBytes {
      throw BenchmarkError(.data, "line \(fields["Z"]?.line ?? line): Z has more than 256 bytes")
    }
    return self
  }

  private var names: String {
    let names = (count == nil ? [] : ["Count"]) + fields.keys.sorted()
    return names.joined(separator: ", ")
  }

  private static func twice(_ name: Substring, _ number: Int) -> BenchmarkError {
    BenchmarkError(
      .data, "line \(number): a second \(name) in one record; a blank line goes between records")
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }

  /// Bytes from pairs of hex digits; `nil` when they are not.
  private static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = text.utf8.compactMap { digit -> UInt8? in
      switch digit {
      case 48...57: digit - 48
      case 65...70: digit - 55
      case 97...102: digit - 87
      default: nil
      }
    }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
