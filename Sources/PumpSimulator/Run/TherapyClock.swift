import ArgumentParser
import Quantities

/// How therapy time follows real time.
enum ClockMode: Equatable, ExpressibleByArgument, CustomStringConvertible {
  /// So many times as fast as real time.
  case scaled(UInt64)
  /// It stands until the bench advances it.
  case manual

  init?(argument: String) {
    switch argument {
    case "real": self = .scaled(1)
    case "manual": self = .manual
    default:
      let digits = argument.hasSuffix("x") ? argument.dropLast() : argument[...]
      guard let factor = UInt64(digits), (1...1_000_000).contains(factor) else { return nil }
      self = .scaled(factor)
    }
  }

  var description: String {
    switch self {
    case .scaled(1): "real"
    case .scaled(let factor): "\(factor)"
    case .manual: "manual"
    }
  }
}

/// Therapy time of the run: it stands where the world stood, and goes on from there.
struct TherapyClock {
  let mode: ClockMode
  /// The moment of the world at ``origin`` of real time.
  private var base: TherapyTime
  /// Real time in ms at which the world stood at ``base``.
  private var origin: UInt64

  init(_ mode: ClockMode, from base: TherapyTime, at realMilliseconds: UInt64) {
    self.mode = mode
    self.base = base
    origin = realMilliseconds
  }

  /// The moment of therapy at a moment of real time.
  func time(at realMilliseconds: UInt64) -> TherapyTime {
    switch mode {
    case .manual: base
    case .scaled(let factor):
      base.after(Milliseconds(rawValue: (realMilliseconds - origin) * factor))
    }
  }

  /// Moves therapy time forward by a jump.
  mutating func jump(_ length: Milliseconds) { base = base.after(length) }

  /// Real milliseconds until a moment of therapy; `nil` when it does not come by itself.
  func realMilliseconds(until moment: TherapyTime, at realMilliseconds: UInt64) -> UInt64? {
    guard case .scaled(let factor) = mode else { return nil }
    let now = time(at: realMilliseconds)
    guard moment > now else { return 0 }
    return (moment.since(now).rawValue + factor - 1) / factor
  }
}
