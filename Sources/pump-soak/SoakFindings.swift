import PumpWorld
import Soak
import Trace
import VerbOutput

/// What a run of seeds has found.
struct SoakFindings: Sendable {
  let jobs: Int
  var seeds = 0
  var events = 0
  /// The first seed that was not lived.
  var next: UInt64 = 0
  var strokes: UInt64 = 0
  /// Therapy time of all lives, in ms.
  var therapy: UInt64 = 0
  var milliseconds: UInt64 = 0
  /// How long processor cores were busy, in ms.
  var busyMilliseconds: UInt64 = 0
  var isStopped = false
  var failures: [Failure] = []

  init(jobs: Int) { self.jobs = jobs }

  /// A seed that failed, and how to see it again.
  struct Failure: Encodable, Sendable {
    let seed: UInt64
    /// The number of what did not hold, and its sentence.
    let invariant: UInt8
    let sentence: String
    let event: Int
    let what: String
    let command: String
    let shrunk: String?

    /// A failure, with a shorter life that has it too if there is one.
    init(_ scope: LifeScope, _ failure: SoakFailure) {
      seed = scope.seed
      invariant = failure.invariant.rawValue
      sentence = failure.invariant.sentence
      event = failure.event
      what = failure.what
      command = "pump-soak \(scope.arguments) --trace"
      let shorter = Soak.shrunk(scope, failure)
      shrunk = shorter == scope ? nil : "pump-soak \(shorter.arguments) --trace"
    }

    var text: String {
      "seed \(seed), event \(event): “\(sentence)” does not hold: \(what)\n  \(command)\n"
        + (shrunk.map { "  shorter: \($0)\n" } ?? "")
    }
  }

  /// A life as chapters of a trace file: one for each of its pumps.
  static func chapters(_ life: Soak.Life, of scope: LifeScope) -> [TraceChapter] {
    let result = life.failure.map { "FAILED: \(words($0))" } ?? "everything held"
    return life.lines.enumerated().map { number, lines in
      var chapter = TraceChapter(
        "Life of seed \(scope.seed)" + (number == 0 ? "" : ", the pump that replaces it"))
      chapter.facts = [
        TraceChapter.Fact("result", result),
        TraceChapter.Fact("what it is of", Soak.description(of: scope)),
        TraceChapter.Fact("again", "pump-soak \(scope.arguments) --trace"),
        TraceChapter.Fact("fingerprint", "\(life.hash)"),
      ]
      chapter.notes = lines.map { TraceChapter.Note($0) }
      if number == life.lines.count - 1, let failure = life.failure, let last = chapter.notes.last {
        chapter.notes.append(
          TraceChapter.Note(last.moment, TraceChapter.failed(words(failure))))
      }
      return chapter
    }
  }

  static func words(_ failure: SoakFailure) -> String {
    "“\(failure.invariant.sentence)” does not hold after event \(failure.event):"
      + " \(failure.what)"
  }

  private var seconds: Double { Double(max(milliseconds, 1)) / 1000 }
  private var years: Double { Double(therapy) / 31_557_600_000 }

  /// The figures for a person.
  var text: String {
    let perCore = Double(seeds) / seconds / Double(jobs)
    return "\(seeds) seeds, \(failures.count) failures\(isStopped ? ", stopped" : "")\n"
      + "\(Int(perCore)) seeds per second and core, \(Int(years / seconds)) years of therapy per"
      + " second; \(events) events, \(Int(years)) years in \(Int(seconds)) s\n"
  }

  /// One line of JSON.
  func json() throws -> String {
    struct Body: Encodable {
      let seeds_done: Int
      let events: Int
      let failures: [Failure]
      let is_stopped: Bool
      let jobs: Int
      let seconds: Double
      let seeds_per_second_per_core: Double
      let simulated_years: Double
      let simulated_years_per_second: Double
    }
    return try JSONText.line(
      Body(
        seeds_done: seeds, events: events, failures: failures, is_stopped: isStopped, jobs: jobs,
        seconds: seconds, seeds_per_second_per_core: Double(seeds) / seconds / Double(jobs),
        simulated_years: years, simulated_years_per_second: years / seconds))
  }

  /// How one life ended.
  struct Single: Encodable {
    let seed: UInt64
    let arguments: String
    let fingerprint: UInt64
    let is_reproducible: Bool
    let events: Int
    let invariant: UInt8?
    let sentence: String?
    let event: Int?
    let what: String?

    init(_ scope: LifeScope, _ life: Soak.Life, isSame: Bool) {
      seed = scope.seed
      arguments = scope.arguments
      fingerprint = life.hash
      is_reproducible = isSame
      events = life.events
      invariant = life.failure?.invariant.rawValue
      sentence = life.failure?.invariant.sentence
      event = life.failure?.event
      what = life.failure?.what
    }

    func json() throws -> String { try JSONText.line(self) }
  }
}

extension SoakFailure {
  /// A life was another one the second time.
  static var notTheSame: SoakFailure {
    SoakFailure(
      invariant: .sameness, event: 0, what: "the same seed made another life the second time")
  }
}
