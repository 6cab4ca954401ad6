package import Quantities
package import Telemetry

/// A temporary rate or a planned stop as it is wanted. Spec: therapy.md, "Temporary rate".
package struct TemporaryWanted: Equatable {
  /// The rate in place of the programme's basal infusion; zero for a planned stop.
  package let dose: DoseRate
  /// How long it lasts, in min of therapy time, above 0.
  package let minutes: UInt16
  package let reason: TemporaryReason
  package let overridesSoftLimits: Bool

  package init(
    dose: DoseRate, minutes: UInt16, reason: TemporaryReason, overridesSoftLimits: Bool = false
  ) {
    self.dose = dose
    self.minutes = minutes
    self.reason = reason
    self.overridesSoftLimits = overridesSoftLimits
  }

  /// Whether nothing is infused in its time.
  package var isStop: Bool { dose == .zero }

  /// What it gives in all, in ng, rounded down; more than 2^32 - 1 counts as that.
  package var nanograms: UInt32 {
    UInt32(clamping: UInt64(dose.nanogramsPerDay) * UInt64(minutes) / 1440)
  }
}

/// What of the programme a temporary rate or a planned stop leaves out, or gives beyond it.
package enum Withheld: Equatable {
  /// Less than the programme would give, by so many ng; zero when it is the same.
  case less(nanograms: UInt32)
  /// More than it, by so many ng.
  case more(nanograms: UInt32)

  /// From what was given and what the programme would have given, in ng.
  package init(given: UInt32, foregone: UInt32) {
    self =
      foregone >= given ? .less(nanograms: foregone - given) : .more(nanograms: given - foregone)
  }
}

/// What a temporary rate or a planned stop means.
package struct TemporaryPreview {
  package let wanted: TemporaryWanted
  package let now: Interrogation
  /// The programme, which goes on behind it.
  package let programme: TherapyReport
  /// What the pump foretells if it is begun.
  package let foretold: Forecast

  package init(
    _ wanted: TemporaryWanted, now: Interrogation, programme: TherapyReport, foretold: Forecast
  ) {
    self.wanted = wanted
    self.now = now
    self.programme = programme
    self.foretold = foretold
  }

  /// When it ends by itself.
  package var end: Ahead {
    Ahead(seconds: foretold.secondsToTemporaryEnd ?? UInt32(wanted.minutes) * 60)
  }

  /// What of the programme it leaves out by then, or gives beyond it.
  package var withheld: Withheld {
    Withheld(given: foretold.temporaryNanograms, foregone: foretold.foregoneNanograms)
  }
}

/// What runs in place of the programme's basal infusion, as an interrogation tells it.
package struct TemporaryState: Equatable {
  /// Its rate; zero in a planned stop.
  package let nanogramsPerDay: UInt32
  package let reason: TemporaryReason
  /// How long it lasts in all, in min.
  package let minutes: UInt16
  /// When it ends by itself.
  package let end: Ahead
  /// What it has given so far, in ng.
  package let givenNanograms: UInt32
  /// What the programme would have given so far, in ng.
  package let foregoneNanograms: UInt32

  /// What runs; `nil` when neither does.
  package init?(_ now: Interrogation) {
    guard let reason = now.temporaryReason else { return nil }
    self.reason = reason
    nanogramsPerDay = now.temporaryNanogramsPerDay
    minutes = now.temporaryMinutes
    end = Ahead(seconds: now.temporarySecondsLeft)
    givenNanograms = now.temporaryNanograms
    foregoneNanograms = now.foregoneNanograms
  }

  /// Whether it is a planned stop.
  package var isStop: Bool { nanogramsPerDay == 0 }

  /// What of the programme it has left out so far, or given beyond it.
  package var withheld: Withheld {
    Withheld(given: givenNanograms, foregone: foregoneNanograms)
  }
}
