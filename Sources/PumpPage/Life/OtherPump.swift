import BadLink
import Decode
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// The pump that the head is not on, with all that goes with it: its card's keys, the handhelds
/// that know it, and what was seen of it.
struct OtherPump {
  var pump: VirtualPump<TransientMemory>
  var clinician: Handheld
  var patient: Handheld
  var decoder: CaptureDecoder
  var watch = LifeWatch()
  var serial: ShortText<12>
  var keys: PairingKeys
}

extension OtherPump {
  /// Looks at what must hold of it; gives what happened to it.
  mutating func look(at now: Instant) -> [PumpHappening] {
    let happenings = pump.takeHappenings()
    for happening in happenings {
      if case .logged(let entry) = happening.what { watch.note(entry, at: happening.time) }
    }
    for belief in clinician.takeBeliefs() { watch.note(belief, &pump, at: now.therapy) }
    watch.check(&pump, at: now)
    return happenings
  }

  /// What it programmed, and what came from it to the patient.
  mutating func amounts() -> (programmed: Picograms, received: Picograms) {
    (pump.firmware.state.integral.programmed, pump.truth.patient.drug)
  }
}

/// Two pumps in a life: one replaces the other, and the head is on one of them.
extension Life {
  /// Puts a second pump beside the first.
  mutating func add(
    _ pump: consuming VirtualPump<TransientMemory>, serial: ShortText<12>, keys: PairingKeys,
    random: inout SeededGenerator
  ) {
    var second = pump
    second.beginWatch()
    other = OtherPump(
      pump: second,
      clinician: Handheld(
        role: .clinician, pairing: .init(serial: serial, key: keys.clinician),
        nonce: AsconBlock(from: &random)),
      patient: Handheld(
        role: .patient, pairing: .init(serial: serial, key: keys.patient),
        nonce: AsconBlock(from: &random)),
      decoder: CaptureDecoder(keys: Self.opening(serial, keys), face: .page), serial: serial,
      keys: keys)
  }

  /// Lays the head over the other pump, as near as it is held now; what was on its way is lost.
  mutating func layHeadOver(_ wanted: ShortText<12>) {
    guard wanted != serial, var next = other, next.serial == wanted else { return }
    let place = pump.world.head
    pump.setHead(.away, at: now)
    _ = line.deliverEverything(to: .pump)
    _ = line.deliverEverything(to: .programmer)
    pump.linkInterrupted()
    swap(&pump, &next.pump)
    swap(&clinician, &next.clinician)
    swap(&patient, &next.patient)
    swap(&watch, &next.watch)
    swap(&serial, &next.serial)
    swap(&keys, &next.keys)
    wire.swapDecoder(&next.decoder)
    other = next
    pump.setHead(place, at: now)
    note(.act("the handheld is laid over \(serial.string)"))
  }

  /// The surgeon takes the pump out that is in the body, and connects the other one to the catheter
  /// that is there.
  mutating func replaceInBody() throws(BenchError) {
    guard var next = other else { throw .noBody }
    if pump.world.body != nil {
      try Self.move(from: &pump, to: &next.pump, &next.watch, at: now)
    } else {
      try Self.move(from: &next.pump, to: &pump, &watch, at: now)
    }
    other = next
    note(.act("the pump in the body is taken out, and the other one is put in"))
  }

  private static func move(
    from old: inout VirtualPump<TransientMemory>, to new: inout VirtualPump<TransientMemory>,
    _ watch: inout LifeWatch, at now: Instant
  ) throws(BenchError) {
    let carried = try old.operate(at: now) { world throws(BenchError) in try world.release() }
    try new.operate(at: now) { world throws(BenchError) in
      try world.take(carried)
      try world.implant()
    }
    watch.bodyCame(&new)
  }

  /// Whether the pump that the head is on is in the body.
  var isOverBody: Bool { pump.world.body != nil }

  /// Whoever is in the body, whichever pump is in there.
  var patientNow: VirtualPatient? {
    pump.world.body?.patient?.present ?? other?.pump.world.body?.patient?.present
  }
}

extension Life {
  /// The tones that were heard, of whichever pump.
  var tones: (single: UInt64, twoTone: UInt64) {
    let here = pump.tones
    let there = other?.pump.tones
    return (
      UInt64(here.single) + UInt64(there?.single ?? 0),
      UInt64(here.twoTone) + UInt64(there?.twoTone ?? 0)
    )
  }
}
