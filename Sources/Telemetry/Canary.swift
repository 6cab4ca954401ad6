/// Mistakes that can be built into one pump or one programmer on purpose, to see that whoever
/// watches them finds out. Only a debug build has any: elsewhere nothing can be switched on.
public enum Canary: UInt8, Hashable, Sendable {
  /// The pump does not keep its answers for a repeat.
  case forgetsReplies = 0
  /// The pump carries out what has expired.
  case ignoresExpiry
  /// The pump writes a record over the one in use.
  case writesInPlace
  /// The pump does not keep the epoch of its session numbers.
  case forgetsEpoch
  /// The pump drops what the division of a basal rate leaves over.
  case dropsRemainder
  /// The pump begins a bolus while a bridge runs.
  case bolusOverBridge
  /// The pump commits by any token.
  case skipsToken
  /// The pump acknowledges what it could not store.
  case acknowledgesUnstored
  /// What is staged stays when its session ends.
  case keepsStaged
  /// The pump forgets at switch-on what it gave in the last 24 hours.
  case forgetsDayAtStart
  /// The pump does not look at the rotor when it is switched on.
  case ignoresRotor
  /// The pump takes a request again.
  case takesReplays
  /// The pump takes sealed messages that were changed on the way.
  case skipsTag
  /// The programmer gives an order again when its answer is lost.
  case repeatsOrders
  /// The programmer gives orders while the outcome of one is unknown.
  case unknownDoesNotBlock
  /// The programmer takes silence for a no.
  case believesSilence
  /// The pump leaves out entries of its log.
  case losesLogEntries
  /// The pump makes up for boluses that were due without power.
  case makesUpBoluses
  /// The day's limit does not count boluses that are over.
  case ignoresBoluses
  /// A bridge that waits is not gone on with when delivery is resumed.
  case forgetsBridge
  /// The patient's programmer may do everything.
  case anyRole
  /// The key of one role opens sessions of the other.
  case anyKey
  /// The pump does not count what a stalled motor did not give.
  case forgetsStall
  /// Sessions that nobody uses stay open.
  case keepsSessions
  /// The patient may have a bolus at any time.
  case ignoresLockout
  /// The volumes of the path do not follow the catheter that the pump is told of.
  case keepsCatheter
  /// What a planned stop withholds leaves out the boluses of the programme.
  case forgetsForegone
  /// A key that another took the place of still opens sessions.
  case keepsOldKeys
  /// The pump forgets at switch-on that it is at emergency rate.
  case forgetsEmergency
  /// Service goes on for a day after its end.
  case outlivesService
  /// A pump without a record goes on at minimum rate.
  case inventsProgramme
  /// What of a bolus was given since the newest record is given again when the clock is lost.
  case givesAgain
  /// The pump takes another drug into a reservoir that was not rinsed.
  case mixesDrugs
  /// In a transfer the new pump commits before the old one goes to minimum rate.
  case commitsFirst
  /// In a transfer an old pump that says nothing is taken for one at minimum rate.
  case assumesLowered
  /// In a transfer the old pump is never told to stop.
  case leavesOldPump
  /// In a transfer two pumps are held against each other but for the dose.
  case skipsDose

  /// How many there are, numbered from 0; none outside a debug build.
  public static var count: UInt8 {
    #if CANARIES
      37
    #else
      0
    #endif
  }
}

/// What a mistake can be built into.
package protocol CanaryHost {
  #if CANARIES
    /// The mistake that is built in.
    var canary: Canary? { get }
  #endif
}

extension CanaryHost {
  /// Whether a mistake is built into this one on purpose. Outside a debug build none ever is.
  @inline(__always)
  package func has(_ canary: Canary) -> Bool {
    #if CANARIES
      return self.canary == canary
    #else
      return false
    #endif
  }
}
