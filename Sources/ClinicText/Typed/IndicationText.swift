package import Clinic
import Console
package import PumpText

extension Indication {
  /// The indication of a name that a person wrote. Throws what there is.
  package init(named text: String) throws(QuantityError) {
    guard let indication = Indication(rawValue: text) else {
      throw QuantityError("“\(text.shown)”; it can be spinal, cerebral or child")
    }
    self = indication
  }
}
