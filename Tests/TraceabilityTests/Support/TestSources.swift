import Foundation

/// The tests that the sources of the project have.
struct TestSources {
  private let tests: Set<TraceTable.TestName>

  /// All tests in the folders of a folder, each a target.
  init(under root: URL) throws {
    var tests: Set<TraceTable.TestName> = []
    let root = root.resolvingSymlinksInPath()
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    let base = root.pathComponents.count
    while let url = files?.nextObject() as? URL {
      guard url.pathExtension == "swift" else { continue }
      let parts = url.resolvingSymlinksInPath().pathComponents.dropFirst(base)
      guard let target = parts.first, parts.count > 1 else { continue }
      let file = parts.dropFirst().joined(separator: "/").dropLast(".swift".count)
      for name in Self.names(in: try String(contentsOf: url, encoding: .utf8)) {
        tests.insert(
          TraceTable.TestName(target: target, file: String(file), name: name))
      }
    }
    self.tests = tests
  }

  var count: Int { tests.count }

  func has(_ test: TraceTable.TestName) -> Bool { tests.contains(test) }

  /// The names of the tests in a file: functions in backticks that have the attribute of a test,
  /// in the same line or in one before, and that are no comment.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    var isMarked = false
    for line in text.split(separator: "\n") {
      let code = line.trimmingCharacters(in: .whitespaces)
      if code.hasPrefix("//") { continue }
      if code.hasPrefix("@Test") { isMarked = true }
      guard let start = code.range(of: "func ") else { continue }
      if isMarked, let match = code[start.lowerBound...].prefixMatch(of: #/func `([^`]+)`/#) {
        names.append(String(match.1))
      }
      isMarked = false
    }
    return names
  }
}
