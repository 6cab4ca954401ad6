import ArgumentParser
import ClinicText
import Handheld
import PumpText
import Telemetry

extension ArgumentText {
  /// Runs a parser; what it throws ends the program as a usage error before anything is sent.
  static func read<Value>(_ parse: () throws(QuantityError) -> Value) throws -> Value {
    do throws(QuantityError) {
      return try parse()
    } catch {
      throw ValidationError("\(error.words(.commandLine)). Nothing was sent.")
    }
  }
}

/// A choice of the protocol as an argument: its name with hyphens.
struct Choice<Value: NamedChoice>: ExpressibleByArgument {
  let value: Value

  /// The choice of a name, or `nil` when none has it.
  init?(argument: String) {
    guard let value = Value(name: argument.replacing("-", with: "_")) else { return nil }
    self.value = value
  }

  /// Every name.
  static var allValueStrings: [String] { Value.all.map { Self($0).defaultValueDescription } }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  var defaultValueDescription: String { value.name.replacing("_", with: "-") }

  init(_ value: Value) { self.value = value }
}
