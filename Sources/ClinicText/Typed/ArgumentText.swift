import Console
package import PumpText
import Quantities

/// Arguments of a command, turned into values or into a usage error.
package enum ArgumentText {
  /// A length of time in whole minutes, as the pump counts it.
  package static func minutes(_ text: String, as kind: String) throws(QuantityError) -> UInt16 {
    let length = try QuantityText.duration(text)
    guard length.rawValue.isMultiple(of: 60_000) else {
      throw QuantityError(
        "“\(text.shown)” is no whole number of minutes, which \(kind) is "
          + "counted in")
    }
    guard let minutes = UInt16(exactly: length.rawValue / 60_000) else {
      throw QuantityError("“\(text.shown)” is longer than 45 days, more than \(kind) can be")
    }
    return minutes
  }

  /// A volume, in the nanolitres of the wire.
  package static func nanolitres(_ text: String) throws(QuantityError) -> UInt32 {
    UInt32(try QuantityText.volume(text).rawValue)
  }
}

extension ArgumentText {
  /// Runs a parser that needs something the pump said; what it throws is a usage error too, but the
  /// session is open by then.
  package static func late<Value>(
    _ parse: () throws(QuantityError) -> Value
  ) throws(ProgrammerError) -> Value {
    do throws(QuantityError) {
      return try parse()
    } catch {
      throw ProgrammerError(.usage, "\(error.text). Nothing was changed")
    }
  }
}
