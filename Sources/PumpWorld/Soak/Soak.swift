import PumpFirmware
public import Quantities

/// Lives of a pump in its world, each from its seed.
public enum Soak {
  /// How a life ended.
  public struct Life: Sendable {
    /// What was found; `nil` when all held.
    public var failure: SoakFailure?
    /// A fingerprint of everything that happened: the same for the same plan on any machine.
    public var hash: UInt64
    /// How much therapy time went by.
    public var therapy: Milliseconds
    /// The events it had.
    public var events: Int
    /// A line for each thing that happened, when it was asked for.
    public var trace: [String]
  }

  /// What a plan makes of a life, in a line for a person.
  public static func description(of plan: SoakPlan) -> String { SoakOptions(plan).description }

  /// Lives a life: faults and orders first, then a calm in which everything must come to rest.
  public static func live(_ plan: SoakPlan, isTold: Bool = false) -> Life {
    do {
      var world = try SoakWorld(plan, isTold: isTold)
      var failure: SoakFailure?
      do {
        for number in 0..<world.options.events { try world.live(number) }
        try world.calmDown()
      } catch let found as SoakFailure {
        failure = found
      }
      return Life(
        failure: failure, hash: world.tale.hash, therapy: Milliseconds(rawValue: world.therapy),
        events: world.event, trace: world.tale.lines)
    } catch {
      return Life(
        failure: SoakFailure(invariant: 0, event: 0, what: "the life cannot begin: \(error)"),
        hash: 0, therapy: .zero, events: 0, trace: [])
    }
  }
}
