package import Clinic
import Console
package import PumpText
import Quantities
package import Telemetry

extension CatheterPreview {
  /// What is shown before the pump is told.
  package func screen(_ face: Face) -> Screen {
    Screen(
      table: table, facts: facts(face), notes: oddity.map { [.warning($0.words)] } ?? [])
  }

  /// What the pump knows of the path, and what it will know.
  private var table: ScreenTable {
    var table = ScreenTable()
    @inline(never) func row(_ label: String, _ value: (CatheterReport) -> String) {
      table.add(label, value(before), value(after))
    }
    row("catheter") { $0.model == 0 ? "not told" : $0.model($0.model).name.string.shown }
    row("implanted") { Self.length($0, $0.implantedMillimetres) }
    row("cut off") { Self.length($0, $0.cutMillimetres) }
    table.add("tip", before.tip.words, order.tip.words)
    row("catheter") { PathWords.volume($0.catheterNanolitres) }
    row("path") { PathWords.volume($0.pathNanolitres) }
    row("empty") { PathWords.volume($0.emptyNanolitres) }
    return table
  }

  private func facts(_ face: Face) -> [ScreenFact] {
    var facts: [ScreenFact] = []
    if let others = DrugWords.inPath(now) { facts.add("in path", others) }
    facts.add("reason", "\(order.reason.words); \(order.content.words)")
    addPrime(to: &facts, face)
    return facts
  }

  private static func length(_ body: CatheterReport, _ millimetres: UInt16) -> String {
    body.model == 0 ? "not told" : CatheterWords.length(millimetres)
  }

  /// What has to be primed, and the two ways in which that can go wrong.
  private func addPrime(to facts: inout [ScreenFact], _ face: Face) {
    let volume = PathWords.volume(after.primedNanolitres)
    let drug = CatheterWords.drug(Rounded.nanograms(primedDrug))
    if let part = after.prime {
      facts.add(
        "to prime",
        "\(CatheterWords.part(part)), by \(face.words(.prime(part))): \(volume), \(drug) at "
          + QuantityWords.concentration(now.concentration))
    } else {
      facts.add("to prime", "nothing: the path is filled, by the pump's account")
    }
    facts.add(
      "if primed",
      "though it is full: up to \(CatheterWords.drug(UInt64(after.tipNanograms))) out of the tip"
        + within + share)
    let gap = after.secondsWithout.map {
      "no drug reaches the patient for \(QuantityWords.duration(.seconds(UInt64($0))))"
    }
    let at = now.status.flags.isStopped ? "" : " at the present dose"
    facts.add(
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
  package func sentence(_ face: Face) -> String {
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
  package var told: CatheterReport {
    var told = after
    told.tip = order.tip
    return told
  }
}

extension CatheterPreview.Oddity {
  /// What is said of it.
  package var words: String {
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
