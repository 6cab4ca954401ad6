package import Quantities
package import Telemetry

/// What stands against a transfer, before anything was changed in either pump.
package enum TransferObstacle: Error, Equatable {
  /// Both ends are the same pump.
  case samePump
  /// Something runs or waits in a pump beside its programme, which is not carried over.
  case infuses(TransferSide, InfusionKind)
  /// The old pump holds no programme that gives drug, so there is nothing to carry over.
  case noTherapy
  /// The new pump holds another drug.
  case otherDrug(old: DrugCode, new: DrugCode)
  /// The new pump holds another strength: what lies in the catheter would need a bridge.
  case otherStrength(old: Concentration, new: Concentration)
  /// The new pump was told of another catheter, in nL.
  case otherCatheter(old: UInt32, new: UInt32)
  /// The new pump has a programme of its own, which nobody may replace unseen.
  case ownTherapy(InfusionMode)
  /// The new pump delivers nothing, or no more than minimum rate, until something is undone first.
  case newPumpHeld(Present)
  /// The programme follows a clock that the new pump does not have.
  case clockNotSet
  /// The programme follows a clock, and the two pumps' clocks are so many seconds apart.
  case clocksApart(seconds: UInt32)

  /// How far the clocks of two pumps may be apart under a schedule: as far as setting one by hand
  /// leaves them.
  static let mostSecondsApart: UInt32 = 120
}

/// One of the two pumps of a transfer.
package enum TransferSide: CaseIterable {
  /// The one that is replaced.
  case old
  /// The one that follows it.
  case new
}

extension TransferObstacle {
  /// What of the old pump alone stands against it.
  init?(old: TransferSource) {
    if let infusion = Self.infusion(old.now) {
      self = .infuses(.old, infusion)
    } else if old.programme.therapy.mode == .minimumRate {
      self = .noTherapy
    } else {
      return nil
    }
  }

  /// What of both stands against it; the new pump may have the therapy already, from a transfer
  /// that was cut off, and then it is the same.
  init?(old: TransferSource, new: TransferSource, isSame: Bool) {
    if old.now.identity.serial == new.now.identity.serial {
      self = .samePump
    } else if let infusion = Self.infusion(new.now) {
      self = .infuses(.new, infusion)
    } else if old.now.drug != new.now.drug {
      self = .otherDrug(old: old.now.drug, new: new.now.drug)
    } else if old.now.concentration != new.now.concentration {
      self = .otherStrength(old: old.now.concentration, new: new.now.concentration)
    } else if old.catheterNanolitres != new.catheterNanolitres {
      self = .otherCatheter(old: old.catheterNanolitres, new: new.catheterNanolitres)
    } else if Present(new.now) != .programme {
      self = .newPumpHeld(Present(new.now))
    } else if new.programme.therapy.mode != .minimumRate && !isSame {
      self = .ownTherapy(new.programme.therapy.mode)
    } else if let clocks = Self(clocksOf: old, and: new) {
      self = clocks
    } else {
      return nil
    }
  }

  private init?(clocksOf old: TransferSource, and new: TransferSource) {
    guard old.programme.therapy.mode == .daySchedule else { return nil }
    guard let theirs = new.now.clock?.rawValue else {
      self = .clockNotSet
      return
    }
    guard let ours = old.now.clock?.rawValue else { return nil }
    let apart = max(ours, theirs) - min(ours, theirs)
    guard apart > Self.mostSecondsApart else { return nil }
    self = .clocksApart(seconds: apart)
  }

  /// What runs beside the programme, or waits to.
  private static func infusion(_ now: Interrogation) -> InfusionKind? {
    if let infusion = now.infusion { return infusion }
    return now.bridgeWaitingNanolitres > 0 ? .bridge : nil
  }
}
