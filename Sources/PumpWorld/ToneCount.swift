public import Quantities
import Telemetry

/// The tones a patient has heard.
public struct ToneCount: Equatable, Sendable {
  /// Single tones.
  public private(set) var single: UInt64 = 0
  /// Two-tone signals.
  public private(set) var twoTone: UInt64 = 0
  /// When the last of either sounded; `nil` before the first.
  public private(set) var last: TherapyTime?

  /// No tone yet.
  public init() {}

  /// Counts a tone.
  mutating func count(_ tone: Tone, at time: TherapyTime) {
    switch tone {
    case .single: single += 1
    case .twoTone: twoTone += 1
    }
    last = time
  }
}
