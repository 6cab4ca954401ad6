import PumpWorld
import Quantities
import Telemetry

/// Cases of what becomes of an order and its answer.
extension ConformanceCase {
  static var lostAcknowledgementPlan: CasePlan {
    CasePlan(
      "The pump carries out the commit, and its acknowledgement is lost.",
      "Settles the order by a status, which names it, and says done; never orders it again.", .done
    ).with { $0.mischief = [Mischief(.answered(.commit), .lose)] }
  }

  static var lostOrderPlan: CasePlan {
    CasePlan(
      "The commit is lost on its way to the pump.",
      "Waits by statuses until the order has expired; then gives it anew, or says that it was not "
        + "done.", .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), .lose)] }
  }

  static var lateOrderPlan: CasePlan {
    CasePlan(
      "The commit is held up, and reaches the pump when the client goes on to anything but "
        + "reading.",
      "Says that it was not done only when its order can be carried out no more: it has expired, "
        + "or its session is gone.", .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), .holdUntilDecided)] }
  }

  static var expiredOrderPlan: CasePlan {
    CasePlan(
      "The pump's link clock is a minute further when the commit arrives, so it is refused "
        + "`expired`.",
      "Reads the status before it gives the order anew, or says that it was not done.", .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), .skipLink(.minutes(1)))] }
  }

  static var lateReplyPlan: CasePlan {
    CasePlan(
      "The answers to the read-back and to the commit come 700 ms late, after what was asked "
        + "meanwhile.",
      "Takes a late answer for what it is; orders once, and says done.", .done
    ).with {
      $0.mischief = [
        Mischief(.answered(.readBack), .delay(Milliseconds(rawValue: 700))),
        Mischief(.answered(.commit), .delay(Milliseconds(rawValue: 700))),
      ]
    }
  }

  static var sessionTimeoutPlan: CasePlan {
    CasePlan(
      "The session has been idle for too long when the commit arrives: the pump has closed it and "
        + "forgotten what was staged.",
      "Takes the hint for no more than that: a status of a new session settles the order; then all "
        + "begins anew, or nothing changed.", .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), .skipLink(.minutes(3)))] }
  }

  static var powerCutBeforePlan: CasePlan {
    CasePlan(
      "The pump's power fails just before it stores the commit, and is back at once.",
      "A status of a new session shows that it was not done: begins anew from staging, or says so.",
      .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), .failPower(.beforeRecord))] }
  }

  static var powerCutAfterPlan: CasePlan {
    CasePlan(
      "The pump's power fails when the commit is stored and not yet answered, and is back at once.",
      "A status of a new session names the order: says done, and orders nothing more.", .done
    ).with { $0.mischief = [Mischief(.asked(.commit), .failPower(.afterRecord))] }
  }

  static var silentAfterOrderPlan: CasePlan {
    CasePlan(
      "From the commit on, which arrives, nothing of the pump is heard any more.",
      "Says unknown, and gives no other order.", [.unknown]
    ).with { $0.mischief = [Mischief(.asked(.commit), .silence)] }
  }
}
