import ArgumentParser
import PumpWorld
import Quantities
import SerialLink

@main
struct PumpSoak: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "pump-soak")
  @Option var seeds = "0..100"
  @Option var seed: UInt64?
  @Flag var trace = false
  func run() throws {
    if let seed {
      let plan = SoakPlan(seed: seed)
      StandardStreams.output(Soak.description(of: plan) + "\n")
      let life = Soak.live(plan, isTold: trace)
      for line in life.trace { StandardStreams.output(line + "\n") }
      StandardStreams.output("\(life.failure.map { "\($0)" } ?? "clean") \(life.hash)\n")
      return
    }
    let parts = seeds.split(separator: ".").compactMap { UInt64($0) }
    let start = ContinuousClock.now
    var failures = 0
    var kinds: [String: (Int, UInt64)] = [:]
    var ms: UInt64 = 0
    for seed in parts[0]...parts[1] {
      let life = Soak.live(SoakPlan(seed: seed))
      ms += life.therapy.rawValue
      if let failure = life.failure {
        failures += 1
        let key = "\(failure.invariant): " + String(failure.what.filter { !$0.isNumber }.prefix(70))
        kinds[key] = ((kinds[key]?.0 ?? 0) + 1, kinds[key]?.1 ?? seed)
      }
    }
    for (key, value) in kinds.sorted(by: { $0.value.0 > $1.value.0 }) {
      StandardStreams.output("\(value.0) x seed \(value.1) \(key)\n")
    }
    let took = ContinuousClock.now - start
    StandardStreams.output("\(failures) failures of \(parts[1] - parts[0] + 1), \(took), \(ms / 31_557_600_000) years\n")
  }
}
