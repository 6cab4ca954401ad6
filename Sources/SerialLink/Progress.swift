/// Tells a person at a terminal how far something is, once it has taken a second; what takes less
/// is over before anybody could read it.
package final class Progress {
  /// Whether it is told at all: not where somebody draws the whole screen.
  @TaskLocal package static var isTold = true

  private let begun = MonotonicClock.milliseconds()
  private var told: UInt64 = 0

  /// How long something takes until it is worth a word, and how often it is told how far it is, in
  /// ms.
  private static let patience: UInt64 = 1000
  private static let pause: UInt64 = 200

  /// Begins now.
  package init() {}

  deinit { if told > 0 { StandardStreams.progress("") } }

  /// Tells how far it is, in place of what was told before.
  package func tell(_ words: @autoclosure () -> String) {
    guard Self.isTold else { return }
    let now = MonotonicClock.milliseconds()
    guard now - begun >= Self.patience, now - told >= Self.pause else { return }
    told = now
    StandardStreams.progress(words())
  }
}
