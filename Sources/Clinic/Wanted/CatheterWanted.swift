import Quantities
package import Telemetry

/// A catheter as it was implanted or revised; what is not said stays as the pump was told before.
package struct CatheterWanted: Equatable {
  package let reason: CatheterReason
  /// The model by its name in the pump's volume data.
  package var model: ShortText<8>?
  /// The lengths implanted and cut off, in mm.
  package var implanted: UInt16?
  package var cut: UInt16?
  package var tip: SpinalLevel?
  /// What lies in the path; what is usual after such a revision unless somebody says.
  package var content: PathContent?

  package init(_ reason: CatheterReason) { self.reason = reason }

  /// The order for a pump that was told of a catheter before, or of none.
  package func order(_ told: CatheterReport) throws(WantedProblem) -> SetCatheter {
    let isKnown = told.model != 0 && !reason.bringsCatheter
    let number = try number(told) ?? (isKnown ? told.model : nil)
    guard let number, let implanted = implanted ?? (isKnown ? told.implantedMillimetres : nil),
      let cut = cut ?? (isKnown ? told.cutMillimetres : nil)
    else { throw .catheterUnsaid(reason, told) }
    guard implanted > 0 else { throw .noCatheter }
    if reason == .tipMoved && tip == nil { throw .tipUnsaid }
    return SetCatheter(
      model: number, implantedMillimetres: implanted, cutMillimetres: cut,
      tip: tip ?? (isKnown ? told.tip : .unknown), reason: reason,
      content: content ?? reason.usualContent, volumesVersion: told.volumesVersion)
  }

  private func number(_ told: CatheterReport) throws(WantedProblem) -> UInt8? {
    guard let model else { return nil }
    for number in told.numbers where told.model(number).name.isSame(as: model) { return number }
    throw .catheterUnknown(model, told)
  }
}

extension CatheterReason {
  /// Whether it is about a catheter that was not there before.
  var bringsCatheter: Bool {
    switch self {
    case .implant, .catheterReplaced: true
    case .catheterTrimmed, .tipMoved, .pumpReplaced, .corrected: false
    }
  }

  /// What lies in the path after it, as a rule.
  package var usualContent: PathContent {
    switch self {
    case .implant: .pathEmpty
    case .catheterReplaced: .catheterEmpty
    case .catheterTrimmed, .tipMoved, .pumpReplaced, .corrected: .asItWas
    }
  }
}

extension CatheterReport {
  /// The numbers of the models there are.
  package var numbers: [UInt8] { (1...4).filter { model($0).stockMillimetres > 0 } }

  /// The model of a number; one without a name or a length where there is none.
  package func model(_ number: UInt8) -> CatheterModel {
    switch number {
    case 1: model1
    case 2: model2
    case 3: model3
    case 4: model4
    default: CatheterModel(name: ShortText(), stockMillimetres: 0, nanolitresPerCentimetre: 0)
    }
  }

  /// From the reservoir's outlet to the tip, in nL.
  package var pathNanolitres: UInt32 { tubeNanolitres &+ catheterNanolitres }

  /// What the part of the path holds that is to be primed, or the catheter where none is, in nL.
  package var primedNanolitres: UInt32 {
    prime == .wholePath ? pathNanolitres : catheterNanolitres
  }
}

extension ShortText {
  /// Whether both are the same letters, great or small.
  fileprivate func isSame(as other: Self) -> Bool {
    func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
    return count == other.count && (0..<count).allSatisfy { small(self[$0]) == small(other[$0]) }
  }
}
