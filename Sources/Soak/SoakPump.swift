import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What is asked of a pump at every event. None of it changes anything; but for a getter that
/// cannot, the compiler would copy the whole pump, and so it would where it makes one a part of its
/// caller.
extension VirtualPump where Memory == SoakMemory {
  /// The fault a unit has now, if any.
  @inline(never)
  mutating func currentFault(of unit: FaultUnit) -> Fault? { world.fault(of: unit) }

  /// What is really so of baclofen.
  var realityOfBaclofen: Truth {
    @inline(never) mutating get { world.plant.truth }
  }

  /// The drugs beside baclofen that are or were there.
  var otherDrugs: [OtherDrug] {
    @inline(never) mutating get { world.others }
  }

  /// The moment on the link's clock at which an idle session ends; `nil` without a session.
  var sessionEnd: LinkTime? {
    @inline(never) mutating get { isOn ? firmware.sessionDeadline : nil }
  }

  /// The key of a role that is in use.
  @inline(never)
  mutating func key(of role: Role) -> AsconBlock { firmware.key(of: role) }

  /// The key of a role that waits to be used; `nil` without one.
  @inline(never)
  mutating func pendingKey(of role: Role) -> AsconBlock? { firmware.pendingKey(of: role) }

  /// Whether the pump is in a body.
  var isImplanted: Bool {
    @inline(never) mutating get { world.plant.isImplanted }
  }

  /// What came out of the tip since the pump was implanted last; nothing while it is in no body.
  var sinceImplant: Liquid {
    @inline(never) mutating get { world.plant.isImplanted ? world.plant.sinceImplant : .none }
  }
}
