import BadLink
import Quantities

/// What the bench does to the line between pump and programmer.
///
/// While it does nothing and nothing is under way there is no link here at all: bytes pass from the
/// port to the pump and back without a copy. Its moments are those of the link, which is real time
/// whatever the therapy's clock does.
final class BenchLine {
  /// The seed of a line that was given none.
  static let seed: UInt64 = 1

  private var link: DuplexLine?

  init() {}

  /// Whether bytes have to go through it.
  var isThere: Bool { link != nil }

  /// When it has to be looked after next.
  var deadline: LinkTime? { link?.deadline }

  /// What is wrong on the way to an end.
  func faults(to end: DuplexLine.End) -> LinkFaults { link?.faults(to: end) ?? .none }

  /// The seed on the way to an end.
  func seed(to end: DuplexLine.End) -> UInt64 { link?.seed(to: end) ?? Self.seed }

  /// How often each fault has happened on the way to an end, since it was set.
  func counts(to end: DuplexLine.End) -> LinkCounts { link?.counts(to: end) ?? LinkCounts() }

  /// Sets the faults on the way to an end. What is under way there arrives at once.
  func set(_ faults: LinkFaults, seed: UInt64, to end: DuplexLine.End, at now: LinkTime) {
    var link = link ?? DuplexLine(seed: Self.seed, faults: .none)
    link.set(faults, seed: seed, to: end, at: now)
    self.link = link
  }

  /// Sets the speed both ways, in bits per second, or to as fast as can be, and leaves all other
  /// faults as they are; nothing happens where it is so already.
  func setSpeed(_ baud: UInt32?, at now: LinkTime) {
    for end in [DuplexLine.End.pump, .programmer] where faults(to: end).baud != baud {
      var changed = faults(to: end)
      changed.baud = baud
      set(changed, seed: seed(to: end), to: end, at: now)
    }
    tidy()
  }

  /// Sends a write from one end to the other.
  func send(_ bytes: Span<UInt8>, from end: DuplexLine.End, at now: LinkTime) {
    link?.send(bytes, from: end, at: now)
  }

  /// The next bytes that have arrived at an end.
  func deliver(to end: DuplexLine.End, at now: LinkTime) -> [UInt8]? {
    link?.deliver(to: end, at: now)
  }

  /// A programmer left. What was on its way to it is lost, as with a cable pulled out; what it has
  /// sent itself reaches the pump before anything of the next one can: at once, and here.
  func takeOnLeaving() -> [[UInt8]] {
    _ = link?.deliverEverything(to: .programmer)
    return link?.deliverEverything(to: .pump) ?? []
  }

  /// Takes the link away once it does nothing and is empty.
  func tidy() { if link?.isIdle == true { link = nil } }
}
