import ArgumentParser
import Handheld
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
}
