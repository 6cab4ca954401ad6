import Testing

extension PumpBench {
  /// Runs `programmer`, and expects that it ends with a code and says these words, and that pump and
  /// log are as they were: nothing is half applied.
  func expectRefused(
    _ words: [String], _ code: Int32, _ says: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try evidence
    let finished = try programmer(words)
    #expect(finished.code == code, "\(words): \(finished)", sourceLocation: sourceLocation)
    for part in says {
      #expect(
        finished.errors.contains(part), "\(words): \(finished.errors)",
        sourceLocation: sourceLocation)
    }
    #expect(try evidence == before, "\(words)", sourceLocation: sourceLocation)
  }

  /// As above, for words without spaces in them.
  func expectRefused(
    _ words: String, _ code: Int32, _ says: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectRefused(
      words.split(separator: " ").map(String.init), code, says, sourceLocation: sourceLocation)
  }

  /// Runs `programmer`, and expects that it does what it is told.
  @discardableResult
  func expectDone(
    _ words: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSON {
    let finished = try programmer(words)
    #expect(finished.code == 0, "\(words): \(finished)", sourceLocation: sourceLocation)
    return finished.json
  }

  /// What a pump shows of what was done to it.
  private var evidence: [JSON] {
    get throws {
      let log = try launch("programmer", ["log", "--last", "1", "--json", "--no-archive"]).wait().json
      let schedule = try launch("programmer", ["schedule", "--json", "--no-archive"]).wait().json
      return [try status, schedule, log.newest]
    }
  }
}
