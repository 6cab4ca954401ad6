import ArgumentParser
import PumpText
import Quantities
import Soak
import Telemetry

/// Seeds from one to another, both included: `1..1000`.
struct SeedRange: ExpressibleByArgument {
  let first: UInt64
  let last: UInt64

  init?(argument: String) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty, let first = UInt64(parts[0]),
      let last = UInt64(parts[2]), first <= last, last < .max
    else { return nil }
    self.first = first
    self.last = last
  }
}

/// One part of the seeds: `2/8`.
struct Shard: ExpressibleByArgument {
  let part: UInt64
  let parts: UInt64

  init(part: UInt64, parts: UInt64) {
    self.part = part
    self.parts = parts
  }

  init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false)
      .map { UInt64($0) }
    guard numbers.count == 2, let part = numbers[0], let parts = numbers[1],
      parts > 0, parts <= 1_000_000, (1...parts).contains(part)
    else { return nil }
    self.init(part: part, parts: parts)
  }

  var defaultValueDescription: String { "1/1" }
}

/// A length of real time.
struct TimeLimit: ExpressibleByArgument {
  let length: Milliseconds

  init?(argument: String) {
    guard let length = try? QuantityText.duration(argument), length > .zero else { return nil }
    self.length = length
  }
}

/// Classes of faults.
struct FaultList: ExpressibleByArgument {
  let classes: Set<FaultClass>

  init() { classes = [] }

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    classes = Set(names.compactMap { FaultClass(rawValue: String($0)) })
    if classes.count != Set(names).count { return nil }
  }

  static var allValueStrings: [String] { FaultClass.allCases.map(\.rawValue) }

  var defaultValueDescription: String { "none" }
}

/// Numbers of events.
struct NumberList: ExpressibleByArgument {
  let numbers: Set<Int>

  init() { numbers = [] }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.allSatisfy({ ($0 ?? -1) >= 0 }) else { return nil }
    numbers = Set(parts.compactMap { $0 })
  }

  var defaultValueDescription: String { "none" }
}

#if CANARIES
  /// A mistake that can be built in.
  struct CanaryName: ExpressibleByArgument {
    let canary: Canary

    init?(argument: String) {
      guard let canary = Canary.all.first(where: { $0.name == argument }) else { return nil }
      self.canary = canary
    }

    static var allValueStrings: [String] { Canary.all.map(\.name) }
  }
#endif
