import ClientJudge
import Quantities
import Telemetry
import VerbOutput

/// What became of all cases that were played.
struct ConformVerdicts {
  var task: ConformTask
  var results: [CaseResult]
  /// How long it all took, in ms.
  var milliseconds: Int

  /// How many failed.
  var failed: Int { results.count { !$0.verdict.isPassed } }

  /// The last line for people.
  var summary: String {
    let seconds = "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
    let passed = results.count - failed
    return failed == 0
      ? "all \(passed) cases passed in \(seconds)\n"
      : "\(failed) of \(results.count) cases failed, \(passed) passed, in \(seconds)\n"
  }
}

/// The verdicts as `--json` prints them.
struct ConformJSON: Encodable {
  struct Finding: Encodable {
    var rule: String
    var message: String
  }

  struct Case: Encodable {
    var name: String
    var verdict: String
    var reason: String
    var findings: [Finding]
    var claim: String
    var command_exit_code: Int32
    var took_ms: UInt64
    var orders: Int
    var sessions: Int
    var frames_sent: Int
    var sent_bytes: Int
    var heard_bytes: Int
    var dose_before_mcg_per_day: Double
    var dose_after_mcg_per_day: Double
    var wanted_mcg_per_day: Double
    var evidence: [String]
  }

  var outcome = VerbAnswer.Outcome.read
  var verdict: String
  var command: [String]
  var seed: UInt64
  var took_ms: Int
  var passed: Int
  var failed: Int
  var cases: [Case]

  init(_ report: ConformVerdicts) {
    verdict = (report.failed == 0 ? CaseVerdict.passed : .failed).rawValue
    command = report.task.command
    seed = report.task.seed
    took_ms = report.milliseconds
    failed = report.failed
    passed = report.results.count - report.failed
    cases = report.results.map(Case.init)
  }

  /// The object on a line.
  var line: String { get throws { try JSONText.line(self) } }
}

extension ConformJSON.Case {
  init(_ result: CaseResult) {
    let conduct = result.evidence.conduct
    name = result.name
    verdict = (result.verdict.isPassed ? CaseVerdict.passed : .failed).rawValue
    reason = result.verdict.reason
    findings = result.verdict.findings.map { .init(rule: $0.rule.rawValue, message: $0.words) }
    claim = (result.evidence.claim?.name ?? .none).rawValue
    command_exit_code = result.exitCode
    took_ms = result.evidence.took.rawValue
    orders = conduct.orders.count
    sessions = conduct.sessions.count
    frames_sent = conduct.sent.frames
    sent_bytes = conduct.sent.bytes
    heard_bytes = conduct.heard.bytes
    dose_before_mcg_per_day = result.evidence.before.therapy.dose.micrograms
    dose_after_mcg_per_day = result.evidence.after.therapy.dose.micrograms
    wanted_mcg_per_day = result.conformanceCase.plan.wanted.micrograms
    evidence = result.verdict.evidence
  }
}

/// What a judge says of a client in a case.
enum CaseVerdict: String, CaseIterable {
  case passed = "passed"
  case failed = "failed"
}

/// The cases as `--list --json` prints them.
struct ConformListJSON: Encodable {
  struct Case: Encodable {
    var name: String
    var done_to_it: String
    var must: String
    var wanted_mcg_per_day: Double
    var claims: [String]
  }

  var outcome = VerbAnswer.Outcome.read
  var cases: [Case]

  init(_ all: [ConformanceCase]) {
    cases = all.map { conformanceCase in
      let plan = conformanceCase.plan
      return Case(
        name: conformanceCase.rawValue, done_to_it: plan.done, must: plan.must,
        wanted_mcg_per_day: plan.wanted.micrograms, claims: plan.claims.map(\.name.rawValue))
    }
  }

  /// The object on a line.
  var line: String { get throws { try JSONText.line(self) } }
}

extension DoseRate {
  /// The dose in mcg/day, as JSON has it.
  fileprivate var micrograms: Double { Double(nanogramsPerDay) / 1000 }
}
