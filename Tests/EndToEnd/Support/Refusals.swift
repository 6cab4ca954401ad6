import Testing

extension PumpBench {
  /// Runs `programmer`, and expects that it ends with a code and says these words.
  func expectRefused(
    _ words: [String], _ code: Int32, _ says: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let finished = try programmer(words)
    #expect(finished.code == code, "\(words): \(finished)", sourceLocation: sourceLocation)
    for part in says {
      #expect(
        finished.errors.contains(part), "\(words): \(finished.errors)",
        sourceLocation: sourceLocation)
    }
  }

  /// As above, for words without spaces in them.
  func expectRefused(
    _ words: String, _ code: Int32, _ says: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectRefused(
      words.split(separator: " ").map(String.init), code, says, sourceLocation: sourceLocation)
  }

  /// Expects that the pump is afterwards as it was before, its last order included: whatever was
  /// refused meanwhile, nothing of it is half applied.
  func unchanged(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
  ) throws {
    let before = try status
    try body()
    #expect(try status == before, sourceLocation: sourceLocation)
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

  /// Has an order carried out that is beyond the largest step: refused first, then given by the
  /// total that the refusal names.
  func expectDoneByTotal(
    _ words: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let refused = try programmer(words)
    #expect(
      refused.code == 1 && refused.json.refusal.code == "totalUnconfirmed", "\(words): \(refused)",
      sourceLocation: sourceLocation)
    let total = (refused.json.refusal.asked.double ?? 0) / 1000
    try expectDone("\(words) --confirm-total \(total) mcg", sourceLocation: sourceLocation)
  }
}
