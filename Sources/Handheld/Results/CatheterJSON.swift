import Clinic
import ClinicText
import PumpText
import Quantities
package import Telemetry
import VerbOutput

/// The catheter that a pump was told of, in JSON.
package struct CatheterJSON: Encodable {
  /// A model that the pump knows.
  package struct Model: Encodable {
    let name: String
    let stock_mm: UInt16
    let volume_nl_per_cm: UInt16
  }

  @OrNull var model: String?
  @OrNull var implanted_mm: UInt16?
  @OrNull var cut_mm: UInt16?
  @OrNull var tip_level: String?
  package let volumes_version: UInt16
  package let tubing_ml: Double
  package let catheter_ml: Double
  package let path_ml: Double
  package let empty_ml: Double
  package let former_ml: Double
  @OrNull var to_prime: String?
  package let wrong_prime_mcg: Double
  @OrNull var unprimed_s: UInt32?
  package let length_tolerance_mm: UInt16
  package let models: [Model]

  package init(_ body: CatheterReport) {
    let isTold = body.model != 0
    model = isTold ? body.model(body.model).name.string : nil
    implanted_mm = isTold ? body.implantedMillimetres : nil
    cut_mm = isTold ? body.cutMillimetres : nil
    tip_level = body.tip == .unknown ? nil : body.tip.words
    volumes_version = body.volumesVersion
    tubing_ml = JSONUnits.millilitres(body.tubeNanolitres)
    catheter_ml = JSONUnits.millilitres(body.catheterNanolitres)
    path_ml = JSONUnits.millilitres(body.pathNanolitres)
    empty_ml = JSONUnits.millilitres(body.emptyNanolitres)
    former_ml = JSONUnits.millilitres(body.formerNanolitres)
    to_prime = body.prime?.name
    wrong_prime_mcg = JSONUnits.micrograms(body.tipNanograms)
    unprimed_s = body.secondsWithout
    length_tolerance_mm = body.toleranceMillimetres
    models = body.numbers.map { number in
      let model = body.model(number)
      return Model(
        name: model.name.string, stock_mm: model.stockMillimetres,
        volume_nl_per_cm: model.nanolitresPerCentimetre)
    }
  }
}
