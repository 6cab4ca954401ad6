import Telemetry

/// What stands against a request by the state of the pump or of the therapy.
extension Refusal {
  var bolusRunning: RefusalWords {
    RefusalWords(
      request.about == .bolus ? "a bolus is running already" : "a bolus is running",
      advice: "wait for it to end, or cancel it")
  }

  var stopped: RefusalWords {
    request == .stop
      ? RefusalWords("delivery is stopped already", advice: "nothing needs to be done")
      : RefusalWords(
        "delivery is stopped", advice: "the patient gets no drug: resume delivery first")
  }

  /// Any critical alarm stands against an infusion; everything else only a pump that failed
  /// refuses.
  var criticalAlarm: RefusalWords {
    beginsInfusion
      ? RefusalWords("a critical alarm is active", advice: "deal with the alarm first")
      : withoutDrug("the pump has failed and stopped for good")
  }

  var primeRunning: RefusalWords {
    RefusalWords(
      "the fluid path is being primed, and the basal infusion waits until it is",
      advice: "wait for it to end, or cancel it")
  }

  var bridgeRunning: RefusalWords {
    RefusalWords(
      "a bridge between two strengths is running or waits for delivery to be resumed",
      advice: "wait for it to end, or cancel it and accept the old strength at the new flow "
        + "meanwhile")
  }

  var clockNotSet: RefusalWords {
    RefusalWords(
      "the pump does not know the time of day, so it could not say when a step begins",
      advice: "set the clock first")
  }

  var planMissing: RefusalWords {
    RefusalWords(
      request == .readDayPlan
        ? "there is no such day plan"
        : "a weekday has no day plan, or one that the pump was not given",
      advice: "give every plan that a weekday names, and every weekday a plan")
  }

  var patientBolusOff: RefusalWords {
    RefusalWords("the patient bolus is turned off", advice: "only a clinician can turn it on")
  }

  var lockedOut: RefusalWords {
    RefusalWords(
      "the lockout after the last patient bolus lasts another \(Figure.seconds(asked))",
      advice: Self.waiting)
  }

  var patientMaximumReached: RefusalWords {
    RefusalWords(
      "the patient has had \(QuantityWords.count(asked, "bolus", "boluses")) in 24 hours, and "
        + "\(limit) is the most",
      advice: Self.waiting)
  }

  private static let waiting: FaceText = "wait, and call the clinic if it is needed sooner"

  var volumesVersionMismatch: RefusalWords {
    RefusalWords(
      "the order was made from version \(asked) of the path's volumes, and the pump has version "
        + "\(limit)",
      advice: "interrogate the pump, check its volumes, and order it anew")
  }

  var bridgeUndecided: RefusalWords {
    let change =
      asked == 0 || limit == 0 || asked == limit
      ? "the drug in the reservoir would change"
      : "the strength in the reservoir would change from \(limit) to \(asked) mcg/mL"
    return RefusalWords(
      change
        + ", and until the old liquid in the path is used up the patient would get it at the new "
        + "flow",
      advice: "decide: a bridge, a flushed path, or to skip the bridge for a reason")
  }

  var bridgePointless: RefusalWords {
    RefusalWords(
      "there is nothing to bridge: neither drug nor strength changes, or the old programme has no "
        + "flow",
      advice: "leave the bridge out, or skip it for a reason")
  }

  var clockCrossesStep: RefusalWords {
    RefusalWords(
      "the clock would jump by \(Figure.seconds(asked)) across the beginning of a step, so that "
        + "steps of the schedule would be repeated or left out",
      advice: "look at which steps it touches; if it is meant, confirm the shift")
  }

  var totalUnconfirmed: RefusalWords {
    RefusalWords(
      "24 hours would hold up to \(QuantityWords.dose(nanograms: asked)), a larger step than the "
        + "drug profile allows with a plain yes",
      advice: "check the number; if it is meant, confirm what 24 hours will hold, exactly")
  }

  var totalMismatch: RefusalWords {
    RefusalWords(
      "\(QuantityWords.dose(nanograms: asked)) was confirmed for 24 hours, and by the pump's "
        + "reckoning they would hold up to \(QuantityWords.dose(nanograms: limit))",
      advice: "look at the new preview, and confirm the number it shows")
  }
}
