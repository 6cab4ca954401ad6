import ArgumentParser
import ClinicText
import PumpText

extension ArgumentText {
  /// Runs a parser; what it throws ends the program as a usage error before anything is sent.
  static func read<Value>(_ parse: () throws(QuantityError) -> Value) throws -> Value {
    do throws(QuantityError) {
      return try parse()
    } catch {
      throw ValidationError("\(error.words(.commandLine)). Nothing was sent.")
    }
  }

  /// The same of words that belong together.
  static func read<Value>(
    _ words: [String], _ parse: (String) throws(QuantityError) -> Value
  ) throws -> Value {
    try read { () throws(QuantityError) in try parse(words.joined(separator: " ")) }
  }
}

/// A choice of the protocol as an argument: its name with hyphens.
struct Choice<Value: NamedChoice>: ExpressibleByArgument {
  let value: Value

  /// The choice of a name, or `nil` when none has it.
  init?(argument: String) {
    let name = argument.replacing("-", with: "_")
    guard let value = Value.named.first(where: { $0.name == name }) else { return nil }
    self.value = value
  }

  /// Every name.
  static var allValueStrings: [String] { Value.named.map { Self($0).defaultValueDescription } }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  var defaultValueDescription: String { value.name.replacing("_", with: "-") }

  init(_ value: Value) { self.value = value }
}
