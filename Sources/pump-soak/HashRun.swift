import Campaigns
import Dispatch
import Soak
import Synchronization

/// The hash over every event of each seed's life, to hold against another machine's.
struct HashRun {
  /// `nil` for none.
  let seeds: NumberRange?
  /// How many lives are lived at once.
  let jobs: Int
  /// What is done with a seed.
  let scope: @Sendable (UInt64) -> LifeScope

  /// A line for each seed, in their order: its number, and the hash in 16 digits.
  func live() -> String {
    let wanted = seeds.map { Array($0.first...$0.last) } ?? []
    let lines = Mutex([String](repeating: "", count: wanted.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while true {
        let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < wanted.count else { return }
        let digits = String(Soak.live(scope(wanted[place])).hash, radix: 16)
        let line =
          "\(wanted[place]) \(String(repeating: "0", count: 16 - digits.count))\(digits)\n"
        lines.withLock { $0[place] = line }
      }
    }
    return lines.withLock { $0.joined() }
  }
}
