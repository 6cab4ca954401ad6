/// Something that a flag says, else the environment, else the settings file.
package enum Setting: String, CaseIterable, Sendable {
  /// The port that the pump is at.
  case port
  /// The implant card of the pump.
  case card
  /// The control socket of the pump's bench.
  case control
  /// Which of several pumps that share a control socket is meant.
  case pump
  /// The archive of visits.
  case archive
  /// The drug library.
  case drugs
  /// What the patient is treated for.
  case indication
  /// The file that sessions' keys are appended to.
  case keylog

  /// The environment's name of it.
  package var variable: String { "PUMPLINK_\(rawValue.uppercased())" }

  /// What names something where a file may stand: a path of it that is not absolute begins where
  /// the settings file is.
  var isPath: Bool {
    switch self {
    case .port, .card, .control, .archive, .drugs, .keylog: true
    case .pump, .indication: false
    }
  }
}
