package import Quantities
package import Telemetry

/// What a prime moves and what it means.
package struct PrimePreview {
  package let path: PrimedPath
  package let now: Interrogation
  /// What the pump foretells if it is given.
  package let foretold: Forecast

  package init(_ path: PrimedPath, now: Interrogation, foretold: Forecast) {
    self.path = path
    self.now = now
    self.foretold = foretold
  }

  /// What is pumped, in nL.
  package var nanolitres: UInt32 {
    switch path {
    case .wholePath: now.pathNanolitres
    case .catheter: PathTransit.catheter(now)
    }
  }

  /// The drug in that, at the strength in the reservoir.
  package var drug: Picograms {
    now.concentration.drug(in: Nanolitres(rawValue: UInt64(nanolitres)))
  }

  /// What is left in the reservoir after it, in nL.
  package var leftNanolitres: UInt32 {
    now.status.reservoirNanolitres - min(now.status.reservoirNanolitres, nanolitres)
  }

  /// How long it takes at the pump's flow for it; `nil` when the pump names none.
  package var time: Milliseconds? {
    PathTransit.time(nanolitres, at: UInt64(now.primeFlowNanolitresPerDay))
  }
}

/// What a bridge moves, for how long, and what it means.
package struct BridgePreview {
  /// Its flow in nL/day.
  package let flow: UInt32
  package let now: Interrogation
  /// What the pump foretells if it is given.
  package let foretold: Forecast

  package init(flow: UInt32, now: Interrogation, foretold: Forecast) {
    self.flow = flow
    self.now = now
    self.foretold = foretold
  }

  /// How long it takes, until the programme goes on.
  package var time: Milliseconds? { PathTransit.time(now.pathNanolitres, at: UInt64(flow)) }

  /// The drug of a day of it, at the strength in the reservoir.
  package var drug: Picograms { now.concentration.drug(in: Nanolitres(rawValue: UInt64(flow))) }
}

/// What the end of a bridge means: the programme goes on, with what is still in the path.
package struct BridgeEndPreview {
  package let now: Interrogation
  /// What the pump foretells if it is given.
  package let foretold: Forecast

  package init(now: Interrogation, foretold: Forecast) {
    self.now = now
    self.foretold = foretold
  }
}

/// What flows now and what is to flow once delivery is resumed.
package struct ResumePreview {
  package let now: Interrogation
  package let programme: TherapyReport
  /// What the pump foretells if it is given.
  package let foretold: Forecast

  package init(now: Interrogation, programme: TherapyReport, foretold: Forecast) {
    self.now = now
    self.programme = programme
    self.foretold = foretold
  }

  /// What the flow changes to from what it is now; `nil` where nothing is resumed.
  package var change: DoseChange? {
    let after = UInt64(programme.dailyNanograms)
    return switch Present(now) {
    case .programme, .ended: nil
    case .stopped: DoseChange(before: 0, after: after)
    case .emergency(let dose): DoseChange(before: UInt64(dose), after: after)
    }
  }
}
