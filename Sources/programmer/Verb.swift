import ArgumentParser
import Console
import Foundation
import SerialLink

/// Runs what a verb does, prints its result, and turns what it throws into an exit code.
enum Verb {
  /// A result that prints itself for people and for programs.
  protocol Result {
    /// The object that `--json` prints.
    var json: any Encodable { get }
    /// What a person reads.
    var words: String { get }
    /// What a person reads on paper of some width; ``words`` when nothing in it is drawn to it.
    func words(on paper: Paper) -> String
  }

  /// `body` gives `nil` when everything is printed already.
  static func run(json: Bool, _ body: () throws -> (any Result)?) throws {
    do {
      guard let result = try body() else { return }
      let isTaken =
        json
        ? StandardStreams.output(json: try JSONText.line(result.json))
        : StandardStreams.output(result.words(on: StandardStreams.outputPaper))
      guard isTaken else {
        throw ProgrammerError(
          .io, "it was carried out to its end, but its result could not be printed")
      }
    } catch let error as ProgrammerError {
      try end(error, json: json)
    } catch let error as SerialError {
      try end(ProgrammerError(SerialWords.ending(error), SerialWords.sentence(error)), json: json)
    }
  }

  /// Runs a verb that only reads the pump.
  static func read(_ port: PortOptions, _ body: (Visit) throws -> any Result) throws {
    _ = try port.cardPath()
    try run(json: port.json) {
      let visit = try Visit.begin(port)
      defer { visit.end() }
      return try body(visit)
    }
  }

  private static func end(_ error: ProgrammerError, json: Bool) throws -> Never {
    StandardStreams.error("programmer: \(error.message)\n")
    if json {
      StandardStreams.output(json: try JSONText.line(FailureReport(error)))
    }
    throw ExitCode(error.ending.rawValue)
  }
}

extension Verb.Result {
  func words(on paper: Paper) -> String { words }
}

/// JSON on one line, keys in a fixed order.
enum JSONText {
  static func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}

/// What went wrong with a port, for a person.
enum SerialWords {
  static func ending(_ error: SerialError) -> ProgrammerError.Ending {
    switch error.kind {
    case .notFound, .notATerminal, .busy, .notPermitted, .timedOut: .unavailable
    case .unplugged, .unsupported, .full, .other: .io
    }
  }

  static func sentence(_ error: SerialError) -> String {
    switch error.kind {
    case .notFound, .busy, .notPermitted, .notATerminal, .timedOut:
      "\(error.description). The pump's therapy is not affected. "
        + "`programmer ports` lists the ports there are."
    default: "\(error.description). The pump goes on with the therapy it has."
    }
  }
}
