import ArgumentParser
import PumpText
import Quantities
import Soak
import Telemetry

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

/// Where a life leaves its seed.
struct TurnList: ExpressibleByArgument {
  let turns: [LifeTurn]

  init() { turns = [] }

  init?(argument: String) {
    var turns: [LifeTurn] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false)
      guard numbers.count == 2, let event = Int(numbers[0]), let seed = UInt64(numbers[1]),
        event > turns.last?.event ?? -1
      else { return nil }
      turns.append(LifeTurn(event: event, seed: seed))
    }
    self.turns = turns
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
