import Quantities
import Telemetry

/// What a person is asked about in a transfer, with all that is known of it.
package enum TransferQuestion {
  /// Whether the new pump gets the old one's low-reservoir alarm, before anything else.
  case lowAlarm(OrderOutlook)
  /// Whether the therapy goes over: the old pump to minimum rate, the new one commits, the old one
  /// stops. The consent is to what the new pump will give.
  case transfer(Proposal, TransferPreview)
  /// Whether the old pump is stopped, while the new one gives the therapy already.
  case stop(TransferPreview.Pumps)
}

/// What a transfer would do, as it is shown before anybody agrees.
package struct TransferPreview {
  /// The two pumps as they were read.
  package struct Pumps {
    package let old: TransferSource
    package let new: TransferSource

    package init(old: TransferSource, new: TransferSource) {
      self.old = old
      self.new = new
    }

    /// What flows from the old pump. Only its programme has to be brought to minimum rate.
    package var present: Present { Present(old.now) }

    /// Whether the two are of different models.
    package var isOtherModel: Bool { old.now.identity.model != new.now.identity.model }
  }

  package let pumps: Pumps
  /// What the new pump would give, with its forecast.
  package let change: ChangePreview

  /// What the new pump would have, value by value against the old one.
  package var rows: [TransferRow] {
    TransferRow.all(
      pumps.old,
      TransferSource(
        now: pumps.new.now, programme: change.after,
        patientBolus: change.patientBolus?.settings ?? pumps.new.patientBolus))
  }
}

/// What is known of the old pump when a transfer ends.
package enum OldPumpState: String, CaseIterable {
  /// Nothing was changed in it.
  case asBefore = "as_before"
  /// Whether it went to minimum rate nobody knows: it gives its programme, or sounds an alarm.
  case mayBeAtMinimumRate = "may_be_at_minimum_rate"
  /// It gives minimum rate, and sounds an alarm.
  case atMinimumRate = "at_minimum_rate"
  /// It was told to stop, and nobody knows whether it has: it gives minimum rate at the most.
  case mayBeStopped = "may_be_stopped"
  /// It gives nothing.
  case stopped
}

/// What is known of the new pump when a transfer ends.
package enum NewPumpState: String, CaseIterable {
  /// It has no therapy; of all that was staged nothing is left.
  case withoutTherapy = "without_therapy"
  /// Whether it gives the therapy nobody knows.
  case unknown
  /// It gives the therapy.
  case givesTherapy = "gives_therapy"
}

/// Why a transfer did not get to where it was to get.
package enum TransferFault {
  /// Something stands against it; neither pump was changed.
  case obstacle(TransferObstacle)
  /// Something went wrong at one of the pumps.
  case visit(TransferSide, VisitFault)
  /// The old pump could not be brought to minimum rate.
  case notLowered
}

/// What is known of both pumps when a transfer ends.
package struct TransferState: Equatable {
  package internal(set) var old = OldPumpState.asBefore
  package internal(set) var new = NewPumpState.withoutTherapy
  package internal(set) var lowAlarm = NewLowAlarm.asBefore
}

/// What is known of the new pump's low-reservoir alarm, which is set before anything else.
package enum NewLowAlarm {
  case asBefore
  case unknown
  case isSet
}

/// How a transfer ended.
package enum TransferEnd {
  /// The new pump gives the therapy.
  case done(TransferDone)
  /// The new pump gives no therapy.
  case notDone(TransferFault, TransferState)
  /// Nobody knows whether the new pump gives it, or whether the old one went to minimum rate.
  case unknown(TransferFault, TransferState)
}

/// A transfer that was carried out.
package struct TransferDone {
  package let pumps: TransferPreview.Pumps
  /// The visit in which the new pump committed; `nil` when it had the therapy before.
  package let visit: VisitDone?
  /// What the new pump has, as far as it could be read again, against the old one.
  package let rows: [TransferRow]
  package let state: TransferState
  /// Why the old pump is not known to have stopped.
  package let fault: VisitFault?
}

/// How the call for minimum rate at the old pump ended.
package enum LoweredEnd {
  case done
  case notDone
  case unknown
}
