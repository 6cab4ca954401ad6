import ClientJudge
import Console
import Quantities

/// The verdicts as JUnit's XML, which continuous integration reads.
enum ConformJUnit {
  /// The whole file.
  static func text(_ report: ConformVerdicts) -> String {
    let head =
      "<testsuite name=\"PumpFirmwareSim conform\" tests=\"\(report.results.count)\""
      + " failures=\"\(report.failed)\" errors=\"0\" skipped=\"0\""
      + " time=\"\(seconds(UInt64(report.milliseconds)))\">"
    let command = report.task.command.joined(separator: " ")
    let properties = [
      "<properties>", "<property name=\"pumplink.seed\" value=\"\(report.task.seed)\"/>",
      "<property name=\"pumplink.command\" value=\"\(MarkupText.escaped(command))\"/>",
      "</properties>",
    ]
    return
      (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>", head] + properties
      + report.results.map(element) + ["</testsuite>", "</testsuites>", ""])
      .joined(separator: "\n")
  }

  private static func element(_ result: CaseResult) -> String {
    let plan = result.conformanceCase.plan
    var lines = [
      "<testcase classname=\"conform\" name=\"\(MarkupText.escaped(result.name))\""
        + " time=\"\(seconds(result.evidence.took.rawValue))\">"
    ]
    if !result.verdict.isPassed {
      let rules = result.verdict.findings.map(\.rule.rawValue).joined(separator: " ")
      let words =
        ["done to it: \(plan.done)", "it must: \(plan.must)"] + result.verdict.evidence
        + ["its exit code is \(result.exitCode)"]
      let reason = MarkupText.escaped(result.verdict.reason)
      lines.append(
        "<failure type=\"\(MarkupText.escaped(rules))\" message=\"\(reason)\">"
          + "\(MarkupText.escaped(words.joined(separator: "\n")))</failure>")
    }
    lines.append("<system-out>\(MarkupText.escaped(result.output))</system-out>")
    return (lines + ["</testcase>"]).joined(separator: "\n")
  }

  private static func seconds(_ milliseconds: UInt64) -> String {
    let thousandths = "\(1000 + milliseconds % 1000)".dropFirst()
    return "\(milliseconds / 1000).\(thousandths)"
  }
}
