package import Quantities

/// The trial that comes before any pump: doses by hand, by the rules of ``ScreeningRules``.
package struct ScreeningTrial: Equatable, Sendable {
  /// How far it is.
  package enum State: Equatable, Sendable {
    /// This dose, in ng, is the next; not before a moment, `nil` for at once.
    case next(nanograms: UInt32, notBefore: WallClock?)
    /// What came of a dose is still to be entered.
    case awaitingResponse(ScreeningDose)
    /// A dose helped: the trial is over.
    case effective(ScreeningDose)
    /// The largest had no effect either: no pump is implanted.
    case noResponse
  }

  /// What keeps something from being entered.
  package enum Problem: Error, Equatable {
    /// Another dose, in ng, is the next.
    case notNext(nanograms: UInt32)
    /// A day after the last is not over before this moment.
    case tooSoon(WallClock)
    /// It was not after the last.
    case beforeLast(WallClock)
    /// What came of the last is still to be entered.
    case unanswered(ScreeningDose)
    /// The trial is over.
    case over
    /// No dose awaits a response.
    case nothingGiven
    /// No effect can be said only after this moment.
    case observedTooShort(WallClock)
    /// It did not last so long at the moment of entering, or lasts longer than is believed.
    case cannotHaveLasted
  }

  /// The doses, oldest first.
  package private(set) var doses: [ScreeningDose] = []

  package init() {}

  /// A trial of doses as they were entered; throws where they are none of one trial.
  package init(_ doses: [ScreeningDose]) throws(Problem) {
    for dose in doses {
      try give(dose.nanograms, at: dose.at)
      self.doses[self.doses.count - 1].response = dose.response
    }
  }

  package var state: State {
    guard let last = doses.last else {
      return .next(nanograms: ScreeningRules.doses[0], notBefore: nil)
    }
    guard let response = last.response else { return .awaitingResponse(last) }
    if response.isResponse { return .effective(last) }
    guard doses.count < ScreeningRules.doses.count else { return .noResponse }
    return .next(
      nanograms: ScreeningRules.doses[doses.count],
      notBefore: last.at.plus(ScreeningRules.interval))
  }

  /// Enters that a dose was given, in ng.
  package mutating func give(_ nanograms: UInt32, at moment: WallClock) throws(Problem) {
    if let last = doses.last, moment <= last.at { throw .beforeLast(last.at) }
    switch state {
    case .awaitingResponse(let dose): throw .unanswered(dose)
    case .effective, .noResponse: throw .over
    case .next(let next, let notBefore):
      guard nanograms == next else { throw .notNext(nanograms: next) }
      if let notBefore, moment < notBefore { throw .tooSoon(notBefore) }
    }
    doses.append(ScreeningDose(nanograms: nanograms, at: moment))
  }

  /// Enters what came of the last dose; gives that dose with it.
  package mutating func answer(
    _ response: ScreeningDose.Response, at moment: WallClock
  ) throws(Problem) -> ScreeningDose {
    guard case .awaitingResponse(let dose) = state else { throw .nothingGiven }
    if let minutes = response.lastedMinutes {
      let length = Milliseconds.minutes(UInt64(minutes))
      guard minutes > 0, length <= ScreeningRules.longestEffect,
        let end = dose.at.plus(length), end <= moment
      else { throw .cannotHaveLasted }
    } else if let end = dose.at.plus(ScreeningRules.observation), moment < end {
      throw .observedTooShort(end)
    }
    doses[doses.count - 1].response = response
    return doses[doses.count - 1]
  }

  /// The dose that a pump begins with after an effective dose.
  package struct Start: Equatable, Sendable {
    /// In ng a day.
    package let nanogramsPerDay: UInt32
    /// What it follows from.
    package let effective: ScreeningDose
    /// Whether the effect was so long that a day has the dose once.
    package let isLong: Bool
  }

  /// What a pump begins with; `nil` unless a dose helped.
  package var start: Start? {
    guard case .effective(let dose) = state, let minutes = dose.response?.lastedMinutes else {
      return nil
    }
    let isLong = .minutes(UInt64(minutes)) > ScreeningRules.longEffect
    return Start(
      nanogramsPerDay: dose.nanograms * (isLong ? 1 : ScreeningRules.startFactor),
      effective: dose, isLong: isLong)
  }
}

extension WallClock {
  /// This moment a length of time later, in whole seconds; `nil` where the clock ends before.
  fileprivate func plus(_ length: Milliseconds) -> WallClock? {
    plus(WallClock(rawValue: Ahead(length).seconds))
  }
}
