package import Clinic
import ProgrammerSession
import PumpText
import SerialLink
package import Telemetry

extension Visit {
  /// What the pump foretells as things are; a pump that lost its memory foretells nothing.
  package func foretell(_ now: Interrogation) throws -> Forecast {
    if now.status.alarms.contains(.memoryLost) { return .nothing }
    guard case .forecast(let forecast) = try reply(.query(.readForecast(.running))),
      forecast.subject == .running
    else { throw surprise }
    return forecast
  }

  /// An order with what the pump foretells of it. What stands against the order is told here,
  /// before anybody is asked; then the next programmer finds the pump free.
  package func propose(_ order: DoseOrder) throws -> Proposal {
    do {
      return try foretell(order)
    } catch {
      // After a cut link there is nobody to tell, and the session ends by itself.
      if (error as? ProgrammerError)?.ending != .io { end() }
      throw error
    }
  }

  private func foretell(_ order: DoseOrder) throws -> Proposal {
    let outcome = try connection.perform(.query(.readForecast(order.question)))
    if case .refused(let refusal) = outcome {
      throw OutcomeWords.error(
        Refusal(order.type, refusal.code, asked: refusal.asked, limit: refusal.limit))
    }
    guard case .forecast(let forecast) = try Self.reply(outcome, connection),
      let proposal = Proposal(order, forecast)
    else { throw surprise }
    return proposal
  }

  /// Shows what would change and asks for the consent it needs; what is not consented to does not
  /// stay staged.
  package func consent(
    to proposal: Proposal, preview: String, question: String, given: GivenConsent
  ) throws -> Consent {
    let text = preview + LargestStep.reason(proposal)
    let total = given.total ?? proposal.forecast.step.mostNanograms
    // A plain question shows the preview itself.
    if proposal.needsTotal || total != proposal.forecast.step.mostNanograms {
      StandardStreams.error(text)
    }
    do {
      let consent = try Consent.to(
        proposal, given: given, canAsk: StandardStreams.canAsk,
        yes: { try Question.confirm(text, question: question, yes: given.yes) },
        total: { try Question.askForText(LargestStep.prompt) })
      connection.recorder.confirmed(text, by: consent.by)
      return consent
    } catch {
      end()
      throw error
    }
  }
}

extension Forecast {
  /// Nothing is to come.
  static let nothing = Forecast(
    subject: .running, secondsToTip: nil, secondsToLowAlarm: nil, secondsToEmpty: nil,
    secondsToReplacement: nil, secondsToEndOfService: nil,
    step: StepFigures(mostNanograms: 0, formerLeastNanograms: 0, formerMostNanograms: 0))
}
