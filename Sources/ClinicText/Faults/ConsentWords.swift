package import Clinic
import PumpText
import Quantities
import Telemetry

/// What is said where the consent that a proposal needs was not given.
extension Proposal {
  /// That another total was given than the one that is printed.
  package func mismatch(_ total: UInt32) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "\(.confirmTotal(nanograms: nil)) says \(QuantityWords.dose(nanograms: UInt64(total))), and "
        + "by the pump's reckoning any 24 h will hold up to \(totalWords). Nothing was "
        + "changed; look at the preview, and confirm the number it shows if it is meant",
      refusal: Refusal(
        order.type, .totalMismatch, asked: UInt64(total),
        limit: UInt64(forecast.step.mostNanograms)))
  }

  /// That no yes is enough, and no total was given.
  package var unconfirmed: ProgrammerError {
    ProgrammerError(
      .refused,
      "this is a larger step than a yes can confirm, and there is no terminal to type its total "
        + "at. Nothing was changed; check the number, and if it is meant add "
        + "\(.confirmTotal(nanograms: UInt64(total)))",
      refusal: Refusal(
        order.type, .totalUnconfirmed, asked: UInt64(forecast.step.mostNanograms)))
  }
}

extension ProgrammerError {
  /// That something else was typed than the total as it is printed.
  package static var notTheTotal: ProgrammerError {
    ProgrammerError(
      .refused,
      "not confirmed: that is not the most that any 24 h will hold, as it is printed above. "
        + "Nothing was changed")
  }
}
