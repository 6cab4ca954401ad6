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
    var exit_code: Int32
    var took_ms: UInt64
    var orders: Int
    var sessions: Int
    var frames_sent: Int
    var sent_bytes: Int
    var heard_bytes: Int
    var dose_before_ng_per_day: UInt32
    var dose_after_ng_per_day: UInt32
    var wanted_ng_per_day: UInt32
    var evidence: [String]
  }

  var outcome: String
  var exit_code: Int32
  var command: [String]
  var seed: UInt64
  var took_ms: Int
  var passed: Int
  var failed: Int
  var cases: [Case]

  init(_ report: ConformVerdicts) {
    let status: ConformOutcome = report.failed == 0 ? .done : .refused
    outcome = status.rawValue
    exit_code = status == .done ? 0 : 1
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

/// How it ended, as its exit code says.
enum ConformOutcome: String, CaseIterable {
  case done
  case refused
}

extension ConformJSON.Case {
  init(_ result: CaseResult) {
    let conduct = result.evidence.conduct
    name = result.name
    verdict = (result.verdict.isPassed ? CaseVerdict.passed : .failed).rawValue
    reason = result.verdict.reason
    findings = result.verdict.findings.map { .init(rule: $0.rule, message: $0.words) }
    claim = result.evidence.claim?.name ?? ""
    exit_code = result.exitCode
    took_ms = result.evidence.took.rawValue
    orders = conduct.orders.count
    sessions = conduct.sessions.count
    frames_sent = conduct.sent.frames
    sent_bytes = conduct.sent.bytes
    heard_bytes = conduct.heard.bytes
    dose_before_ng_per_day = result.evidence.before.therapy.dose.nanogramsPerDay
    dose_after_ng_per_day = result.evidence.after.therapy.dose.nanogramsPerDay
    wanted_ng_per_day = result.conformanceCase.plan.wanted.nanogramsPerDay
    evidence = result.verdict.evidence
  }
}

/// What a judge says of a client in a case.
enum CaseVerdict: String, CaseIterable {
  case passed
  case failed
}

/// The cases as `--list --json` prints them.
struct ConformListJSON: Encodable {
  struct Case: Encodable {
    var name: String
    var done: String
    var must: String
    var wanted_ng_per_day: UInt32
    var claims: [String]
  }

  var outcome = VerbAnswer.Outcome.read
  var cases: [Case]

  init(_ all: [ConformanceCase]) {
    cases = all.map { conformanceCase in
      let plan = conformanceCase.plan
      return Case(
        name: conformanceCase.rawValue, done: plan.done, must: plan.must,
        wanted_ng_per_day: plan.wanted.nanogramsPerDay, claims: plan.claims.map(\.name))
    }
  }

  /// The object on a line.
  var line: String { get throws { try JSONText.line(self) } }
}
