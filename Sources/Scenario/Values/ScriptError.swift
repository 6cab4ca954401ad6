/// A place in a script, as editors count: lines and columns from 1.
package struct ScriptPlace: Equatable, Sendable {
  package let file: String
  package let line: Int
  package let column: Int

  /// A place in a file.
  package init(_ file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place as editors and compilers write it.
  package var text: String { "\(file):\(line):\(column)" }
}

/// What is wrong with a script, where, and what to write instead.
package struct ScriptError: Error, Equatable, Sendable {
  package let place: ScriptPlace
  /// What is wrong, and behind a semicolon what to do about it.
  package let message: String

  /// An error at a place.
  package init(_ place: ScriptPlace, _ message: String) {
    self.place = place
    self.message = message
  }

  /// One line: the place, then what is wrong there.
  package var text: String { "\(place.text): \(message)" }
}
