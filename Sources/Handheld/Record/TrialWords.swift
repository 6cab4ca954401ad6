import Clinic
import ClinicText
import PumpText
import Quantities

/// Trials before any pump, in words.
enum TrialWords {
  /// Does something to the trial of a patient; what keeps it from being entered is an error.
  static func entering<Value>(
    _ code: String, _ body: () throws(ScreeningTrial.Problem) -> Value
  ) throws -> Value {
    do throws(ScreeningTrial.Problem) {
      return try body()
    } catch {
      throw ProgrammerError(
        .refused, "patient \(code): \(problem(error)). Nothing was entered")
    }
  }

  static func problem(_ problem: ScreeningTrial.Problem) -> String {
    switch problem {
    case .notNext(let nanograms):
      "the next screening dose is \(dose(nanograms)); the doses follow each other, each only when "
        + "the one before had no effect"
    case .tooSoon(let moment):
      "a screening dose follows the one before after \(hours(ScreeningRules.interval)), on "
        + "\(moment.words) at the earliest; one on top of the other adds up"
    case .beforeLast(let moment):
      "a screening dose was given on \(moment.words) already, and this one was not after it; check "
        + "the time"
    case .unanswered(let given):
      "what came of the \(dose(given.nanograms)) of \(given.at.words) is not entered yet; the "
        + "next depends on it"
    case .over: "the trial is over; no further dose belongs to it"
    case .nothingGiven: "no screening dose waits for a response"
    case .observedTooShort(let moment):
      "a dose is observed for \(hours(ScreeningRules.observation)) at least, here until "
        + "\(moment.words), before it can be said to have no effect"
    case .cannotHaveLasted:
      "the effect cannot have lasted so long: it ends before it is entered, and within "
        + "\(hours(ScreeningRules.longestEffect)); check the length and the time"
    }
  }

  static func dose(_ nanograms: UInt32) -> String {
    QuantityWords.dose(nanograms: UInt64(nanograms))
  }

  /// A length that a rule tells in hours.
  private static func hours(_ length: Milliseconds) -> String {
    "\(length.rawValue / Milliseconds.hours(1).rawValue) h"
  }

  /// A dose and what came of it.
  static func line(_ given: ScreeningDose) -> String {
    let response =
      given.response.map { response in
        response.lastedMinutes.map {
          "it helped, for \(QuantityWords.exactDuration(.minutes(UInt64($0))))"
        } ?? "no effect"
      } ?? "response not entered yet"
    return "screening dose \(dose(given.nanograms)): \(response)"
  }

  /// How far the trial is, and what follows.
  static func state(_ trial: ScreeningTrial) -> String {
    switch trial.state {
    case .next(let nanograms, let notBefore):
      return "next: \(dose(nanograms))" + (notBefore.map { ", not before \($0.words)" } ?? "")
    case .awaitingResponse(let given):
      return "observe the patient, and enter what comes of the \(dose(given.nanograms))"
    case .noResponse:
      return "NO RESPONSE to \(dose(ScreeningRules.doses[ScreeningRules.doses.count - 1])): "
        + "no pump is to be implanted"
    case .effective:
      guard let start = trial.start else { return "a dose helped" }
      let reason =
        start.isLong
        ? "once the effective dose, for it helped longer than \(hours(ScreeningRules.longEffect))"
        : "twice the effective dose"
      let dose = QuantityWords.dosePerDay(nanograms: UInt64(start.nanogramsPerDay))
      return "start a pump with \(dose) (\(reason)); no increase in the first "
        + hours(TitrationRules.interval)
    }
  }

  /// Why no pump is assigned to a patient whose trial had no response.
  static func noImplant(_ code: String) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "the screening trial of patient \(code) had no response to "
        + "\(dose(ScreeningRules.doses[ScreeningRules.doses.count - 1])), so no pump is to be "
        + "implanted. Nothing was entered; make sure this is the right patient, and if it is meant "
        + "all the same, say why with \(.implantDespiteTrial)")
  }

  /// The note that is kept of an implantation all the same.
  static func despite(_ reason: String, _ serial: String) -> String {
    "pump \(serial) implanted although the screening trial had no response: \(reason)"
  }
}

extension WallClock {
  /// The moment in UTC, to the minute.
  fileprivate var words: String { QuantityWords.clock(self).prefix(16) + " UTC" }
}
