package import Clinic
package import PumpText
import Quantities
import Telemetry

extension TransferObstacle {
  /// What stands against a transfer, what that means, and what to do.
  package var words: FaceText {
    switch self {
    case .samePump:
      "both ports lead to the same pump, which cannot replace itself; lay one head over the pump "
        + "that is to be replaced and the other over the one that follows it"
    case .infuses(let side, let infusion): Self.infusing(side, infusion)
    case .noTherapy:
      "the old pump is programmed to minimum rate, so there is no therapy to take over; programme "
        + "the new one by itself"
    case .otherDrug(let old, let new):
      "the old pump holds \(old.name) and the new one \(new.name), which is another therapy and no "
        + "transfer; fill the new one with \(old.name)"
    case .otherStrength(let old, let new):
      "the old pump holds \(QuantityWords.concentration(old)) and the new one "
        + "\(QuantityWords.concentration(new)), while the catheter is full of the old strength: "
        + "the patient would get another dose than is programmed until it is through. Fill the new "
        + "one with the same strength (\(.recordRefill)) and change it later, with a bridge; or "
        + "bring the old one to the new one's strength first, rinsed and with a bridge"
    case .otherCatheter(let old, let new):
      "the catheter is of \(PathWords.volume(old)) by the old pump and of \(PathWords.volume(new)) "
        + "by the new one, so one of them foretells wrongly what is at the tip; tell the new pump "
        + "of the catheter that it is joined to (\(.tellCatheter))"
    case .ownTherapy(let mode):
      "the new pump has a programme of its own (\(mode.words)), and it is not replaced unseen; "
        + "bring it to minimum rate first (\(.goToMinimumRate)), or look whether this is the right "
        + "pump"
    case .newPumpHeld(let present): Self.held(present)
    case .clockNotSet:
      "the therapy follows a clock, and the new pump's was never set; set it first (\(.setClock))"
    case .clocksApart(let seconds):
      "the therapy follows a clock, and the two pumps' are "
        + "\(QuantityWords.exactDuration(.seconds(UInt64(seconds)))) apart: its steps would come "
        + "at other times. Set the clock of the one that is wrong (\(.setClock))"
    }
  }

  private static func infusing(_ side: TransferSide, _ infusion: InfusionKind) -> FaceText {
    let pump = side.words
    switch infusion {
    case .bridge:
      return "a bridge runs or waits in the \(pump), so the path holds two strengths, and what is "
        + "left of it cannot be taken over; wait until it is done, or end it (\(.cancelBridge))"
    case .bolus, .patientBolus, .periodicBolus, .prime:
      return "a \(infusion.words) runs in the \(pump), and what is left of it cannot be taken "
        + "over; wait until it is done, or end it (\(.cancelBolus))"
    }
  }

  private static func held(_ present: Present) -> FaceText {
    switch present {
    case .programme: "the new pump cannot take the therapy"
    case .emergency:
      "the new pump is at its emergency rate, and would not give the therapy; end that first "
        + "(\(.resume))"
    case .stopped:
      "the new pump is stopped, and would not give the therapy; let it run at minimum rate first "
        + "(\(.resume))"
    case .ended(let alarm):
      "the new pump has failed (\(alarm.words)) and gives nothing any more; take another one"
    }
  }
}

extension TransferSide {
  /// The pump in words.
  package var words: String {
    switch self {
    case .old: "old pump"
    case .new: "new pump"
    }
  }
}

extension TransferState {
  /// How both pumps are left, and what to do; `nil` when neither was changed.
  package var words: FaceText? {
    guard let old = old.words(new) else {
      switch lowAlarm {
      case .asBefore: return nil
      case .unknown:
        return "The therapy goes on from the old pump. The new pump has none, and nobody knows "
          + "whether its low-reservoir alarm was set"
      case .isSet:
        return "The therapy goes on from the old pump. The new pump has its low-reservoir alarm, "
          + "and no therapy"
      }
    }
    let new: FaceText =
      switch new {
      case .withoutTherapy: "The new pump gives no therapy"
      case .unknown:
        "NOBODY KNOWS WHETHER THE NEW PUMP GIVES THE THERAPY, so the old one must not be resumed "
          + "before its status was read"
      case .givesTherapy: "The new pump gives the therapy"
      }
    return "\(new). \(old). Then give the transfer again (\(.transfer)): it goes on where it ended"
  }

  /// How a transfer ends that left the pumps so: what was changed is never called unchanged.
  package func exitStatus(_ cause: ProgramExitStatus) -> ProgramExitStatus {
    old == .asBefore && new == .withoutTherapy ? cause : .unknown
  }
}

extension OldPumpState {
  /// How the old pump was left; `nil` when it is as before.
  fileprivate func words(_ new: NewPumpState) -> FaceText? {
    switch self {
    case .asBefore: new == .withoutTherapy ? nil : "The old pump was not changed"
    case .mayBeAtMinimumRate:
      "The old pump still gives its whole programme, or is at minimum rate and sounds an alarm: "
        + "read its status (\(.readStatus)) and do not leave the patient"
    case .atMinimumRate:
      "The old pump is AT MINIMUM RATE and sounds an alarm: the patient must not be left so, for a "
        + "sudden loss of baclofen can kill"
    case .mayBeStopped: "The old pump gives minimum rate at the most"
    case .stopped: "The old pump gives nothing"
    }
  }
}
