import Quantities
import Telemetry

/// Cases of the pump, and of what it says.
extension ConformanceCase {
  static var plainPlan: CasePlan {
    CasePlan(
      "Nothing: the pump and the line are sound.",
      "Brings about the dose by stage, read-back and commit, in one order, and says done.", .done)
  }

  static var lowReservoirPlan: CasePlan {
    CasePlan(
      "The reservoir holds less than its alarm volume, and the alarm has sounded.",
      "An alarm is no refusal: brings about the dose and says done, or leaves all as it is and "
        + "says so.", .settled
    ).with { $0.pump = .nearlyEmpty }
  }

  static var clockJumpPlan: CasePlan {
    CasePlan(
      "Therapy time jumps ahead by a day between read-back and commit.",
      "Waits and expires by link time alone, which goes on as ever: says done.", .done
    ).with { $0.mischief = [Mischief(.asked(.commit), .skipTherapy(.days(1)))] }
  }

  static var largeStepPlan: CasePlan {
    CasePlan(
      "The dose is beyond the largest step, 250 mcg/day after 100; the total of 24 h is told.",
      "Confirms exactly the total it was told and says done, or confirms none, is refused and says "
        + "so.", .settled
    ).with { $0.wanted = CasePlan.dose(micrograms: 250) }
  }

  static var wrongTotalPlan: CasePlan {
    CasePlan(
      "The dose is beyond the largest step, and the total it is told, 200 mcg, is not what the "
        + "pump reckons.",
      "Never confirms another total than it was told, not even the right one: nothing changes, and "
        + "it says so.", .unchanged
    ).with {
      $0.wanted = CasePlan.dose(micrograms: 250)
      $0.total = 200_000
      $0.mayChange = false
    }
  }

  static var softLimitPlan: CasePlan {
    CasePlan(
      "The dose, 1200 mcg/day, is beyond the drug profile's soft limit, and nobody confirmed that.",
      "Does not override the limit on its own, nor ask for the same again; says that nothing "
        + "changed.", .unchanged
    ).with {
      $0.wanted = CasePlan.dose(micrograms: 1200)
      $0.mayChange = false
    }
  }

  static var hardLimitPlan: CasePlan {
    CasePlan(
      "The dose, 60000 mcg/day, is beyond a hard limit of the device.",
      "Takes the refusal, asks for the same no more, and says that nothing changed.", .unchanged
    ).with {
      $0.wanted = CasePlan.dose(micrograms: 60_000)
      $0.mayChange = false
    }
  }

  static var criticalAlarmPlan: CasePlan {
    CasePlan(
      "The pump's self-test has failed and its critical alarm sounds, so it refuses every order.",
      "Takes the refusal, asks for the same no more, and says that nothing changed.", .unchanged
    ).with {
      $0.pump = .failed
      $0.mayChange = false
    }
  }

  static var busyPlan: CasePlan {
    CasePlan(
      "The first two commits are refused `busy`, with the pump's own seal.",
      "Gives the order anew under another id, or says that nothing changed; says done only if it "
        + "is.", .settled
    ).with { $0.mischief = [Mischief(.asked(.commit), count: 2, .refuse(.busy))] }
  }

  static var storageFailsPlan: CasePlan {
    CasePlan(
      "The pump's memory takes no write at the commit, nor until four more requests came: the pump "
        + "is busy, and then answers that storing failed.",
      "Waits until the order is settled before it gives another; says what became of it, or "
        + "unknown.", .open
    ).with { $0.mischief = [Mischief(.asked(.commit), .failMemory(requests: 4))] }
  }
}
