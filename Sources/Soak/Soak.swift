package import PumpFirmware
package import PumpPlant
package import PumpWorld
package import Quantities
package import Trace

/// Lives of a pump in its world, each from its seed.
package enum Soak {
  /// How a life ended.
  package struct Life: Sendable {
    /// What was found; `nil` when all held.
    package var failure: SoakFailure?
    /// A fingerprint of everything that happened: the same for the same scope on any machine.
    package var hash: UInt64
    /// How much therapy time went by.
    package var therapy: Milliseconds
    /// The events it had.
    package var events: Int
    /// The strokes that its pumps made.
    package var strokes: UInt64
    /// How often a clinician at the pump's side could be shown what it says of itself.
    package var inspections: Int
    /// What happened to each of its pumps, when it was asked for: one that replaces another is the
    /// second.
    package var lines: [[Trace.Line]]
    /// What its first pump went through, when it was asked for.
    package var map: LifeMap?

    /// A line of text for each thing that happened, when it was asked for.
    package var trace: [String] { lines.flatMap { $0.map { $0.text } } }
  }

  /// How much of a life is lived.
  package enum Reach: Sendable {
    /// All of it.
    case whole
    /// Its events, and what must hold after each. No copy of the pump is inspected, and neither the
    /// calm nor a replacement follows: what its pump goes through until then is the same.
    case events
  }

  /// Makes whoever does all that the first pump of a life does a second time.
  package typealias Mirror = (DeviceProfile, PlantProfile, PairingKeys) -> PumpMirror

  /// What a scope makes of a life, in a line for a person.
  package static func description(of scope: LifeScope) -> String { SoakOptions(scope).description }

  /// Lives a life: faults and orders first, then a calm in which everything must come to rest; and
  /// in some a replacement of the pump.
  package static func live(
    _ scope: LifeScope, isTraced: Bool = false, isMapped: Bool = false, reach: Reach = .whole,
    mirror: Mirror? = nil
  ) -> Life {
    let world: SoakWorld
    do throws(SoakFailure) {
      world = try SoakWorld(scope, isTraced: isTraced, mirror: mirror)
    } catch {
      return Life(
        failure: error, hash: 0, therapy: .zero, events: 0, strokes: 0, inspections: 0, lines: [])
    }
    if isMapped { world.map = LifeMap() }
    world.isInspected = reach == .whole
    var failure: SoakFailure?
    var replacement: Replacement?
    do throws(SoakFailure) {
      try world.haveTrial()
      for number in 0..<world.options.events { try world.live(number) }
      if reach == .whole { try world.calmDown() }
      if reach == .whole, world.options.weights[.replacement] != nil {
        replacement = try Replacement(of: world, isTraced: isTraced)
        try replacement?.live()
      }
    } catch {
      failure = error
    }
    return Life(
      failure: failure, hash: world.hash ^ (replacement?.new.hash ?? 0),
      therapy: Milliseconds(rawValue: world.therapy),
      events: world.event,
      strokes: world.pump.truthNow().strokes + (replacement?.new.pump.truthNow().strokes ?? 0),
      inspections: world.checks.inspections,
      lines: [world.lines] + (replacement.map { [$0.new.lines] } ?? []), map: world.map)
  }

  /// A hash over the lives of the first seeds: two builds that have another make other lives.
  package static var fingerprint: UInt64 {
    (1...4 as ClosedRange<UInt64>).reduce(0xCBF2_9CE4_8422_2325) { hash, seed in
      (hash ^ live(LifeScope(seed: seed)).hash) &* 0x100_0000_01B3
    }
  }
}
