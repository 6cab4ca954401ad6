package import PumpText
package import Yams

/// Something wrong in a file of YAML, and where a person has to look.
package struct FileProblem: Error {
  /// From 1.
  package let line: Int
  /// What is wrong, and what to write instead.
  package let message: FaceText

  /// A problem on a line.
  package init(line: Int, _ message: FaceText) {
    self.line = line
    self.message = message
  }

  /// The same on the line of a node.
  package init(line node: Node, _ message: FaceText) {
    self.init(line: node.mark?.line ?? 1, message)
  }

  /// What was thrown while the file was read.
  package init(_ error: any Error) {
    switch error {
    case let problem as FileProblem: self = problem
    case let problem as YamlProblem: self.init(line: problem.line, FaceText(problem.words))
    default: self.init(line: 1, "this is no YAML")
    }
  }

  /// What a text means, or what is wrong with it, at its place in the file.
  package static func at<Value>(
    _ node: Node, _ parse: () throws(QuantityError) -> Value
  ) throws -> Value {
    do throws(QuantityError) {
      return try parse()
    } catch {
      throw FileProblem(line: node, error.text)
    }
  }
}
