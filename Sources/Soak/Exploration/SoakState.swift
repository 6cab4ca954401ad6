import PumpFirmware
import PumpWorld
import Quantities
import Telemetry

/// What of a pump makes a state of its own, where it is counted how many states lives reach: what
/// it can be asked for or does by itself depends on it. How much there is of anything does not
/// count.
struct SoakState: Hashable {
  private(set) var bits: UInt64 = 0
  private var width: UInt64 = 0

  /// The state of a world's pump.
  init(_ world: SoakWorld) {
    let state = world.pump.firmware.state
    let reference = world.reference
    add(world.pump.isOn)
    add(UInt64(state.alarms.bits), 16)
    add(UInt64(state.therapy.mode.rawValue), 4)
    add(state.therapy.periodic != nil)
    add(state.isStopped)
    add(UInt64(reference.running?.kind.rawValue ?? 0), 4)
    add(state.bridgeWaiting > .zero)
    add(state.temporary.minutes > 0)
    add(state.temporary.dose == .zero)
    add(state.patientBolus != nil)
    add(UInt64(state.drug.rawValue), 4)
    add(reference.formerInPath > 0)
    add(state.isPrimed)
    add(reference.clock != nil)
    add(reference.emergencySince != nil)
    add(reference.failure != nil)
    add(reference.replacementSince != nil)
    add(world.pump.firmware.sessionDeadline != nil)
    add(world.pump.firmware.isStoring)
    add(world.pump.firmware.isInContact)
    add(world.pump.currentFault(of: .motor) != nil)
    add(world.pump.currentFault(of: .clock) != nil)
  }

  private mutating func add(_ isSo: Bool) { add(isSo ? 1 : 0, 1) }

  private mutating func add(_ value: UInt64, _ width: UInt64) {
    bits |= value << self.width
    self.width += width
    precondition(self.width <= 64)
  }
}

/// What a life went through, to be held against what lives before it did.
package struct LifeMap: Sendable {
  /// The states that its pump was in after its events.
  package private(set) var states: Set<UInt64> = []
  /// The ways from one state to the next, with the event that led there.
  package private(set) var ways: Set<UInt64> = []
  private var last: UInt64 = 0

  /// Takes note of the state after an event.
  mutating func note(_ state: SoakState, after event: Int) {
    states.insert(state.bits)
    // Two ways of the same number are told as one, which is rare: there are 2^64.
    var way = (last ^ UInt64(event) << 57) &* 0x9E37_79B9_7F4A_7C15
    way = (way ^ way >> 29 ^ state.bits) &* 0xBF58_476D_1CE4_E5B9
    ways.insert(way ^ way >> 32)
    last = state.bits
  }
}
