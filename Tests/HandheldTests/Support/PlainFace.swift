import Console
import Decode
import Telemetry

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import PumpText

// What shared code leaves to a face is said here by the name of the step.

extension Face {
  /// Says the name of a step, so that a test sees where one is.
  static let plain = Face { "<" + String(describing: $0) + ">" }
}

extension FaceText {
  func contains(_ words: String) -> Bool { text(.plain).contains(words) }
}

extension ProgrammerError {
  var message: String { message(.plain) }
}

extension QuantityError {
  var description: String { words(.plain) }
}

extension Warning {
  init(_ warning: ChangeWarning) { self.init(warning, .plain) }
  init(_ finding: Titration.Finding) { self.init(finding, .plain) }
}

extension ChangePreview {
  func words(_ paper: Paper = .plain) -> String { words(paper, .plain) }
}

extension CaptureDecoder {
  init(_ card: KeyCard? = nil) { self.init(card, face: .plain) }
}
