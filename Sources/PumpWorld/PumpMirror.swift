import LifeHash
import PumpFirmware
package import PumpPlant
package import Quantities
package import Telemetry
import Trace

/// Whoever does all that a virtual pump does a second time, with firmware and physics of their own,
/// and compares: a board. Spec: board.md, "Two pumps in step".
///
/// Before each step it is told how the world stands, for a bench may have changed it; after it,
/// what came of it here.
package struct PumpMirror: Sendable {
  /// What a pump does at once.
  package enum Step: Sendable {
    /// Its firmware starts, with this noise.
    case start(ResetCause, noise: AsconBlock)
    /// Time passes to a true moment.
    case run(to: TherapyTime)
    /// Bytes come over the line.
    case hear([UInt8])
    /// It feels whether the head is in contact.
    case feel
    /// A programmer leaves the line.
    case leave
  }

  /// How things stand before a step.
  package struct Before: Sendable {
    /// Everything around the pump.
    package let world: World
    /// What is in its memory.
    package let image: [UInt8]
    /// Time on the link.
    package let link: LinkTime
    /// The power failure to come, if one is planned, and the noise of the start behind it.
    package let failure: PowerFailure?
    package let noise: AsconBlock
  }

  /// What came of a step.
  package struct After: Sendable {
    /// The physics.
    package let plant: Plant
    /// Everything around the pump, and the power failure that is still to come.
    package let world: World
    package let failure: PowerFailure?
    /// What is in its memory.
    package let image: [UInt8]
    /// The firmware's own time.
    package let pumpTime: TherapyTime
    /// Whether it has power.
    package let isOn: Bool
    /// The hash of all that has happened since it was switched on first.
    package let hash: UInt64
    /// What was sent on the line, frame behind frame.
    package let sent: [UInt8]
  }

  let begin: @Sendable (Step, Before) -> Void
  let end: @Sendable (After) -> Void

  /// A mirror from what it does before and after each step.
  package init(
    begin: @escaping @Sendable (Step, Before) -> Void, end: @escaping @Sendable (After) -> Void
  ) {
    self.begin = begin
    self.end = end
  }
}

/// A mirror, and how far a pump is with the step that it is told of.
struct MirroredSteps: Sendable {
  let mirror: PumpMirror
  /// A step within a step is a part of it.
  var depth = 0
  /// What was sent in this one.
  var sent: [UInt8] = []
  /// Over all that happened to the pump; what the patient has got is told by whoever looks.
  var hash = LifeHash()

  mutating func note(_ event: TraceEvent, at now: Instant) {
    // What a bench does between two steps is told as the world before the next.
    guard depth > 0 else { return }
    if case .patient = event { return }
    hash.moment(now.therapy, now.link)
    hash.mix(event)
  }
}

extension VirtualPump {
  /// Tells the mirror of a step that begins now. Each caller looks first whether there is one.
  @inline(never)
  mutating func beginMirrored(_ step: PumpMirror.Step, at link: LinkTime) {
    mirrored?.depth += 1
    guard let steps = mirrored, steps.depth == 1 else { return }
    var later = noise
    steps.mirror.begin(
      step,
      PumpMirror.Before(
        world: world, image: memory.image, link: link, failure: powerFailure,
        noise: later.next()))
  }

  /// Tells the mirror what came of it.
  @inline(never)
  mutating func endMirrored() {
    mirrored?.depth -= 1
    guard let steps = mirrored, steps.depth == 0 else { return }
    mirrored?.sent = []
    steps.mirror.end(
      PumpMirror.After(
        plant: world.plant, world: world, failure: powerFailure, image: memory.image,
        pumpTime: firmware.time, isOn: world.isOn, hash: steps.hash.value, sent: steps.sent))
  }
}
