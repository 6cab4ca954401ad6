import Telemetry

/// The hard limits: what the device cannot do.
extension Refusal {
  var flowBelowMinimum: RefusalWords {
    RefusalWords(
      "\(Figure.flow(asked)) is below the \(Figure.flow(limit)) the motor delivers accurately",
      advice: "use a higher dose, a weaker drug, or minimum rate")
  }

  var flowAboveMaximum: RefusalWords {
    RefusalWords(
      "\(Figure.flow(asked)) is above the pump's limit of \(Figure.flow(limit))",
      advice: request == .startBridge ? "use a lower flow" : Self.smaller)
  }

  var dailyVolumeAboveMaximum: RefusalWords {
    RefusalWords(
      "24 hours would come to \(Figure.volume(asked)), above the pump's limit of "
        + Figure.volume(limit),
      advice: "use a smaller dose, and check that no hours were typed as minutes")
  }

  var bolusAboveMaximum: RefusalWords {
    RefusalWords(
      "a bolus of \(Figure.volume(asked)) is above the pump's limit of \(Figure.volume(limit))",
      advice: Self.smaller)
  }

  private static let smaller: FaceText = "use a smaller dose"

  func tooFast(_ what: String) -> RefusalWords {
    RefusalWords(
      "\(what) at \(Figure.flow(asked)), above the pump's limit of \(Figure.flow(limit))",
      advice: "give the bolus over a longer time")
  }

  var reservoirTooLow: RefusalWords {
    let isStaged = request.about == .staged
    return RefusalWords(
      "the \(infusion) needs \(Figure.volume(asked)), and the reservoir "
        + "\(isStaged ? "would hold" : "holds") \(Figure.volume(limit))",
      advice: isStaged ? "fill in more, or decide against the bridge" : "refill the pump first")
  }

  /// What would be infused, for a refusal that does not say.
  private var infusion: String {
    switch request.about {
    case .bolus: "bolus"
    case .prime: "prime"
    // Of all that can be staged, a bridge alone has to be in the reservoir.
    case .bridge, .staged: "bridge"
    case .temporary: "temporary rate"
    case .other: "infusion"
    }
  }

  var refillAboveCapacity: RefusalWords {
    RefusalWords(
      "\(Figure.volume(asked)) is more than the reservoir holds (\(Figure.volume(limit)))",
      advice: "check the volume; leave in the syringe what does not fit")
  }

  var stepsOutOfOrder: RefusalWords {
    RefusalWords(
      asked > limit
        ? "the day's first step begins at \(Figure.day(asked)), and nothing says what is infused "
          + "from 00:00 until then"
        : "the step at \(Figure.day(asked)) is out of order: by the step before it, it can begin "
          + "at \(Figure.day(limit)) at the earliest",
      advice: "begin the day at 00:00 and put the steps in the order of their times")
  }

  var stepOffGrid: RefusalWords {
    RefusalWords(
      "the pump changes the dose only every \(Figure.minutes(limit)), counted from midnight, and "
        + "\(Figure.day(asked)) is none of these times",
      advice: "move the step to one of these times")
  }

  var intervalTooShort: RefusalWords {
    RefusalWords(
      "every \(Figure.minutes(asked)) is more often than the pump gives a bolus (at least "
        + "\(Figure.minutes(limit)) apart)",
      advice: "use a longer time, and check that no hours were typed as minutes")
  }

  var bolusLongerThanInterval: RefusalWords {
    RefusalWords(
      "a bolus of \(Figure.exact(asked)) is not over when the next begins, after "
        + Figure.exact(limit),
      advice: "give it over a shorter time, or less often")
  }

  var alarmVolumeTooHigh: RefusalWords {
    RefusalWords(
      "a low-reservoir alarm at \(Figure.volume(asked)) would sound with a full reservoir of "
        + Figure.volume(limit),
      advice: "use a lower volume, such as 2 mL or 4 mL")
  }

  var silenceTooLong: RefusalWords {
    RefusalWords(
      "\(Figure.minutes(asked)) of silence is more than the pump allows "
        + "(\(Figure.minutes(limit)))",
      advice: "use a shorter time")
  }

  var temporaryTooLong: RefusalWords {
    RefusalWords(
      "\(Figure.minutes(asked)) is longer than a temporary rate or a planned stop may last here "
        + "(\(Figure.minutes(limit)))",
      advice: "use a shorter time; for longer, change the programme")
  }

  var temporaryRunning: RefusalWords {
    RefusalWords(
      "a temporary rate or a planned stop runs in place of the programme",
      advice: "wait until it ends by itself, or end it first")
  }

  var withdrawnTooMuch: RefusalWords {
    RefusalWords(
      "\(Figure.volume(asked)) was drawn out, and the pump can have held "
        + "\(Figure.volume(limit)) at most",
      advice: "check the volume, and whether the needle was in the reservoir: liquid from beside "
        + "it is a pocket fill")
  }

  var catheterUnknown: RefusalWords {
    RefusalWords(
      "the pump knows no catheter model \(asked); it knows "
        + QuantityWords.count(limit, "model", "models"),
      advice: "read the models that the pump knows, and choose the one that was implanted; with "
        + "another every prime and every bridge would move a wrong volume")
  }

  var catheterLengthWrong: RefusalWords {
    RefusalWords(
      "\(Figure.length(asked)) were implanted and cut off together, and the catheter's model is "
        + "made in \(Figure.length(limit))",
      advice: "check both lengths and the model: a wrong length makes every prime an overdose or "
        + "too little, by as much")
  }
}

/// The soft limits: what the drug profile does not expect.
extension Refusal {
  /// What a clinician may go beyond by a word.
  func unusual(_ sentence: String) -> RefusalWords {
    RefusalWords(
      sentence,
      advice: "check the number; if it is meant, confirm it with \(.overrideSoftLimits)")
  }

  func unusualDay(_ side: String) -> RefusalWords {
    unusual(
      "\(QuantityWords.dosePerDay(nanograms: asked)) is \(side) the drug profile's "
        + QuantityWords.dosePerDay(nanograms: limit))
  }

  var bolusAboveUsual: RefusalWords {
    unusual(
      "\(QuantityWords.dose(nanograms: asked)) is above the drug profile's bolus of "
        + QuantityWords.dose(nanograms: limit))
  }

  var bolusFasterThanUsual: RefusalWords {
    unusual(
      "\(Figure.exact(asked)) is faster than the drug profile's \(Figure.exact(limit))")
  }

  var strengthUnusual: RefusalWords {
    unusual("the drug profile does not name \(asked) mcg/mL for long-term use")
  }

  var volumeDiscrepancy: RefusalWords {
    RefusalWords(
      "what was drawn out differs from the pump's count by \(Figure.volume(asked)), more than the "
        + "\(Figure.volume(limit)) that its accuracy explains: a pocket fill, a leak or a wrong "
        + "flow",
      advice: "find the cause before filling; if it is known, confirm the difference")
  }
}
