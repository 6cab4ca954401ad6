package import Quantities

/// One direction of a line with all the faults there are, each as ``LinkFaults`` says.
///
/// They come in a fixed order: copies before what can harm them one by one, damage before delay,
/// and the speed last, so that bytes always arrive at that speed. Each draws from a seed of its
/// own, so that one more fault changes nothing of the others' luck.
package struct FaultyLink: Link {
  private typealias Ends = SplittingLink<StallingLink<PacedLink<PerfectLink>>>
  private typealias Moves = DelayingLink<ReorderingLink<MergingLink<Ends>>>
  private typealias Damages = TruncatingLink<BurstyLink<FlippingLink<Moves>>>

  private var line: DuplicatingLink<LossyLink<Damages>>
  private var writes: UInt64 = 0

  /// A line with faults. Traps for faults beyond their limits.
  package init(seed: UInt64, faults: LinkFaults) {
    self.init(seed: seed, faults: faults, over: PerfectLink())
  }

  /// A line with faults, and with bytes on it that arrive whatever they are.
  init(seed: UInt64, faults: LinkFaults, over arrived: PerfectLink) {
    precondition(faults.isWithinLimits)
    var seeds = SeededGenerator(seed: seed)
    // Not in one expression: the order in which seeds are taken is part of what a seed means.
    let paced = PacedLink(arrived, baud: faults.baud)
    let stalling = StallingLink(
      paced, chance: faults.stall, length: faults.stallLength, seed: seeds.next())
    let splitting = SplittingLink(stalling, splitting: faults.split, seed: seeds.next())
    let merging = MergingLink(splitting, waiting: faults.merge, seed: seeds.next())
    let reordering = ReorderingLink(merging, holding: faults.reorder, seed: seeds.next())
    let delaying = DelayingLink(
      reordering, latency: faults.latency, jitter: faults.jitter, seed: seeds.next())
    let flipping = FlippingLink(delaying, flipping: faults.flip, seed: seeds.next())
    let bursty = BurstyLink(
      flipping, chance: faults.burst, length: faults.burstLength, seed: seeds.next())
    let truncating = TruncatingLink(bursty, cutting: faults.truncate, seed: seeds.next())
    let lossy = LossyLink(truncating, losing: faults.loss, seed: seeds.next())
    line = DuplicatingLink(lossy, doubling: faults.duplicate, seed: seeds.next())
  }

  /// When the next thing happens on the line; `nil` when it is empty.
  package var deadline: LinkTime? { line.deadline }

  /// Takes a write in.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    if !bytes.isEmpty { writes += 1 }
    line.send(bytes, at: now)
  }

  /// The next bytes that have arrived.
  package mutating func receive(at now: LinkTime) -> [UInt8]? { line.receive(at: now) }

  /// How often each fault has happened since the line was made.
  package var counts: LinkCounts {
    var counts = LinkCounts()
    counts.writes = writes
    for chance in LinkChance.allCases { counts[chance] = count(of: chance) }
    return counts
  }

  private func count(of chance: LinkChance) -> UInt64 {
    let damages = line.inner.inner
    let moves = damages.inner.inner.inner
    let merging = moves.inner.inner
    return switch chance {
    case .duplicate: line.duplicates
    case .loss: line.inner.losses
    case .truncate: damages.cuts
    case .burst: damages.inner.bursts
    case .flip: damages.inner.inner.flips
    case .reorder: moves.inner.holds
    case .merge: merging.merges
    case .split: merging.inner.splits
    case .stall: merging.inner.inner.stalls
    }
  }
}
