/// What a result was made by: two results are of one campaign only when this is the same.
package struct BuildMark: Hashable, Codable, Sendable {
  /// The program's version.
  package var version: String
  /// The hash of the messages' layouts, 8 digits of base 16.
  package var schema: String
  /// The hash over some lives that are the same on every machine, 16 digits; `nil` of a program
  /// that lives none.
  package var lives: String?
  /// The checksum of the program's file, 8 digits: another compiler, machine or check makes
  /// another.
  package var program: String

  private enum CodingKeys: String, CodingKey {
    case version = "version"
    case schema = "schema"
    case lives = "lives"
    case program = "program"
  }

  /// A mark from its parts.
  package init(version: String, schema: String, lives: String?, program: String) {
    self.version = version
    self.schema = schema
    self.lives = lives
    self.program = program
  }

  /// What sets another apart from this one, in words; `nil` when nothing does.
  package func difference(of other: BuildMark) -> String? {
    if other.version != version { return "it is of version \(other.version), not \(version)" }
    if other.schema != schema {
      return "its messages are laid out as \(other.schema), not as \(schema)"
    }
    if other.lives != lives {
      return "its build makes other lives (\(other.lives ?? "none"), not \(lives ?? "none"))"
    }
    guard other.program != program else { return nil }
    return "it is of a program with other bytes (\(other.program), not \(program))"
  }

  /// It without what differs between machines and compilers.
  package var anyProgram: BuildMark {
    BuildMark(version: version, schema: schema, lives: lives, program: "")
  }
}
