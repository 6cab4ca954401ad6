package import ArgumentParser
import Console
import Glibc
package import PumpText
import SerialLink
import VerbOutput

/// The way into a program: its arguments, what is wrong with them, and its help.
///
/// What the parser says goes the same way as all other words, so that it is folded, and shows what
/// was typed instead of obeying it. With `--json` a command line that cannot be carried out is told
/// as one object on standard output, too.
package enum CommandEntry {
  /// Begins a program, and runs what the words behind its name say.
  package static func begin(
    _ root: any ParsableCommand.Type, check: ([String]) throws -> Void = { _ in }
  ) -> Never {
    run(root, words(), check: check)
  }

  /// Begins a program: its standard streams are its own, and a reader that has gone ends nothing.
  /// Gives the words behind its name.
  package static func words() -> [String] {
    StandardStreams.reserve()
    SignalPipe.ignoreFailedWrites()
    return Array(CommandLine.arguments.dropFirst())
  }

  /// Parses a program's arguments, runs what they say, and ends with its exit code.
  /// - Parameters:
  ///   - root: The program.
  ///   - arguments: The words behind its name.
  ///   - check: What the parser cannot see is wrong with them.
  ///   - failure: The object that `--json` prints for an exit status and its sentence, of the
  ///     shape that the program has for all its failures.
  package static func run(
    _ root: any ParsableCommand.Type, _ arguments: [String],
    check: ([String]) throws -> Void = { _ in },
    failure: (ProgramExitStatus, String) -> any Encodable = { CommandFailure($0, $1) }
  ) -> Never {
    do {
      try check(arguments)
      var command = try root.parseAsRoot(VerbFirst.ordered(arguments, of: root))
      try command.run()
      end(.done)
    } catch {
      end(root, arguments, error, failure)
    }
  }

  /// Takes arguments apart as ``run(_:_:check:failure:)`` does, for whoever runs a program's verbs
  /// within a process of his own. Throws a sentence about what is wrong with them.
  package static func command(
    _ root: any ParsableCommand.Type, _ arguments: [String], check: ([String]) throws -> Void
  ) throws(WrongWords) -> any ParsableCommand {
    do {
      try check(arguments)
      let words = VerbFirst.ordered(arguments, of: root)
      // A verb alone takes a third of the time. What is wrong with it is told from the root.
      let (verb, rest) = VerbFirst.verb(of: words, of: root)
      if let command = try? verb.parseAsRoot(rest) { return command }
      return try root.parseAsRoot(words)
    } catch {
      if root.exitCode(for: error).rawValue == 0 {
        throw WrongWords("it prints help, and does nothing")
      }
      throw WrongWords(Mistyped(arguments, of: root)?.words ?? root.message(for: error))
    }
  }

  /// Words that no command can be made of, with a sentence.
  package struct WrongWords: Error {
    package let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
  }

  private static func end(
    _ root: any ParsableCommand.Type, _ arguments: [String], _ error: any Error,
    _ failure: (ProgramExitStatus, String) -> any Encodable
  ) -> Never {
    let code = root.exitCode(for: error).rawValue
    if code == 0 {
      // A script for a shell is not for people, and not folded.
      if arguments.contains(where: { $0.hasPrefix("--generate-") || $0.hasPrefix("---") }) {
        end(StandardStreams.output(json: root.fullMessage(for: error) + "\n") ? .done : .io)
      }
      let help = root.fullMessage(for: error, columns: StandardStreams.outputPaper.columns)
      end(StandardStreams.output(help + "\n") ? .done : .io)
    }
    // It said everything already.
    if error is ExitCode { exit(code) }
    if code == ExitCode.failure.rawValue {
      tell("Error: \(error)\n", failure(.bug, "\(error)"), arguments)
      end(.bug)
    }
    if let mistyped = Mistyped(arguments, of: root) {
      let words = "Error: \(mistyped.words)\n  \(mistyped.advice)\n"
      tell(words, failure(.usage, mistyped.words), arguments)
    } else {
      let words = root.fullMessage(for: error, columns: StandardStreams.errorPaper.columns)
      tell(words + "\n", failure(.usage, root.message(for: error)), arguments)
    }
    end(.usage)
  }

  static func end(_ exitStatus: ProgramExitStatus) -> Never { exit(exitStatus.rawValue) }

  /// Prints a result, on paper or as it is for a program. When nobody can read it that is said on
  /// standard error, and the program ends with ``ProgramExitStatus/io``: it has brought about
  /// nothing else.
  package static func print(_ result: String, json: Bool = false, as program: String) throws {
    do throws(SerialError) {
      if json {
        try StandardStreams.print(json: result)
      } else {
        try StandardStreams.print(result)
      }
    } catch {
      StandardStreams.error(
        "\(program): the result could not be printed: \(error.description)\n")
      throw ExitCode(ProgramExitStatus.io.rawValue)
    }
  }

  static func tell(
    _ words: String, _ failure: @autoclosure () -> any Encodable, _ arguments: [String]
  ) {
    StandardStreams.error(words)
    guard arguments.prefix(while: { $0 != "--" }).contains("--json") else { return }
    StandardStreams.output(json: (try? JSONText.line(failure())) ?? "")
  }
}

/// What kept a program from doing what it was asked, as `--json` prints it where a program has
/// nothing to add.
package struct CommandFailure: Encodable {
  let outcome: String
  let message: String
  let exit_code: Int32

  /// A failure by how the process ends, and its sentence.
  package init(_ exitStatus: ProgramExitStatus, _ message: String) {
    outcome = exitStatus.name
    self.message = message.shown
    exit_code = exitStatus.rawValue
  }

  /// The object on a line.
  package var line: String { (try? JSONText.line(self)) ?? "" }
}
