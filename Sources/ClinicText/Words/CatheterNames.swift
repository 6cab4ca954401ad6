import Clinic
import Console
import PumpText
import Quantities
package import Telemetry

/// A catheter in words.
package enum CatheterWords {
  /// Which catheter the pump was told of.
  package static func line(_ body: CatheterReport) -> String {
    guard body.model != 0 else { return "not told; its volume is the profile's" }
    return "\(body.model(body.model).name.string.shown), "
      + "\(length(body.implantedMillimetres)) implanted, \(length(body.cutMillimetres)) cut off, "
      + "tip \(body.tip.words)"
  }

  /// What of the path is empty; `nil` when nothing is.
  package static func empty(_ body: CatheterReport) -> String? {
    guard let part = body.prime else { return nil }
    let former =
      body.formerNanolitres == 0
      ? "" : ", then \(volume(body.formerNanolitres)) of the liquid before"
    return "EMPTY for \(volume(body.emptyNanolitres)) from the tip\(former): "
      + "\(Self.part(part)) would have to be primed"
  }

  /// The models that a pump knows, with the lengths they are made in.
  package static func models(_ body: CatheterReport) -> String {
    let models = body.numbers.map { number in
      let model = body.model(number)
      return "\(model.name.string.shown) (\(length(model.stockMillimetres)))"
    }
    return models.isEmpty ? "none" : models.joined(separator: ", ")
  }

  private static func volume(_ nanolitres: UInt32) -> String {
    QuantityWords.volume(nanolitres: UInt64(nanolitres))
  }

  package static func length(_ millimetres: UInt16) -> String {
    QuantityWords.length(millimetres: UInt64(millimetres))
  }

  package static func part(_ part: PrimedPath) -> String {
    switch part {
    case .wholePath: "the whole path"
    case .catheter: "the catheter"
    }
  }

  package static func drug(_ nanograms: UInt64) -> String {
    QuantityWords.dose(nanograms: nanograms)
  }
}
