import ArgumentParser
import Console
import FoundationEssentials
import PumpText
import SerialLink
import Soak

/// A file of lives that are worth living again: a line each, of the options of `pump-soak run` that
/// do. Lines that begin with `#` are remarks.
struct KeptLives {
  /// The file.
  let path: String

  /// What is wrong with it, and how the program ends.
  struct Problem: Error {
    let status: ProgramExitStatus
    let words: String
  }

  /// The lives in it; none where there is no file.
  func read() throws(Problem) -> [LifeScope] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let text = FileText.text(data)
    else { throw problem("it cannot be read as text") }
    var scopes: [LifeScope] = []
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let scope = Self.scope(String(line)) else {
        throw problem(
          "line \(number) is no life; each is --seed N, with the options that go with it")
      }
      scopes.append(scope)
    }
    return scopes
  }

  /// Writes lives in the place of what is there, all or nothing.
  func write(_ scopes: [LifeScope]) throws(Problem) {
    let head = "# Lives of pump-soak that reached something new when they were lived.\n"
    let text = head + scopes.map { $0.arguments + "\n" }.joined()
    do throws(NamedFile.Failure) {
      try NamedFile(path).replace(with: Array(text.utf8), patience: 10_000)
    } catch {
      throw Problem(
        status: .io, words: "\(path.shown) cannot be \(error.step): \(error.reason)")
    }
  }

  private func problem(_ reason: String) -> Problem {
    Problem(
      status: .data,
      words: "\(path.shown): \(reason). Nothing was done and the file is as it was")
  }

  /// A life from its options, as the command line reads them.
  private static func scope(_ line: String) -> LifeScope? {
    let words = line.split(separator: " ").map(String.init)
    guard let command = try? LivesCommand.parse(words), let seed = command.seed else { return nil }
    return command.scope(seed)
  }
}
