import Console
import PumpText
import YamlFiles
import Yams

/// Reads scripts. Spec: scenarios.md.
///
/// What is wrong is told with its line and column, and nothing is done before all was read.
package struct ScriptReader {
  /// Gives the bytes of a file; throws a sentence of what keeps it from being read.
  package typealias Source = (_ path: String) throws(Unreadable) -> [UInt8]

  /// Why a file cannot be read.
  package struct Unreadable: Error {
    let reason: String

    /// A reason in words.
    package init(_ reason: String) { self.reason = reason }
  }

  private let source: Source

  /// The longest script, in bytes.
  package static let longest = 1_000_000
  /// How deep one thing can stand in another.
  static let deepest = 32

  /// A reader of files that `source` gives.
  package init(_ source: @escaping Source) { self.source = source }

  /// Reads a script, with all that it includes.
  package func read(_ path: String) throws(ScriptError) -> Script {
    let top = try node(path, includedAt: nil)
    var steps = StepReader(self, path: [path])
    return try steps.script(top)
  }

  /// The YAML of a file.
  func node(_ path: String, includedAt place: ScriptPlace?) throws(ScriptError) -> ScriptNode {
    let place = place ?? ScriptPlace(path)
    let bytes: [UInt8]
    do throws(Unreadable) {
      bytes = try source(path)
    } catch {
      throw ScriptError(place, "\(path.shown) cannot be read: \(error.reason)")
    }
    guard bytes.count <= Self.longest else {
      throw ScriptError(
        place, "\(path.shown) is longer than any script (\(Self.longest / 1_000_000) MB)")
    }
    guard let text = FileText.text(bytes) else {
      throw ScriptError(place, "\(path.shown) is no text in UTF-8")
    }
    if let deep = Self.tooDeep(text) {
      throw ScriptError(
        ScriptPlace(path, line: deep), "nothing in a script stands so deep in something else")
    }
    let node: Node?
    do throws(YamlProblem) {
      node = try YamlText.compose(text)
    } catch {
      throw ScriptError(ScriptPlace(path, line: error.line, column: error.column), error.words)
    }
    guard let node else {
      throw ScriptError(ScriptPlace(path), "the script is empty; begin with “steps:”")
    }
    return ScriptNode(node: node, file: path)
  }

  /// The line on which brackets or indents stand deeper than a parser should be led; `nil` if none.
  private static func tooDeep(_ text: String) -> Int? {
    var depth = 0
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let start = line.prefix { $0 == " " || $0 == "-" || $0 == "?" }
      let marks = start.count { $0 != " " }
      for letter in line {
        if letter == "[" || letter == "{" { depth += 1 }
        if letter == "]" || letter == "}" { depth = max(0, depth - 1) }
        if depth > deepest { return number + 1 }
      }
      if marks > deepest || start.count > 4 * deepest { return number + 1 }
    }
    return nil
  }
}
