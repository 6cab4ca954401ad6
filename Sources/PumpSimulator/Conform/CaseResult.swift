import ClientJudge
import Console
import Glibc
import Quantities
import Trace

/// A case that was played, and everything about it.
struct CaseResult {
  var conformanceCase: ConformanceCase
  var verdict: Verdict
  var evidence: Evidence
  /// How the command ended, as a shell has it.
  var exitCode: Int32
  /// What happened, line by line.
  var trace: [Trace.Line]
  /// The end of what it said on both of its streams.
  var output: String

  /// Its name, which is that of its files too.
  var name: String { conformanceCase.rawValue }

  /// What happened, as a part of a trace file.
  var chapter: TraceChapter {
    var chapter = TraceChapter("\(name), played by somebody's programmer")
    let plan = conformanceCase.plan
    chapter.facts = [
      TraceChapter.Fact("done to it", plan.done), TraceChapter.Fact("it must", plan.must),
      TraceChapter.Fact("exit code", "\(exitCode)"),
      TraceChapter.Fact("result", verdict.isPassed ? verdict.reason : "FAILED: \(verdict.reason)"),
    ]
    chapter.notes = trace.map { TraceChapter.Note($0) }
    return chapter
  }

  private static var nameWidth: Int {
    ConformanceCase.allCases.map { $0.rawValue.count }.max() ?? 0
  }

  /// A line for people, and more lines where it failed.
  /// - Parameter trace: Where its trace is, if it was kept.
  func words(_ trace: String?) -> String {
    let name = name + String(repeating: " ", count: Self.nameWidth - name.count)
    let tenths = evidence.took.rawValue / 100
    let time = "\(tenths / 10).\(tenths % 10) s"
    guard !verdict.isPassed else { return "passed  \(name)  \(time)\n" }
    let plan = conformanceCase.plan
    var lines = ["FAILED  \(name)  \(time)  \(verdict.reason)"]
    lines += ["done to it: \(plan.done)", "it must:    \(plan.must)"].map { "          \($0)" }
    lines += verdict.evidence.map { "          \($0)" }
    lines += ["          its exit code is \(exitCode)"]
    lines += lastLines.map { "          it wrote: \($0.shown)" }
    if let trace { lines.append("          trace: \(trace)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The last lines it wrote.
  private var lastLines: [String] {
    output.split(separator: "\n").suffix(3).map(String.init)
  }
}
