import FuzzSupport
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry
import TestSupport

/// The pump's end of a session: whatever comes over the link and whatever happens to the pump, it
/// gives no more than it may, and changes nothing that it did not acknowledge.
enum PumpTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    var script = Script(input)
    var life = PumpScript(script.u8())
    var watch = DeliveryWatch(life.pump)
    var steps = 0
    while !script.isAtEnd, steps < 96 {
      let before = life.pump.firmware
      let isReset = try life.step(&script)
      try check(before.state, life.pump.firmware.state, life.takeAnswers())
      if isReset || life.pump.firmware.state.epoch != before.state.epoch {
        watch.begin(life.pump)
      } else {
        try hold(watch.look(at: life.pump))
      }
      steps += 1
    }
    guard !life.isMemoryTouched else { return }
    let damaged = life.pump.readLogWitness().damaged
    try hold(damaged == nil, "the log is damaged at \(damaged ?? 0)")
  }

  /// What may have changed in one step, by what was acknowledged in it.
  private static func check(
    _ old: DurableState, _ new: DurableState,
    _ answers: [(header: MessageHeader, reply: Reply)]
  ) throws(Broken) {
    var done: Set<RequestType> = []
    for case (let header, .acknowledged(let body)) in answers {
      done.insert(body.request)
      try hold(
        header.envelope != .open || body.request == .emergencyRate,
        "\(body.request) was done for somebody without a key")
    }
    // A pump that lost its memory forgets its programme, delivers nothing, and says so.
    if new.alarms.contains(.memoryLost) { return }
    if !done.contains(.commit) {
      try hold(
        old.therapy == new.therapy && old.plans == new.plans
          && old.therapyRevision == new.therapyRevision && old.patientBolus == new.patientBolus
          && old.drug == new.drug && old.concentration == new.concentration
          && old.filledVolume == new.filledVolume && old.refills == new.refills,
        "the therapy changed without a commit")
    }
    if !done.contains(.setLowAlarm) {
      try hold(old.lowAlarmVolume == new.lowAlarmVolume, "the low alarm changed by itself")
    }
    // Where the memory took no write, a pump that is reset does not know that it had stopped.
    if old.isStopped, !new.isStopped, !old.alarms.contains(.memoryError) {
      try hold(done.contains(.resume), "delivery went on without being resumed")
    }
    if new.isStopped, !old.isStopped {
      try hold(
        done.contains(.stop) || new.alarms.contains(.lowBatteryReset), "delivery stopped by itself")
    }
    if old.isStopped, new.isStopped {
      try hold(new.strokes <= old.strokes + 1, "a stopped pump made strokes")
    }
    if let infusion = new.integral.infusion, old.integral.infusion == nil {
      try check(infusion.kind, new, done)
    }
  }

  /// What may begin an infusion.
  private static func check(
    _ kind: InfusionKind, _ state: DurableState, _ done: Set<RequestType>
  ) throws(Broken) {
    let orders: Set<RequestType> =
      switch kind {
      case .bolus: [.startBolus]
      case .patientBolus: [.requestBolus]
      case .periodicBolus: []
      case .prime: [.startPrime]
      case .bridge: [.startBridge, .commit, .resume]
      }
    let isDue = kind == .periodicBolus && state.therapy.periodic != nil
    // A waiting bridge goes on by itself when what stood before it has ended.
    try hold(
      isDue || kind == .bridge || !done.isDisjoint(with: orders), "\(kind) began without an order")
  }
}
