package import Clinic
import ClinicText
import PumpText
import SerialLink
import Telemetry

extension Visit {
  /// Shows what would change and asks for the consent it needs; what is not consented to does not
  /// stay staged.
  package func consent(
    to proposal: Proposal, preview: String, question: String, given: GivenConsent
  ) throws -> Consent {
    do {
      return try askForConsent(to: proposal, preview: preview, question: question, given: given)
    } catch {
      end()
      throw error
    }
  }

  /// Shows what would change and asks; a programme that is not confirmed does not stay staged.
  package func confirm(_ preview: String, question: String, yes: Yes?) throws -> Yes {
    do {
      return try askForYes(preview, question: question, yes: yes)
    } catch {
      end()
      throw error
    }
  }

  func askForConsent(
    to proposal: Proposal, _ drugs: DrugsInPlay? = nil, preview: String, question: String,
    given: GivenConsent
  ) throws -> Consent {
    let text = preview + LargestStep.reason(proposal, drugs)
    let total = given.total?.nanograms ?? proposal.total
    // A plain question shows the preview itself.
    if proposal.needsTotal || total != proposal.total { StandardStreams.error(text) }
    let consent = try Consent.to(
      proposal, given: given, canAsk: StandardStreams.canAsk,
      yes: { try Question.confirm(text, question: question, yes: given.yes) },
      total: { try Question.askForText(LargestStep.prompt) })
    connection.recorder.confirmed(text, by: consent.by)
    return consent
  }

  func askForYes(_ preview: String, question: String, yes: Yes?) throws -> Yes {
    let agreed = try Question.confirm(preview, question: question, yes: yes)
    connection.recorder.confirmed(preview, by: agreed.by)
    return agreed
  }
}
