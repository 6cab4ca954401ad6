import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// A pump that loses its memory, and what becomes of it.
extension SoakWorld {
  /// What the pump has made of strokes since its memory began.
  var strokesMade: Int128 { Int128(pump.realityOfBaclofen.strokes) - strokeBase }

  /// Both records become unreadable while the pump is off: it comes up without a therapy.
  func loseMemory(_ random: inout Random) throws(SoakFailure) {
    // A pump is lost at most once in a while, or few would live.
    guard random.once(in: 3), pump.isOn, pump.memory.fates.isEmpty, !pump.world.isMemoryFailing
    else { return }
    tell("both records of the memory become unreadable")
    pump.setPower(false, at: now)
    pump.powerFailure = nil
    pump.memory.spoil(&random)
    try startOnNew(ReferencePump(lostBy: reference, at: pumpTimeNow))
  }

  /// A pump that lost its memory is programmed anew as at its implant: the records, the log and the
  /// keys begin again.
  func makeAnew() throws(SoakFailure) {
    guard reference.failure == .memoryLost, pump.isOn, pump.memory.fates.isEmpty,
      !pump.world.isMemoryFailing
    else { return }
    tell("the pump is programmed anew as at its implant")
    pump.setPower(false, at: now)
    pump.powerFailure = nil
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    let plan = options.implant
    let implant = DurableState(
      therapy: plan.therapy, plans: plan.plans, patientBolus: plan.patientBolus, drug: plan.drug,
      concentration: plan.concentration, filledVolume: plan.filledVolume,
      lowAlarmVolume: plan.lowAlarmVolume, clock: options.clock,
      rotor: pump.world.plant.rotorPosition)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      MemoryMap.put(bytes, at: Int(slot) * MemoryMap.slotBytes, in: &image)
    }
    pump.memory = SoakMemory(image: image)
    var made = ReferencePump(device, options.implant, plans: options.plans)
    made.keys = reference.keys.afterLoss
    made.wall = options.clock.map { Int128($0.rawValue) * 1000 }
    made.now = pumpTimeNow
    made.spanStart = made.now
    try startOnNew(made)
  }

  private var pumpTimeNow: Int128 {
    Int128(pump.world.oscillator.pumpTime(at: TherapyTime(rawValue: therapy)).rawValue)
  }

  /// Switches the pump on with a memory that knows nothing of what was.
  private func startOnNew(_ begun: ReferencePump) throws(SoakFailure) {
    // What was done is in no memory any more, and what was recorded then must not be done again.
    for number in ledger.entries.indices where ledger[number].timesDone > 0 {
      ledger[number].timesDone = 0
      ledger[number].isUndone = true
      ledger[number].ban = "it was undone with the memory"
    }
    strokeBase = Int128(pump.realityOfBaclofen.strokes)
    cards = factoryCards
    pending = nil
    attacker.snapshot = nil
    checks.log = LogProgress()
    checks.inspected = (0, 0)
    checks.window.forget()
    newest = 0
    slots = [Kept(reference: begun, epoch: 0), nil]
    switchedOn = link
    pump.allowPower()
    pump.restart(.power, at: now)
    try booted(.power, strokes: 0)
  }
}
