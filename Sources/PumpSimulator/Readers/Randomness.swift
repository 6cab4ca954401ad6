import Quantities
import Telemetry

/// Where the simulator's random numbers come from: keys, serial numbers, the pump's noise.
enum Randomness: RandomNumberGenerator {
  /// The system's source, good for keys.
  case system(SystemRandomNumberGenerator)
  /// A number: the same run again, for whoever knows it.
  case seeded(SeededGenerator)

  /// The system's source, or that of a seed.
  init(seed: UInt64?) {
    self = seed.map { .seeded(SeededGenerator(seed: $0)) } ?? .system(SystemRandomNumberGenerator())
  }

  mutating func next() -> UInt64 {
    switch self {
    case .system(var generator): return generator.next()
    case .seeded(var generator):
      defer { self = .seeded(generator) }
      return generator.next()
    }
  }
}
