#if CANARIES
  package import Telemetry
#endif

/// What is done in one seeded life of a pump: everything, or less of it, to make a failure short.
package struct LifeScope: Hashable, Sendable {
  /// The seed everything is drawn from.
  package var seed: UInt64
  /// Classes of faults that are left out although the seed has them.
  package var without: Set<FaultClass> = []
  /// How many events there are; `nil` for as many as the seed says.
  package var events: Int?
  /// The numbers of events that are left out. The others stay what they are.
  package var dropped: Set<Int> = []
  /// Where its events are drawn from another seed, in their order.
  package var turns: [LifeTurn] = []

  #if CANARIES
    /// A mistake that is built into the pump or its programmers.
    package var canary: Canary?
  #endif

  /// All of a seed's life.
  package init(seed: UInt64) { self.seed = seed }
}

/// What can go wrong in a life, or make it harder. A seed has some of them.
package enum FaultClass: String, CaseIterable, Hashable, Sendable {
  /// What is on the line is lost, late, doubled, damaged, cut or joined.
  case link
  /// Power fails, at rest and within any action of the firmware.
  case power
  /// Writes to the pump's memory fail, are torn, or are reported wrongly.
  case memory
  /// The pump's oscillator runs fast or slow, or its time is lost.
  case clock
  /// The battery gives out for a moment, or the processor starts anew.
  case reset
  /// The motor stalls or moves another volume than it should.
  case motor
  /// The catheter or the reservoir leaks, is blocked, or holds what it should not.
  case body
  /// The programming head is taken away or goes from one programmer to the other.
  case head
  /// A programmer's program ends without warning, between any two of its steps.
  case crash
  /// Two clinicians take turns, and do not wait for each other.
  case rival
  /// The patient has a programmer too.
  case patient
  /// Somebody without a key records, replays, reflects and makes up frames.
  case attacker
  /// Time makes long jumps.
  case jump
  /// Somebody without a key calls for the emergency.
  case emergency
  /// The pump comes to the end of its calendar life, or of its battery.
  case service
  /// Both records of the pump's memory become unreadable.
  case loss
  /// In the end the pump is replaced by another, which gets its therapy.
  case replacement
}
