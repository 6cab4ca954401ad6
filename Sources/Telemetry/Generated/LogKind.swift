// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What an entry of the event log is about. Numbers not named are zero; strokes are those made
/// since the factory. Spec: messages.md, "logKind".
public enum LogKind: UInt8, WireNamed {
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
  /// programmed of it, of which `undelivered` tells what was not given; `amount`: strokes.
  case infusionEnded = 6
  /// An infusion that was due did not begin. `detail`: ``InfusionKind``; `short`: the
  /// ``RefusalCode`` that stood against it, or 0 when the pump was without power; `number`: ng;
  /// `amount`: how many in a row.
  case infusionSkipped = 7
  /// A step of the day schedule began. `detail`: ``PlanNumber``; `short`: its start in minutes
  /// since midnight; `number`: ng/day; `amount`: strokes.
  case step = 8
  /// The day's account, every 24 h of therapy. `short`: patient requests denied since the last;
  /// `number`: strokes modulo 2^32; `amount`: pg programmed since the factory.
  case delivered = 9
  /// An alarm began. `detail`: its bit in ``AlarmSet``; `amount`: strokes.
  case alarmRaised = 10
  /// An alarm ended. `detail`: its bit in ``AlarmSet``; `amount`: strokes.
  case alarmEnded = 11
  /// The reservoir was refilled. `detail`: ``BridgeDecision``; `short`: ``SkipReason``; `number`:
  /// nL filled in; `amount`: nL withdrawn times 2^32, and nL expected.
  case refilled = 12
  /// The drug in the reservoir, or its strength, changed. `detail`: ``DrugCode``; `short`: the
  /// ``DrugCode`` before; 0 in entries from before there was more than one, which tell of a
  /// strength alone; `number`: mcg/mL after mixing; `amount`: mcg/mL before.
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
  /// ng; `amount`: ms times 256, and the maximum per day.
  case patientBolus = 18
  /// The low-reservoir alarm was set. `number`: nL; `amount`: nL before.
  case lowAlarm = 19
  /// Somebody without a key had the pump go to minimum rate. `number`: ng that were withheld of a
  /// bolus or a prime, or the highest value it can hold; `amount`: strokes.
  case emergency = 20
  /// A pairing key changed. `detail`: ``Role``; `short`: 0 when the new key waits to be used, 1
  /// when it took the place of the old one.
  case keyChanged = 21
  /// The pump was told of a catheter. `detail`: the model's number; `short`: mm implanted;
  /// `number`: nL of the catheter; `amount`: mm cut off, and times 2^16 the ``SpinalLevel``, times
  /// 2^24 the ``CatheterReason``, times 2^32 the ``PathContent``.
  case catheter = 24
  /// A temporary rate or a planned stop began. `detail`: ``TemporaryReason``; `short`: min that it
  /// is to last; `number`: ng/day, 0 for a planned stop; `amount`: strokes.
  case temporaryBegun = 25
  /// A temporary rate or a planned stop ended. `detail`: ``TemporaryEnd``; `short`: min that it
  /// lasted, rounded down; `number`: ng that it gave, rounded down; `amount`: pg that the programme
  /// would have given in that time.
  case temporaryEnded = 26

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .switchedOn: "switchedOn"
    case .order: "order"
    case .therapy: "therapy"
    case .override: "override"
    case .infusionStarted: "infusionStarted"
    case .infusionEnded: "infusionEnded"
    case .infusionSkipped: "infusionSkipped"
    case .step: "step"
    case .delivered: "delivered"
    case .alarmRaised: "alarmRaised"
    case .alarmEnded: "alarmEnded"
    case .refilled: "refilled"
    case .drugChanged: "drugChanged"
    case .clockSet: "clockSet"
    case .undelivered: "undelivered"
    case .selfTestFailed: "selfTestFailed"
    case .entriesLost: "entriesLost"
    case .patientBolus: "patientBolus"
    case .lowAlarm: "lowAlarm"
    case .emergency: "emergency"
    case .keyChanged: "keyChanged"
    case .catheter: "catheter"
    case .temporaryBegun: "temporaryBegun"
    case .temporaryEnded: "temporaryEnded"
    }
  }
}
