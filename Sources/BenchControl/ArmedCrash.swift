package import PumpWorld

/// A place before, in or after one of the simulator's durable writes. Spec: bench.md, "Crash
/// points".
package enum CrashPlace: String, CaseIterable, Sendable {
  case beforeRecord = "before-record"
  case tornRecord = "torn-record"
  case afterRecord = "after-record"
  case beforeLog = "before-log"
  case tornLog = "torn-log"
  case afterLog = "after-log"
  case beforeWorld = "before-world"
  case tornWorld = "torn-world"
  case afterWorld = "after-world"

  /// What is written into a state file.
  package enum Write: Sendable { case record, log, world }

  /// Where in a write.
  package enum Moment: Sendable { case before, torn, after }

  /// The kind of write.
  package var write: Write {
    switch self {
    case .beforeRecord, .tornRecord, .afterRecord: .record
    case .beforeLog, .tornLog, .afterLog: .log
    case .beforeWorld, .tornWorld, .afterWorld: .world
    }
  }

  /// Where in that write.
  package var moment: Moment {
    switch self {
    case .beforeRecord, .beforeLog, .beforeWorld: .before
    case .tornRecord, .tornLog, .tornWorld: .torn
    case .afterRecord, .afterLog, .afterWorld: .after
    }
  }

  /// The same place for the pump; `nil` for the world, which is none of its own.
  package var point: CrashPoint? {
    switch self {
    case .beforeRecord: .beforeRecord
    case .tornRecord: .tornRecord
    case .afterRecord: .afterRecord
    case .beforeLog: .beforeLog
    case .tornLog: .tornLog
    case .afterLog: .afterLog
    case .beforeWorld, .tornWorld, .afterWorld: nil
    }
  }
}

/// A crash to come: where, and at the Nth write of that kind.
package struct ArmedCrash: Equatable, Sendable {
  /// What happens there.
  package enum Kind: String, CaseIterable, Sendable {
    /// The pump loses power and has it back at once.
    case cycle
    /// The pump loses power until the bench gives it back.
    case off
    /// The simulator is killed, as by SIGKILL.
    case kill
  }

  /// Where it strikes.
  package let place: CrashPlace
  /// What happens there.
  package let kind: Kind
  /// How many writes there are until then, that one included.
  package var count: UInt32

  /// A crash at the Nth such write from now, 1 being the next one.
  package init(place: CrashPlace, kind: Kind, count: UInt32) {
    self.place = place
    self.kind = kind
    self.count = count
  }

  /// Takes notice of a write; gives where in it the crash is, if it is this one.
  package mutating func meet(_ write: CrashPlace.Write) -> CrashPlace.Moment? {
    guard count > 0, write == place.write else { return nil }
    count -= 1
    return count == 0 ? place.moment : nil
  }
}
