import PumpFirmware
package import PumpPlant
package import Quantities
import Telemetry

/// Why the bench cannot do something to a pump; nothing has changed then.
package enum BenchError: Error, Equatable, Sendable {
  /// The physics say why.
  case fault(PlantFaultError)
  /// The reservoir says why.
  case fill(FillError)
  /// Pump and body say why.
  case implant(ImplantError)
  /// There is no body here: it was handed to another bench.
  case noBody
  /// There is a body here already.
  case bodyHere
  /// There is somebody in the body already.
  case patientHere
  /// There is nobody in the body who would feel where a tip lies.
  case nobodyFeelsTip
  /// No catheter has this volume.
  case noSuchCatheter(Nanolitres)
  /// It is more than a syringe for the spine holds, or more than can be counted.
  case injectionTooLarge
  /// It happens once and is over, so it cannot last.
  case overAtOnce(FaultUnit, FaultKind)
  /// It happens to a pump that has power, and this one has none.
  case withoutPower
  /// The log's ring does not hold this entry, but those in the range, if any.
  case noSuchEntry(UInt32, oldest: UInt32, newest: UInt32)
}

extension VirtualPump {
  /// Applies a fault now, in place of the one its unit may have.
  ///
  /// It lasts for `length`, or until it is cleared. What each fault does is in the table of
  /// ``FaultParameter/of(_:_:)``. A clock that drifts counts the pump's own time faster
  /// or slower; a reset starts the firmware anew with the cause of that unit; a failing memory
  /// takes no write; a failing processor fails its test.
  package mutating func inject(
    _ fault: Fault, for length: Milliseconds? = nil, at now: Instant
  ) throws(BenchError) {
    if fault.isEvent && length != nil { throw .overAtOnce(fault.unit, fault.kind) }
    advance(to: now)
    let wasOn = world.isOn
    if fault.kind == .reset && !wasOn { throw .withoutPower }
    switch fault.effect {
    case .restart(let cause):
      if watch != nil { tell(.fault(fault, end: nil)) }
      restart(cause, at: now)
    case .damage(let entry): try damage(entry: entry)
    case .memoryFails: world.isMemoryFailing = true
    case .processorFails: world.isProcessorFailing = true
    case .drift(let ppm): world.oscillator.drift(by: ppm, from: world.plant.therapyTime)
    case .plant(let fault):
      do throws(PlantFaultError) {
        try world.inject(fault)
      } catch {
        throw .fault(error)
      }
    }
    let end = length.map { world.plant.therapyTime.after($0) }
    if !fault.isEvent { world.ends[Int(fault.unit.rawValue)] = end }
    if watch != nil, fault.kind != .reset { tell(.fault(fault, end: end)) }
    if !wasOn && world.isOn { restart(.lowBattery, at: now) }
    if watch != nil { tellChanges() }
  }

  /// Ends the fault of a unit now and returns it, or `nil` when there was none.
  @discardableResult
  package mutating func clear(_ unit: FaultUnit, at now: Instant) -> Fault? {
    advance(to: now)
    return end(unit, at: now)
  }

  /// Ends the faults whose time is over.
  mutating func endFaults(at now: Instant) {
    for unit in FaultUnit.allCases {
      guard let end = world.end(of: unit), end <= now.therapy else { continue }
      self.end(unit, at: now)
    }
  }

  @discardableResult
  private mutating func end(_ unit: FaultUnit, at now: Instant) -> Fault? {
    let wasOn = world.isOn
    let fault = world.fault(of: unit)
    world.ends[Int(unit.rawValue)] = nil
    switch unit {
    case .motor: world.clear(.motor)
    case .catheter: world.clear(.catheter)
    case .reservoir: world.clear(.reservoir)
    case .battery: world.clear(.battery)
    case .clock: world.oscillator.drift(by: 0, from: world.plant.therapyTime)
    case .memory: world.isMemoryFailing = false
    case .processor: world.isProcessorFailing = false
    }
    // A battery that comes back leaves the pump where one that gave out for a moment does.
    if watch != nil, let fault { tell(.faultCleared(fault)) }
    if !wasOn && world.isOn { restart(.lowBattery, at: now) }
    return fault
  }

  /// Flips one bit of an entry in the log's ring, which only its chain value can tell.
  private mutating func damage(entry number: UInt32) throws(BenchError) {
    let newest = firmware.state.log.sequence
    let held = UInt32(MemoryMap.logEntries)
    let oldest = newest > held ? newest - held + 1 : min(newest, 1)
    guard number > 0, number >= oldest, number <= newest else {
      throw .noSuchEntry(number, oldest: oldest, newest: newest)
    }
    let place = MemoryMap.logPlace(number)
    var bytes = memory.readLog(place: place, count: 1)
    bytes[Self.amountOffset] ^= 1
    _ = memory.storeLog(bytes.span, place: place)
  }

  /// Where the last byte of an entry's amount lies: any value of it is a possible one.
  private static var amountOffset: Int { MemoryMap.entryBytes - 9 }
}
