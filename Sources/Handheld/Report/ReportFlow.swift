import ClinicText
import PumpText

/// Reads a pump and writes the report of it as one file.
package struct ReportFlow {
  private let access: PumpAccess
  private let file: String
  private let isForced: Bool
  private let subject: String?
  private let truth: String?
  private let events: Int

  /// - Parameters:
  ///   - file: Where it is written.
  ///   - isForced: Whether it may take the place of a file, or go into a pipe or a device.
  ///   - subject: The patient, by code or in other words.
  ///   - truth: The file of what a bench saw, if there is one.
  ///   - events: How many of the newest events it lists.
  package init(
    access: PumpAccess, file: String, isForced: Bool, about subject: String?, truth: String?,
    events: Int
  ) {
    self.access = access
    self.file = file
    self.isForced = isForced
    self.subject = subject
    self.truth = truth
    self.events = events
  }

  /// Reads and writes; the pump is not asked for anything before the files are sound.
  package func run() throws -> ReportResult {
    let place = try ReportWriter(file, isForced: isForced)
    let seen = try truth.map(TruthFile.read) ?? []
    let visit = try Visit.begin(access)
    defer { visit.end() }
    var facts = try visit.reportFacts(about: subject)
    facts.truth = seen
    facts.eventCount = events
    facts.made = Archive.now().prefix(16).replacing("T", with: " ") + " UTC"
    try place.write(ReportPage(facts: facts, face: access.place.face).text)
    return ReportResult(file: file, facts: facts)
  }
}
