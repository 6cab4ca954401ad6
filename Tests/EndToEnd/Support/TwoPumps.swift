import Testing

/// A pump that is to be replaced, and the pump that follows it, each in a process of its own.
final class TwoPumps {
  let old: PumpBench
  let new: PumpBench

  init(old: [String] = [], new: [String] = ["--profile", "replacement-40ml"]) throws {
    self.old = try PumpBench(options: old)
    self.new = try PumpBench(options: new)
  }

  /// Runs `programmer transfer` at the new pump, over other ports where they are given; what
  /// stands for a blank within a word is a low line.
  @discardableResult
  func transfer(
    _ words: String, oldPort: String? = nil, newPort: String? = nil
  ) throws -> Finished {
    let link = try #require(oldPort ?? old.ready.link.string)
    let from = ["transfer", "--from", link, "--from-card", old.files.file("card.json")]
    let port = newPort.map { ["--port", $0] } ?? []
    return try new.programmer(
      from + port + words.split(separator: " ").map { String($0.replacing("_", with: " ")) })
  }

  /// Whether a pump gives its programme, by what its bench sees in an hour: a dose of therapy moves
  /// far more than minimum rate.
  static func givesTherapy(_ bench: PumpBench) throws -> Bool {
    let before = try #require(try bench.truth.pumped_nl.double)
    try bench.ctl("advance 1 day")
    return try #require(try bench.truth.pumped_nl.double) - before > 7_000
  }

  /// At most one of them gives its whole therapy, and an alarm sounds when none does.
  func expectSafe(_ place: String) throws {
    let flows = (try Self.givesTherapy(old), try Self.givesTherapy(new))
    #expect(flows != (true, true), "\(place): both give their therapy")
    guard flows == (false, false) else { return }
    #expect(
      try old.programmer("status --no-archive").json.alarms.elements.contains("emergency_rate"),
      "\(place): none gives a therapy, and no alarm says so")
  }
}
