import ArgumentParser
import CommandEntry
import Handheld
import PumpText
import YamlFiles

/// A word that is read as a person typed it, or refused with what it can be.
enum RecordArgument {
  /// Reads a text with a parser; what it throws is a usage error, before anything is entered.
  static func read<Value>(_ parse: () throws(QuantityError) -> Value) throws -> Value {
    do throws(QuantityError) {
      return try parse()
    } catch {
      throw ValidationError("\(error.words(.commandLine)). Nothing was entered.")
    }
  }

  /// The same of one text.
  static func read<Value>(
    _ text: String, _ parse: (String) throws(QuantityError) -> Value
  ) throws -> Value {
    try read { () throws(QuantityError) in try parse(text) }
  }

  /// The same of words that belong together; `nil` when there are none.
  static func read<Value>(
    _ words: [String], _ parse: (String) throws(QuantityError) -> Value
  ) throws -> Value? {
    words.isEmpty ? nil : try read(words.joined(separator: " "), parse)
  }

  /// When something was, in UTC; now where nothing is said.
  static func moment(_ words: [String]) throws -> String {
    try read(words) { text throws(QuantityError) in try RecordText.moment(text) } ?? Archive.now()
  }
}

/// About whom something is entered.
struct SubjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The patient, by code.", valueName: "code"))
  var patient: String?

  @Option(help: ArgumentHelp("The patient who has this pump now.", valueName: "serial"))
  var pump: String?

  @Option(
    help: ArgumentHelp(
      "Else, the implant card of the pump that the patient has ($PUMPLINK_CARD).",
      valueName: "file"), completion: .file())
  var card: String?

  @Option(
    help: ArgumentHelp("The visit it belongs to, by its number in the archive.", valueName: "id"))
  var visit: Int64?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("When it was, in UTC (now), as 2026-03-02 08:00.", valueName: "time"))
  var at: [String] = []

  @OptionGroup var archive: ArchiveReadOptions

  func validate() throws {
    if patient != nil && pump != nil {
      throw ValidationError("--patient and --pump exclude each other. Nothing was entered.")
    }
    _ = try patient.map { try RecordArgument.read($0, RecordText.code) }
    _ = try moment()
  }

  /// When it was.
  func moment() throws -> String { try RecordArgument.moment(at) }

  /// Whom the options name; a card stands for who has its pump.
  func subject() throws -> RecordSubject {
    if let patient { return .patient(try RecordArgument.read(patient, RecordText.code)) }
    return .pump(try pump ?? ImplantedPump.onCard(card ?? Settings.value(.card)).serial)
  }
}
