import ClinicSupport
import Console
import Decode
import ProgrammerSession
import PumpText
import Telemetry

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import programmer

// What shared code leaves to a face is said here as the command line says it.

extension Samples {
  /// The command line's face, which tests cannot name by themselves.
  static let face = Face.commandLine
}

extension ProgrammerError {
  var message: String { message(.commandLine) }
}

extension OrderOutlook {
  var words: String { words(.commandLine) }
  func sentence(_ done: OrderDone) -> String { sentence(done, .commandLine) }
}

extension FaceText {
  func contains(_ words: String) -> Bool { text(.commandLine).contains(words) }
}

extension QuantityError {
  var description: String { words(.commandLine) }
}

extension Warning {
  init(_ warning: ChangeWarning) { self.init(warning, .commandLine) }
  init(_ finding: Titration.Finding) { self.init(finding, .commandLine) }
}

extension ChangePreview {
  func words(_ paper: Paper = .plain) -> String { words(paper, .commandLine) }
}

extension ChangeResult {
  init(
    preview: ChangePreview, consent: Consent, done: OrderDone, isReadBack: Bool, sentence: String
  ) {
    self.init(
      preview: preview, consent: consent, done: done, isReadBack: isReadBack, sentence: sentence,
      face: .commandLine)
  }
}

extension InterrogationResult {
  init(body: Interrogation, running: Forecast, therapy: TherapyReport? = nil, isFull: Bool) {
    self.init(
      body: body, running: running, therapy: therapy, isFull: isFull, drugs: .standard,
      face: .commandLine)
  }
}

extension InterrogationJSON {
  init(_ body: Interrogation, _ report: TherapyReport? = nil, running: Forecast) {
    self.init(body, report, running: running, due: RefillDue(running, body, by: .standard))
  }
}

extension RefillExpectation {
  init(now: Interrogation, running: Forecast) {
    self.init(now: now, running: running, drugs: .standard, face: .commandLine)
  }
}

extension LogResult {
  init(
    collection: LogCollection, entries: [LogEntryJSON], isVerified: Bool, account: LogAccount?
  ) {
    self.init(
      collection: collection, entries: entries, isVerified: isVerified, account: account,
      face: .commandLine)
  }
}

extension ReportPage {
  init(facts: ReportFacts) { self.init(facts: facts, face: .commandLine) }
}

extension BridgeFigure {
  init(facts: ReportFacts) { self.init(facts: facts, face: .commandLine) }
}

extension CaptureDecoder {
  init(_ card: KeyCard? = nil) { self.init(card, face: .commandLine) }
}
