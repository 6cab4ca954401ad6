package import Clinic
import PumpText
import Quantities
import Telemetry

/// What was said of consent beforehand.
package struct GivenConsent {
  /// A total that was given, in ng, and how, for the archive.
  package struct Total {
    package let nanograms: UInt32
    package let by: String

    package init(_ nanograms: UInt32, by: String) {
      self.nanograms = nanograms
      self.by = by
    }
  }

  /// What answers a plain question.
  package var yes: Yes?
  /// The most that any 24 hours will hold.
  package var total: Total?

  package init(yes: Yes? = nil, total: Total? = nil) {
    self.yes = yes
    self.total = total
  }
}

extension Proposal {
  /// That number, as it is printed and has to be typed.
  var totalWords: String { QuantityWords.dose(nanograms: UInt64(forecast.step.mostNanograms)) }
}

extension Consent {
  /// Asks for the consent that a proposal needs; throws when it is not given.
  ///
  /// Within the largest step `yes` asks for one. Beyond it `total` asks for the number, which is
  /// typed exactly as it was printed; no yes of any kind stands in for it.
  package static func to(
    _ proposal: Proposal, given: GivenConsent, canAsk: Bool, yes: () throws -> Yes,
    total: () throws -> String
  ) throws -> Consent {
    let most = proposal.total
    if let total = given.total?.nanograms, total != most { throw mismatch(total, proposal) }
    guard proposal.needsTotal else {
      guard let consent = Consent(proposal, try yes(), total: given.total?.nanograms) else {
        throw unconfirmed(proposal)
      }
      return consent
    }
    if let total = given.total,
      let consent = Consent(proposal, total: total.nanograms, by: total.by)
    {
      return consent
    }
    guard canAsk else { throw unconfirmed(proposal) }
    guard try total() == proposal.totalWords,
      let consent = Consent(proposal, total: most, by: "total typed at the terminal")
    else {
      throw ProgrammerError(
        .refused,
        "not confirmed: that is not the most that any 24 h will hold, as it is printed above. "
          + "Nothing was changed")
    }
    return consent
  }

  private static func mismatch(_ total: UInt32, _ proposal: Proposal) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "\(.confirmTotal(nanograms: nil)) says \(QuantityWords.dose(nanograms: UInt64(total))), and "
        + "by the pump's reckoning any 24 h will hold up to \(proposal.totalWords). Nothing was "
        + "changed; look at the preview, and confirm the number it shows if it is meant",
      refusal: Refusal(
        proposal.order.type, .totalMismatch, asked: UInt64(total),
        limit: UInt64(proposal.forecast.step.mostNanograms)))
  }

  private static func unconfirmed(_ proposal: Proposal) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "this is a larger step than a yes can confirm, and there is no terminal to type its total "
        + "at. Nothing was changed; check the number, and if it is meant add "
        + "\(.confirmTotal(nanograms: UInt64(proposal.total)))",
      refusal: Refusal(
        proposal.order.type, .totalUnconfirmed,
        asked: UInt64(proposal.forecast.step.mostNanograms)))
  }
}
