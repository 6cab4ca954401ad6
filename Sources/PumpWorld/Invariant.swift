import Quantities

/// What holds at every moment of every life, whatever fails: the promises of the whole system, and
/// one of the soak's own.
///
/// The numbers are those of protocol-spec/invariants.md, which lists the same sentences.
package enum Invariant: UInt8, CaseIterable, Hashable, Sendable {
  /// The soak's own: without it nothing else was looked at.
  case life = 0
  /// Strokes against the programme.
  case delivery = 1
  /// Liquid and drug against liquid and drug.
  case balance = 2
  /// Orders against what came over the line.
  case once = 3
  /// What a programmer believes against what is so.
  case belief = 4
  /// The therapy in force against what was committed.
  case therapy = 5
  /// What was delivered and accepted against the limits.
  case limits = 6
  /// The event log against what happened.
  case log = 7
  /// Sessions and alarms against time.
  case independence = 8
  /// What is said and done against who has the key.
  case secrecy = 9
  /// A life against itself.
  case sameness = 10
  /// What was foretold against what came.
  case foretelling = 11
  /// How an order ends against what became of it.
  case ending = 12

  /// What holds.
  package var sentence: String {
    switch self {
    case .life: "The life of a seed begins, and goes on to its end."
    case .delivery:
      "Delivered volume never differs from the programmed integral by more than one motor stroke,"
        + " over any span, in every mode."
    case .balance:
      "What left the reservoir is what is in the catheter and what the patient got, to the nL; and"
        + " the patient has that and what was injected by hand, whichever pump is in the body."
    case .once:
      "A dose command is carried out at most once, whatever is lost, repeated, reordered or cut"
        + " off."
    case .belief:
      "The host never believes “done” or “not done” unless it is so; unknown stays unknown, blocks"
        + " new dose commands, and one status read after the link recovers settles it."
    case .therapy:
      "Therapy changes only by stage, read back and commit: until the commit is durable the old"
        + " therapy runs without a gap, after it the new one does, and no power cut makes a third."
    case .limits:
      "Limits are checked in the pump on every path, a restart assumes a full window of basal, and"
        + " nothing is ever clamped."
    case .log:
      "The event log has no gap: it is numbered and chained, survives power cuts, and its doses"
        + " reconcile with the reservoir counter."
    case .independence:
      "Telemetry never delays delivery: a session times out, and a staged change dies with it."
    case .secrecy:
      "Nobody without the key changes or reads therapy, and nothing recorded can be replayed,"
        + " across resets too."
    case .sameness:
      "The same seed gives the same bytes: a run is reproducible to the bit on any machine, in any"
        + " build."
    case .foretelling:
      "What a person is shown before consenting is what will happen, on every day and in every"
        + " mode, and what was foretold comes true."
    case .ending:
      "An order that was carried out never ends in a code or a word that means it may not have"
        + " been."
    }
  }

  /// Whether lives of the soak show it; the others are what tests of the programmer show.
  package var isSoaked: Bool {
    switch self {
    case .life, .delivery, .balance, .once, .belief, .therapy, .limits, .log, .independence,
      .secrecy, .sameness:
      true
    case .foretelling, .ending: false
    }
  }
}
