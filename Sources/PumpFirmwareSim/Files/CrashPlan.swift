import PumpWorld

/// A place before, in or after one of the simulator's durable writes. Spec: bench.md, "Crash
/// points".
enum CrashPlace: String, CaseIterable {
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
  enum Write { case record, log, world }

  /// Where in a write.
  enum Moment { case before, torn, after }

  /// The kind of write.
  var write: Write {
    switch self {
    case .beforeRecord, .tornRecord, .afterRecord: .record
    case .beforeLog, .tornLog, .afterLog: .log
    case .beforeWorld, .tornWorld, .afterWorld: .world
    }
  }

  /// Where in that write.
  var moment: Moment {
    switch self {
    case .beforeRecord, .beforeLog, .beforeWorld: .before
    case .tornRecord, .tornLog, .tornWorld: .torn
    case .afterRecord, .afterLog, .afterWorld: .after
    }
  }

  /// The same place for the pump; `nil` for the world, which is none of its own.
  var point: CrashPoint? {
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

/// A crash to come: where, and at the so-many-th write of that kind.
struct CrashPlan {
  /// What happens there.
  enum Kind: String, CaseIterable {
    /// The pump loses power and has it back at once.
    case cycle
    /// The pump loses power until the bench gives it back.
    case off
    /// The simulator is killed, as by SIGKILL.
    case kill
  }

  let place: CrashPlace
  let kind: Kind
  /// How many writes there are until then, that one included.
  var count: UInt32

  /// Takes notice of a write; gives where in it the crash is, if it is this one.
  mutating func meet(_ write: CrashPlace.Write) -> CrashPlace.Moment? {
    guard count > 0, write == place.write else { return nil }
    count -= 1
    return count == 0 ? place.moment : nil
  }
}
