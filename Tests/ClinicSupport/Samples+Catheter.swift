import Clinic
import Quantities
package import Telemetry

extension Samples {
  /// What a pump says of a catheter of 60 cm of model 1, all of it filled; `change` makes another
  /// of it.
  package static func catheter(_ change: (inout CatheterReport) -> Void = { _ in })
    -> CatheterReport
  {
    var body = CatheterReport(
      model: 1, implantedMillimetres: 600, cutMillimetres: 300, tip: .t10, volumesVersion: 2,
      tubeNanolitres: 140_000, catheterNanolitres: 132_000, emptyNanolitres: 0,
      formerNanolitres: 0, prime: nil, tipNanograms: 264_000, secondsWithout: 228_096,
      toleranceMillimetres: 5, model1: model("PL-C22", 900, 2200),
      model2: model("PL-C26", 1000, 2600), model3: model("", 0, 0), model4: model("", 0, 0))
    change(&body)
    return body
  }

  /// What a pump says that was never told of a catheter.
  package static let untold = catheter {
    $0.model = 0
    $0.implantedMillimetres = 0
    $0.cutMillimetres = 0
    $0.tip = .unknown
  }

  private static func model(_ name: String, _ stock: UInt16, _ volume: UInt16) -> CatheterModel {
    CatheterModel(
      name: ShortText(name.utf8.span) ?? ShortText(), stockMillimetres: stock,
      nanolitresPerCentimetre: volume)
  }

  /// What a pump answers whose catheter would be the one that is asked for, or is as it is.
  package static func catheter(_ asked: ReadCatheter, from now: CatheterReport) -> CatheterReport {
    guard asked.model != 0 else { return now }
    var body = now
    body.model = asked.model
    body.implantedMillimetres = asked.implantedMillimetres
    body.cutMillimetres = asked.cutMillimetres
    body.tip = .unknown
    let volume = UInt32(now.model(asked.model).nanolitresPerCentimetre)
    body.catheterNanolitres = volume * UInt32(asked.implantedMillimetres) / 10
    switch asked.content {
    case .asItWas: break
    case .catheterEmpty:
      body.emptyNanolitres = body.catheterNanolitres
      body.prime = .catheter
    case .pathEmpty:
      body.emptyNanolitres = body.pathNanolitres
      body.prime = .wholePath
    }
    body.tipNanograms = body.primedNanolitres * 2
    return body
  }
}
