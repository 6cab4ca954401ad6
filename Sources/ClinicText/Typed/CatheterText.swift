package import Clinic
import Console
package import PumpText
import Quantities
package import Telemetry

extension CatheterWanted {
  /// A catheter as it is typed, the lengths word by word; each thing that is not given stays as the
  /// pump knows it.
  package init(
    _ reason: CatheterReason, model: String?, implanted: [String], cut: [String], tip: String?,
    content: PathContent?
  ) throws(QuantityError) {
    self.init(reason)
    if let model {
      guard let name = ShortText<8>(string: model), name.count > 0 else {
        throw QuantityError(
          "“\(model.shown)” is no name of a catheter model; it has up to 8 plain characters")
      }
      self.model = name
    }
    if !implanted.isEmpty { self.implanted = try Self.length(implanted) }
    if !cut.isEmpty { self.cut = try Self.length(cut) }
    if let tip {
      guard let level = SpinalLevel(vertebra: tip) else {
        throw QuantityError(
          "“\(tip.shown)” is no level of the spine; write C1 to C7, T1 to T12 or L1 to L5")
      }
      self.tip = level
    }
    self.content = content
  }

  /// No longer than any catheter, so it has room.
  private static func length(_ words: [String]) throws(QuantityError) -> UInt16 {
    UInt16(clamping: try QuantityText.millimetres(words.joined(separator: " ")))
  }
}
