import PumpFirmware

/// At which action of the firmware power is to fail, and how much of that action is done.
package struct PowerFailure: Hashable, Sendable {
  /// The writes of which a failure may count only one kind.
  package enum Write: UInt8, Hashable, Sendable {
    /// A record into a slot of the memory.
    case record
    /// Entries into places of the log's ring.
    case log
  }

  /// How many actions are still carried out in full before it.
  package var actionsLeft: UInt32
  /// How much of the action is done: bytes of a write, strokes of the motor; none of it when 0.
  package var part: UInt32
  /// The actions that count; `nil` for all.
  package var write: Write?
  /// Whether the power comes back at once; otherwise the bench has to bring it back.
  package var isBrief = false

  /// A failure after so many actions, within the next one. The bench has to bring the power back.
  package init(actionsLeft: UInt32, part: UInt32) {
    self.actionsLeft = actionsLeft
    self.part = part
  }

  /// A failure at the Nth write of a kind from now on, 1 being the next one.
  package init(_ point: CrashPoint, count: UInt32 = 1, isBrief: Bool = true) {
    precondition(count > 0, "writes are counted from one")
    self.init(actionsLeft: count - 1, part: point.part)
    write = point.write
    self.isBrief = isBrief
  }

  /// Whether an action is one of those that count.
  func counts(_ action: PumpAction) -> Bool {
    write == nil || write == action.write
  }
}

extension PumpAction {
  /// The kind of durable write that it is; `nil` when it writes nothing.
  fileprivate var write: PowerFailure.Write? {
    switch self {
    case .store: .record
    case .storeLog: .log
    case .turnMotor, .readLog, .measureBattery, .selfTest, .sound, .transmit: nil
    }
  }
}

/// A place before, in or after one of the pump's durable writes.
package enum CrashPoint: UInt8, CaseIterable, Hashable, Sendable {
  /// Nothing of a record is written yet.
  case beforeRecord
  /// A part of a record is written.
  case tornRecord
  /// A record is written, and the pump does not know yet.
  case afterRecord
  /// Nothing of the entries that go to the log's ring is written yet.
  case beforeLog
  /// A part of the first of them is written.
  case tornLog
  /// All are written, and the pump does not know yet.
  case afterLog

  /// The kind of write.
  package var write: PowerFailure.Write {
    switch self {
    case .beforeRecord, .tornRecord, .afterRecord: .record
    case .beforeLog, .tornLog, .afterLog: .log
    }
  }

  /// How many bytes of the write are done: of a torn one some, and never all that matter.
  package var part: UInt32 {
    switch self {
    case .beforeRecord, .beforeLog: 0
    case .tornRecord: 100
    case .tornLog: 13
    case .afterRecord, .afterLog: .max
    }
  }
}
