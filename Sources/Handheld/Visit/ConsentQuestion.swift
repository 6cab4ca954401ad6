package import Clinic
import ClinicText
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
    if let total = given.total?.nanograms, total != most { throw proposal.mismatch(total) }
    guard proposal.needsTotal else {
      guard let consent = Consent(proposal, try yes(), total: given.total?.nanograms) else {
        throw proposal.unconfirmed
      }
      return consent
    }
    if let total = given.total,
      let consent = Consent(proposal, total: total.nanograms, by: total.by)
    {
      return consent
    }
    guard canAsk else { throw proposal.unconfirmed }
    guard try total() == proposal.totalWords,
      let consent = Consent(proposal, total: most, by: "total typed at the terminal")
    else { throw ProgrammerError.notTheTotal }
    return consent
  }
}
