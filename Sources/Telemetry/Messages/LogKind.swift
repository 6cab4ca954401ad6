/// What an entry of the event log is about. Spec: messages.md, "logKind".
public enum LogKind: UInt8, Hashable, Sendable {
  /// The pump was switched on. `detail`: ``ResetCause``; `number`: the epoch of its sessions;
  /// `amount`: strokes.
  case switchedOn = 1
  /// An order was carried out. `detail`: ``RequestType``; `short`: request id; `number`: session.
  case order = 2
  /// A programme came into force. `detail`: ``InfusionMode``; `number`: ng of its largest day;
  /// `amount`: its revision.
  case therapy = 3
  /// A soft limit was overridden. `detail`: ``RefusalCode``; `number`: what was asked for, or the
  /// highest value it can hold; `amount`: the limit.
  case override = 4
  /// An infusion began. `detail`: ``InfusionKind``; `number`: ng; `amount`: ms.
  case infusionStarted = 5
  /// An infusion ended. `detail`: ``InfusionKind``; `short`: 1 when it was cut short; `number`: ng
  /// programmed of it, of which ``undelivered`` tells what was not given; `amount`: strokes.
  case infusionEnded = 6
  /// An infusion that was due did not begin. `detail`: ``InfusionKind``; `short`: the
  /// ``RefusalCode`` that stood against it, or 0 when the pump was without power; `number`: ng;
  /// `amount`: how many in a row.
  case infusionSkipped = 7
  /// A step of the day schedule began. `detail`: plan; `short`: its start in minutes since
  /// midnight; `number`: ng/day; `amount`: strokes.
  case step = 8
  /// The day's account. `short`: patient requests denied since the last; `number`: strokes modulo
  /// 2^32; `amount`: pg programmed since the factory.
  case delivered = 9
  /// An alarm began. `detail`: ``Alarm``; `amount`: strokes.
  case alarmRaised = 10
  /// An alarm ended. `detail`: ``Alarm``; `amount`: strokes.
  case alarmEnded = 11
  /// The reservoir was refilled. `detail`: ``BridgeDecision``; `short`: ``SkipReason``; `number`:
  /// nL filled in; `amount`: nL withdrawn times 2^32 and nL expected.
  case refilled = 12
  /// The strength in the reservoir changed. `detail`: ``DrugCode``; `number`: mcg/mL after mixing;
  /// `amount`: mcg/mL before.
  case drugChanged = 13
  /// The wall clock was set. `detail`: ``ClockReason``; `short`: 1 when it was set before;
  /// `number`: the new clock; `amount`: the old one, or 0.
  case clockSet = 14
  /// Drug that was programmed and is not made up for. `detail`: ``UndeliveredCause``; `amount`: pg.
  case undelivered = 15
  /// A self-test failed. `detail`: the bits of ``SelfTest``.
  case selfTestFailed = 16
  /// Entries could not be stored and are lost. `number`: how many.
  case entriesLost = 17
  /// The patient bolus was turned on or off. `detail`: 1 or 0; `short`: lockout in min; `number`:
  /// ng; `amount`: ms times 256 and the maximum per day.
  case patientBolus = 18
  /// The low-reservoir alarm was set. `number`: nL; `amount`: nL before.
  case lowAlarm = 19
  /// Somebody without a key had the pump go to minimum rate. `number`: ng that were withheld of a
  /// bolus or a prime, or the highest value it can hold; `amount`: strokes.
  case emergency = 20
  /// A pairing key changed. `detail`: ``Role``; `short`: 0 when the new one waits to be used, 1
  /// when it took the place of the old one.
  case keyChanged = 21
}

/// Why the pump was switched on.
public enum ResetCause: UInt8, Hashable, Sendable {
  /// Power came.
  case power = 0
  /// The battery gave out for a moment.
  case lowBattery = 1
  /// The clock was lost: therapy time went on from the newest record.
  case clockLost = 2
}

/// Why drug that was programmed is not made up for.
public enum UndeliveredCause: UInt8, Hashable, Sendable {
  /// The motor stalled.
  case stall = 1
  /// Delivery ended for a reason nobody can resume from.
  case failure = 2
  /// The pump was without power.
  case power = 3
}

/// What a self-test found unsound. Spec: therapy.md, "Self-tests".
public struct SelfTest: Hashable, Sendable {
  /// One bit per part: 1 processor, 2 program memory, 4 working memory, 8 stored record; 0 when all
  /// is sound.
  public private(set) var bits: UInt8

  /// A result from its bits, or `nil` when one of them belongs to no part.
  public init?(bits: UInt8) {
    guard bits < 16 else { return nil }
    self.bits = bits
  }

  private init(one bit: UInt8) { bits = bit }

  /// Nothing is wrong.
  public static var sound: SelfTest { SelfTest(one: 0) }
  /// The processor computes wrongly.
  public static var processor: SelfTest { SelfTest(one: 1) }
  /// The program memory does not hold what was put there.
  public static var programMemory: SelfTest { SelfTest(one: 2) }
  /// The working memory does not keep what is written to it.
  public static var workingMemory: SelfTest { SelfTest(one: 4) }
  /// The stored record no longer reads as it was written; it is written again.
  public static var storedRecord: SelfTest { SelfTest(one: 8) }

  /// Whether the pump cannot be trusted to infuse.
  public var isFatal: Bool { bits & ~Self.storedRecord.bits != 0 }

  /// Whether the processor computed wrongly.
  public var processorFailed: Bool { bits & 1 != 0 }
  /// Whether the program memory does not hold what was put there.
  public var programMemoryFailed: Bool { bits & 2 != 0 }
  /// Whether the working memory did not keep what was written to it.
  public var workingMemoryFailed: Bool { bits & 4 != 0 }
  /// Whether the stored record no longer read as it was written; it was written again.
  public var storedRecordFailed: Bool { bits & 8 != 0 }
  /// Whether nothing failed.
  public var isSound: Bool { bits == 0 }
}

/// What is infused besides, or in place of, the basal infusion. Spec: therapy.md, "Precedence".
public enum InfusionKind: UInt8, Hashable, Sendable {
  /// A bolus a clinician ordered.
  case bolus = 1
  /// A bolus the patient asked for.
  case patientBolus = 2
  /// A bolus of the programme.
  case periodicBolus = 3
  /// The priming of the fluid path, in place of the basal infusion.
  case prime = 4
  /// A bridge between two strengths, in place of the basal infusion.
  case bridge = 5

  /// Whether the basal infusion waits while it runs.
  public var replacesBasal: Bool {
    switch self {
    case .prime, .bridge: true
    case .bolus, .patientBolus, .periodicBolus: false
    }
  }
}
