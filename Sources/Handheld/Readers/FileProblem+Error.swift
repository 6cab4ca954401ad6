import ClinicText
import PumpText
import YamlFiles

extension FileProblem {
  /// The error of a file in which this is wrong.
  func error(in path: String) -> ProgrammerError {
    ProgrammerError(.data, "\(path):\(line): \(message). Nothing was sent")
  }
}
