import Console
import FoundationEssentials
import PumpText
import SerialLink
import Trace

/// The files that verdicts are written into, looked at before anything is played.
struct ConformFiles {
  private let junit: String?
  private let traceFolder: String?

  /// Makes the folder for traces where there is none.
  init(junit: String?, traceFolder: String?) throws {
    self.junit = junit
    self.traceFolder = traceFolder
    if let traceFolder {
      do {
        try FileManager.default.createDirectory(
          atPath: traceFolder, withIntermediateDirectories: true)
      } catch {
        throw SimulatorError(
          .configuration,
          "\(traceFolder): the folder for traces cannot be made; no case was played")
      }
    }
    if let junit {
      let folder = URL(fileURLWithPath: junit).deletingLastPathComponent().path
      guard FileManager.default.fileExists(atPath: folder) else {
        throw SimulatorError(
          .configuration, "\(junit): there is no such folder to write into; no case was played")
      }
    }
  }

  /// Where the trace of a case is; `nil` where none is kept.
  func tracePath(_ result: CaseResult) -> String? {
    traceFolder.map { "\($0)/\(result.name).trace" }
  }

  /// Writes the trace of a case, and what its command said.
  func write(_ result: CaseResult) throws {
    guard let traceFolder, let path = tracePath(result) else { return }
    try put(result.chapter.text, path)
    try put(result.output, "\(traceFolder)/\(result.name).out")
  }

  /// Writes all verdicts.
  func write(_ report: ConformVerdicts) throws {
    if let junit { try put(ConformJUnit.text(report), junit) }
  }

  private func put(_ text: String, _ path: String) throws {
    let bytes = Array(text.utf8)
    do throws(NamedFile.Failure) {
      try NamedFile(path).replace(with: bytes, patience: 1000)
    } catch {
      throw SimulatorError(
        .untold, "\(path): \(error.reason); the cases were played, and their verdicts are not in it"
      )
    }
  }
}
