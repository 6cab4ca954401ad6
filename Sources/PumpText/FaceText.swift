/// Words for a person that name what can be done next, before it is known with what they do it.
///
/// They are written as a string is, with steps in between: `"… \(.resume) …"`. A face turns them
/// into text.
package struct FaceText: Hashable, Sendable, ExpressibleByStringInterpolation {
  private enum Part: Hashable, Sendable {
    case text(String)
    case step(NextStep)
  }

  private var parts: [Part]

  /// Words without a step.
  @inline(never)
  package init(_ text: String) { parts = text.isEmpty ? [] : [.text(text)] }

  /// Words from a literal.
  package init(stringLiteral value: String) { self.init(value) }

  /// Words from a literal with values, other words or steps in it.
  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.whole }

  /// The text as a face says it.
  @inline(never)
  package func text(_ face: Face) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let words): text += words
      case .step(let step): text += face.words(step)
      }
    }
  }

  /// The steps in the text, in their order.
  package var steps: [NextStep] {
    parts.compactMap { part in
      switch part {
      case .text: nil
      case .step(let step): step
      }
    }
  }

  /// Both texts, one behind the other.
  @inline(never)
  package static func + (first: FaceText, second: FaceText) -> FaceText {
    var both = first
    both.parts += second.parts
    return both
  }

  /// Collects a literal's pieces.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var whole = FaceText("")

    /// An empty collection.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds words of the literal.
    @inline(never)
    package mutating func appendLiteral(_ literal: String) {
      whole = whole + FaceText(literal)
    }

    /// Adds a value as a string has it.
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      appendLiteral(value.description)
    }

    /// Adds other words.
    @inline(never)
    package mutating func appendInterpolation(_ text: FaceText) { whole = whole + text }

    /// Adds a step.
    @inline(never)
    package mutating func appendInterpolation(_ step: NextStep) { whole.parts.append(.step(step)) }
  }
}

extension DefaultStringInterpolation {
  /// A string cannot hold what only a face can say.
  @available(*, deprecated, message: "only a face can say a step: use FaceText")
  package mutating func appendInterpolation(_ step: NextStep) {
    preconditionFailure("a step in a string")
  }

  /// A string cannot hold what only a face can say.
  @available(*, deprecated, message: "only a face can say these words: use FaceText")
  package mutating func appendInterpolation(_ text: FaceText) {
    preconditionFailure("a face's words in a string")
  }
}
