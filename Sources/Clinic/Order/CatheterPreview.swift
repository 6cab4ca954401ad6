package import Quantities
package import Telemetry

/// What the entry of a catheter changes, what has to be primed then, and what the patient would get
/// if that were done wrongly. All of it is the pump's own account.
package struct CatheterPreview {
  package let order: SetCatheter
  package let now: Interrogation
  /// What the pump's programme gives in a day, in ng.
  package let dailyNanograms: UInt32
  /// The catheter and the path as they are.
  package let before: CatheterReport
  /// The same as the order would make them.
  package let after: CatheterReport

  package init(
    _ order: SetCatheter, now: Interrogation, dailyNanograms: UInt32, before: CatheterReport,
    after: CatheterReport
  ) {
    self.order = order
    self.now = now
    self.dailyNanograms = dailyNanograms
    self.before = before
    self.after = after
  }

  /// Something about the order that is hardly meant.
  package enum Oddity: Equatable {
    /// The tip was moved, and the catheter is another or has another length.
    case otherCatheter
    /// A piece was cut off, and it is no shorter.
    case notShorter
    /// A catheter was put in that is said to hold drug.
    case newButFull
    /// The catheter stays, and is said to be empty.
    case keptButEmpty
  }

  /// What of it is hardly meant; `nil` when nothing is.
  package var oddity: Oddity? {
    let isSame =
      before.model == after.model && before.implantedMillimetres == after.implantedMillimetres
    let isShorter = after.catheterNanolitres < before.catheterNanolitres
    if order.reason == .tipMoved && before.model != 0 && !isSame { return .otherCatheter }
    if order.reason == .catheterTrimmed && !isShorter { return .notShorter }
    let isFull = order.content == .asItWas
    if order.reason.bringsCatheter { return isFull ? .newButFull : nil }
    return isFull ? nil : .keptButEmpty
  }

  /// The drug in what has to be primed, or would be by mistake, at the strength in the reservoir.
  package var primedDrug: Picograms {
    now.concentration.drug(in: Nanolitres(rawValue: UInt64(after.primedNanolitres)))
  }

  /// How long a prime of it takes; `nil` when the pump names no flow.
  package var primeTime: Milliseconds? {
    PathTransit.time(after.primedNanolitres, at: UInt64(now.primeFlowNanolitresPerDay))
  }

  /// The drug that a prime of a full part pushes out of the tip, as a share of a day's dose in
  /// 1/10 %; `nil` where no dose is programmed.
  package var wrongPrimeTenths: UInt64? {
    dailyNanograms == 0
      ? nil
      : Rounded.ratio(UInt64(after.tipNanograms), times: 1000, by: UInt64(dailyNanograms))
  }

  /// Whether the pump says afterwards what it was told.
  package func isHeld(_ held: CatheterReport) -> Bool {
    held.model == order.model && held.implantedMillimetres == order.implantedMillimetres
      && held.cutMillimetres == order.cutMillimetres && held.tip == order.tip
  }
}
