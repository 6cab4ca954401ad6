import Console

/// What came of scripts as JUnit's XML, which build servers read: a suite for each file, a case for
/// each time that it was played.
package struct JUnitPage {
  /// The whole document.
  package let text: String

  /// A page of what came of scripts.
  package init(_ findings: [ScenarioFinding]) {
    var files: [String] = []
    for finding in findings where !files.contains(finding.file) { files.append(finding.file) }
    let suites = files.map { file in Self.suite(file, findings.filter { $0.file == file }) }
    text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n" + suites.joined()
      + "</testsuites>\n"
  }

  private static func suite(_ file: String, _ findings: [ScenarioFinding]) -> String {
    let total = findings.map(\.milliseconds).reduce(0, +)
    let counts =
      "tests=\"\(findings.count)\" failures=\"\(findings.count(.failed))\""
      + " errors=\"\(findings.count(.broken) + findings.count(.stopped))\""
      + " skipped=\"\(findings.count(.skipped))\""
    return
      "  <testsuite name=\"\(MarkupText.escaped(file))\" \(counts) time=\"\(seconds(total))\">\n"
      + findings.map { test($0) }.joined() + "  </testsuite>\n"
  }

  private static func test(_ finding: ScenarioFinding) -> String {
    var text = "    <testcase classname=\"\(MarkupText.escaped(finding.file))\" name=\""
    text += "\(MarkupText.escaped(finding.title))\" time=\"\(seconds(finding.milliseconds))\">\n"
    if let seed = finding.seed {
      text += "      <properties><property name=\"seed\" value=\"\(seed)\"/></properties>\n"
    }
    let fault = finding.firstFault
    let message = fault?.failures.first ?? finding.reason ?? ""
    let details = MarkupText.escaped(finding.words(isDry: false))
    switch finding.outcome {
    case .passed: break
    case .skipped: text += "      <skipped message=\"\(MarkupText.escaped(message))\"/>\n"
    case .failed:
      text += "      <failure message=\"\(MarkupText.escaped(message))\">\(details)</failure>\n"
    case .broken, .stopped:
      text += "      <error message=\"\(MarkupText.escaped(message))\">\(details)</error>\n"
    }
    return text + "    </testcase>\n"
  }

  private static func seconds(_ milliseconds: UInt64) -> String {
    let rest = "\(1000 + milliseconds % 1000)".dropFirst()
    return "\(milliseconds / 1000).\(rest)"
  }
}
