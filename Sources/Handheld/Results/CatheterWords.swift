import Clinic
import Console
import PumpText
import Quantities
package import Telemetry
import VerbOutput

extension CatheterPreview {
  /// What is shown before the pump is told.
  func words(_ face: Face) -> String {
    var sheet = OrderPreview()
    sheet.add("", SideBySide.pad("now", 30) + "new")
    func row(_ label: String, _ value: (CatheterReport) -> String) {
      sheet.add(label, SideBySide.pad(value(before), 30) + value(after))
    }
    row("catheter") { $0.model == 0 ? "not told" : $0.model($0.model).name.string.shown }
    row("implanted") { Self.length($0, $0.implantedMillimetres) }
    row("cut off") { Self.length($0, $0.cutMillimetres) }
    sheet.add(
      "tip", SideBySide.pad(before.tip.words, 30) + order.tip.words)
    row("catheter") { PathWords.volume($0.catheterNanolitres) }
    row("path") { PathWords.volume($0.pathNanolitres) }
    row("empty") { PathWords.volume($0.emptyNanolitres) }
    if let others = DrugWords.inPath(now) { sheet.add("in path", others) }
    sheet.add("reason", "\(order.reason.words); \(order.content.words)")
    addPrime(to: &sheet, face)
    return sheet.text + (oddity.map { "! \($0.words)\n" } ?? "")
  }

  private static func length(_ body: CatheterReport, _ millimetres: UInt16) -> String {
    body.model == 0 ? "not told" : CatheterWords.length(millimetres)
  }

  /// What has to be primed, and the two ways in which that can go wrong.
  private func addPrime(to sheet: inout OrderPreview, _ face: Face) {
    let volume = PathWords.volume(after.primedNanolitres)
    let drug = CatheterWords.drug(Rounded.nanograms(primedDrug))
    if let part = after.prime {
      sheet.add(
        "to prime",
        "\(CatheterWords.part(part)), by \(face.words(.prime(part))): \(volume), \(drug) at "
          + QuantityWords.concentration(now.concentration))
    } else {
      sheet.add("to prime", "nothing: the path is filled, by the pump's account")
    }
    sheet.add(
      "if primed",
      "though it is full: up to \(CatheterWords.drug(UInt64(after.tipNanograms))) out of the tip"
        + within + share)
    let gap = after.secondsWithout.map {
      "no drug reaches the patient for \(QuantityWords.duration(.seconds(UInt64($0))))"
    }
    let at = now.status.flags.isStopped ? "" : " at the present dose"
    sheet.add(
      "if not",
      "though it is empty: "
        + (gap.map { "\($0)\(at)" } ?? "no drug reaches the patient, as things are"))
  }

  private var within: String {
    primeTime.map { " within \(QuantityWords.duration($0))" } ?? ""
  }

  private var share: String {
    guard let tenths = wrongPrimeTenths else { return "" }
    return ", \(QuantityWords.decimal(tenths, thousandths: 1)) % of a day's "
      + CatheterWords.drug(UInt64(dailyNanograms))
  }

  /// What was done, and what is to be done next.
  func sentence(_ face: Face) -> String {
    let path = PathWords.volume(after.pathNanolitres)
    let next =
      after.prime.map {
        "; \(CatheterWords.part($0)) is empty, by the pump's account: prime with "
          + face.words(.prime($0))
      } ?? "; nothing has to be primed"
    return "done: the pump knows the catheter, \(CatheterWords.line(told)); the path holds \(path)"
      + next
  }

  /// What the pump is told, as it will be held.
  var told: CatheterReport {
    var told = after
    told.tip = order.tip
    return told
  }
}

extension CatheterPreview.Oddity {
  /// What is said of it.
  var words: String {
    switch self {
    case .otherCatheter:
      "only the tip was moved, and yet the catheter or its length would be another: check both"
    case .notShorter:
      "a piece was cut off, and yet the catheter would be no shorter: check the lengths"
    case .newButFull:
      "a new catheter holds no drug unless somebody filled it: if it is empty, the patient gets "
        + "none until it is primed"
    case .keptButEmpty:
      "the catheter that stays held drug: if it still does, a prime pushes that into the patient"
    }
  }
}

/// The catheter that a pump was told of, in JSON.
package struct CatheterJSON: Encodable {
  /// A model that the pump knows.
  struct Model: Encodable {
    let name: String
    let stock_mm: UInt16
    let volume_nl_per_cm: UInt16
  }

  @OrNull var model: String?
  @OrNull var implanted_mm: UInt16?
  @OrNull var cut_mm: UInt16?
  @OrNull var tip_level: String?
  let volumes_version: UInt16
  let tubing_ml: Double
  let catheter_ml: Double
  let path_ml: Double
  let empty_ml: Double
  let former_ml: Double
  @OrNull var to_prime: String?
  let wrong_prime_mcg: Double
  @OrNull var unprimed_s: UInt32?
  let length_tolerance_mm: UInt16
  let models: [Model]

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
