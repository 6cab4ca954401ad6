import ArgumentParser
import SerialLink

/// Holds Ascon against a file of known answers.
struct KatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kat",
    abstract: "Compute every answer of a known-answer file and print passed/total.",
    discussion: """
      The file is in the form of NIST's lightweight cryptography project: records of lines \
      `Name = hex digits` with a blank line between them. AEAD has Count, Key, Nonce, PT, AD and \
      CT; CXOF has Count, Msg, Z and MD; hash and XOF have Count, Msg and MD. What is in CT is \
      opened, too, and must not open once a bit of it is flipped.

      Exit codes: 0 all passed; 1 some did not, they are named; 64 usage; 65 not such a file; 74 \
      the result could not be printed.
      """)

  @Argument(help: ArgumentHelp("The known-answer file.", valueName: "file"))
  var path: String

  @Option(
    help: ArgumentHelp(
      """
      aead128, cxof128, hash256 or xof128. Without it the fields decide, and for Msg and MD the \
      length of the first MD: 32 bytes are hash256.
      """, valueName: "kind"))
  var kind: KnownAnswerKind?

  func run() throws {
    do {
      let file = try KnownAnswerFile(text: try KnownAnswerFile.read(path), kind: kind)
      let wrong = file.wrongAnswers()
      for answer in wrong.prefix(10) {
        StandardStreams.error("pump-bench: \(path), line \(answer.line): \(answer.what)\n")
      }
      if wrong.count > 10 { StandardStreams.error("pump-bench: and \(wrong.count - 10) more\n") }
      try PumpBench.print("\(file.answers.count - wrong.count)/\(file.answers.count)\n")
      if !wrong.isEmpty { throw ExitCode.failure }
    } catch let error as BenchmarkError {
      StandardStreams.error("pump-bench: \(path): \(error.description)\n")
      throw ExitCode(error.cause.exitCode)
    }
  }
}

/// What the answers of a file are answers of.
enum KnownAnswerKind: String, CaseIterable, ExpressibleByArgument {
  case aead128
  case cxof128
  case hash256
  case xof128

  /// The fields of a record besides its count.
  var fields: [String] {
    switch self {
    case .aead128: ["Key", "Nonce", "PT", "AD", "CT"]
    case .cxof128: ["Msg", "Z", "MD"]
    case .hash256, .xof128: ["Msg", "MD"]
    }
  }

  /// How many bytes a field must have; `nil` when any number will do.
  func length(of field: String) -> Int? {
    switch self {
    case .aead128: ["Key", "Nonce"].contains(field) ? 16 : nil
    case .hash256: field == "MD" ? 32 : nil
    case .cxof128, .xof128: nil
    }
  }
}
