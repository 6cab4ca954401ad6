package import Clinic
import Console
package import PumpText
import Quantities
package import Telemetry

extension TemporaryWanted {
  /// A dose per day or `stop`, and the text of a length.
  package init(
    _ text: String, length: String, reason: TemporaryReason, overridesSoftLimits: Bool
  ) throws(QuantityError) {
    let isStop = text == "stop"
    let dose = isStop ? .zero : try QuantityText.doseRate(text)
    guard isStop || dose > .zero else {
      throw QuantityError("a rate of nothing is a planned stop; write stop in its place")
    }
    let time = try QuantityText.duration(length)
    guard time > .zero, time.rawValue % 60_000 == 0 else {
      throw QuantityError("\(length.shown) is no length in whole minutes, such as 90 min or 4 h")
    }
    guard let minutes = UInt16(exactly: time.rawValue / 60_000) else {
      throw QuantityError(
        "that is longer than any pump takes, and no time for it to end by itself; change the "
          + "programme instead")
    }
    self.init(
      dose: dose, minutes: minutes, reason: reason, overridesSoftLimits: overridesSoftLimits)
  }
}
