import PumpFirmware
import PumpPlant
package import Quantities
import Telemetry
import Trace

/// What a pump tells of itself to whoever listens: at true moments, whatever its oscillator makes
/// of them. Each caller looks first whether anybody does, so that nothing is made for nobody.
extension VirtualPump {
  /// Whether anybody listens.
  var isTold: Bool {
    @_addressableSelf get { trace != nil || mirrored != nil }
  }

  /// Leaves the pump, or a copy of it to try something out, to itself: nobody listens any more.
  package mutating func leaveAlone() {
    trace = nil
    watch = nil
    mirrored = nil
  }

  /// Adds to the trace what the patient has got so far, at a moment of the link's clock.
  package mutating func notePatient(at link: LinkTime) {
    note(.patient(world.truthNow().patient.drug), at: link)
  }

  @inline(never)
  mutating func note(_ event: TraceEvent, at link: LinkTime) {
    let now = Instant(therapy: world.plant.therapyTime, link: link)
    mirrored?.note(event, at: now)
    trace?.add(event, at: now)
    if trace?.wantsReceived(at: now.therapy) == true {
      trace?.note(received: world.truthNow().patient.drug, at: now)
    }
  }

  @inline(never)
  mutating func noteRecord(_ slot: UInt8, isGood: Bool, at link: LinkTime) {
    let (bytes, checksum) = firmware.withRecord { ($0.count, CRC32C.checksum($0)) }
    note(
      .write(.init(target: .record(slot: slot), bytes: bytes, checksum: checksum, isGood: isGood)),
      at: link)
  }

  @inline(never)
  mutating func noteLog(_ place: UInt16, isGood: Bool, at link: LinkTime) {
    let (bytes, checksum) = firmware.withLogEntries { ($0.count, CRC32C.checksum($0)) }
    note(
      .write(.init(target: .log(place: place), bytes: bytes, checksum: checksum, isGood: isGood)),
      at: link)
  }

  /// The bytes of a frame, to be kept.
  static func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    [UInt8](capacity: bytes.count) { output in
      for place in bytes.indices { output.append(bytes[place]) }
    }
  }
}
