import BadLink
import Quantities
import Telemetry

/// Cases of the line, and of whoever else is on it.
extension ConformanceCase {
  static var repliesTwicePlan: CasePlan {
    CasePlan(
      "Everything arrives twice, both ways.",
      "Takes each answer once, and says done.", .done
    ).with { $0.faults.duplicate = .always }
  }

  static var unpluggedBeforePlan: CasePlan {
    CasePlan(
      "The plug is pulled as the commit is sent, which is lost; it is back after half a second.",
      "Opens the port again and settles the order, or says unknown; says done only if it is.", .open
    ).with {
      $0.mischief = [
        Mischief(.asked(.commit), .unplug(Milliseconds(rawValue: 500), passes: false))
      ]
    }
  }

  static var unpluggedAfterPlan: CasePlan {
    CasePlan(
      "The plug is pulled when the pump has carried out the commit, and its answer is lost; it is "
        + "back after half a second.",
      "Opens the port again and says done, or says unknown; never that nothing was carried out.",
      .open
    ).with {
      $0.mischief = [
        Mischief(.asked(.commit), .unplug(Milliseconds(rawValue: 500), passes: true))
      ]
    }
  }

  static var silentPlan: CasePlan {
    CasePlan(
      "Nothing of the pump is heard, from the first request on.",
      "Gives up, and says that nothing was carried out.", .unchanged
    ).with {
      $0.mischief = [
        Mischief(.asked(.identify), .silence), Mischief(.asked(.openSession), .silence),
      ]
      $0.mayChange = false
      $0.mayOrder = false
    }
  }

  static var otherPumpPlan: CasePlan {
    CasePlan(
      "The pump on the port is not the card's: another serial number, and other keys.",
      "Gives no order, and says that nothing was carried out.", .unchanged
    ).with {
      $0.card = .ofAnotherPump
      $0.mayChange = false
      $0.mayOrder = false
    }
  }

  static var otherSerialPlan: CasePlan {
    CasePlan(
      "The pump on the port has the card's keys and another serial number.",
      "Compares the serial number with the card's: gives no order, and says that nothing was "
        + "carried out.", .unchanged
    ).with {
      $0.card = .ofAnotherSerial
      $0.mayChange = false
      $0.mayOrder = false
    }
  }

  static var changedStagePlan: CasePlan {
    CasePlan(
      "What it stages arrives at the pump as 990 mcg/day, and is truly read back so.",
      "Compares every value read back with what it sent: commits nothing, and says that nothing "
        + "changed.", .unchanged
    ).with {
      let other = CasePlan.dose(micrograms: 990)
      $0.mischief = [Mischief(.asked(.stageTherapy), count: .max, .stage(other))]
      $0.mayChange = false
      $0.mayOrder = false
    }
  }

  static var forgedDonePlan: CasePlan {
    CasePlan(
      "The commit is lost, and somebody without keys answers `acknowledged`: in the open, under a "
        + "wrong key, and with an old frame.",
      "Believes none of it; settles the order by a status, and says what that shows.", .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), .forgeYes)] }
  }

  static var forgedRefusalPlan: CasePlan {
    CasePlan(
      "The pump carries out the commit; its answer is lost, and somebody without keys answers "
        + "`refused`.",
      "Believes none of it; settles the order by a status, which names it, and says done.", .done
    ).with { $0.mischief = [Mischief(.answered(.commit), .forgeNo)] }
  }

  static var otherAnswerPlan: CasePlan {
    CasePlan(
      "The commit is lost, and under its id the pump's own seal acknowledges another request.",
      "Takes it for the contradiction it is: the order is settled by a status, as if nothing had "
        + "come.", .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), .acknowledgeOther(.stop))] }
  }

  static var slowLinePlan: CasePlan {
    CasePlan(
      "The line has 2400 bits per second both ways.",
      "Waits as long as bytes take, so that nothing is sent twice for impatience, and says done.",
      .done
    ).with { $0.faults.baud = 2400 }
  }

  static var noisyLinePlan: CasePlan {
    CasePlan(
      "One write in 25 is lost, one in 25 comes twice, and one byte in 2500 has a bit turned; by "
        + "the seed.",
      "Sends again what may be sent again; says what became of its order, or unknown.", .open
    ).with {
      $0.faults.loss = Chance(perMille: 40) ?? .never
      $0.faults.duplicate = Chance(perMille: 40) ?? .never
      $0.faults.flip = Chance(partsPerMillion: 400) ?? .never
    }
  }
}
