public import Quantities
public import Telemetry

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

  init(single: UInt64, twoTone: UInt64, last: TherapyTime?) {
    self.single = single
    self.twoTone = twoTone
    self.last = last
  }

  /// Counts a tone.
  mutating func count(_ tone: Tone, at time: TherapyTime) {
    switch tone {
    case .single: single += 1
    case .twoTone: twoTone += 1
    }
    last = time
  }
}

/// The first tone of an alarm: the moment from which a patient can know of it.
public struct AlarmHeard: Equatable, Sendable {
  /// The alarm.
  public let alarm: Alarm
  /// The tone that sounded while it was active for the first time.
  public let tone: Tone
  /// When, in true time.
  public let time: TherapyTime
}
