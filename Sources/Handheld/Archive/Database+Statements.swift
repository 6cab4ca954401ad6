import GRDB

/// Statements of which a visit needs the same again and again: each is prepared once and kept.
extension Database {
  /// Carries a statement out with arguments.
  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
