package import Quantities
package import Telemetry

/// The tones a patient has heard.
package struct ToneCount: Equatable, Sendable {
  /// Single tones.
  package private(set) var single: UInt64 = 0
  /// Two-tone signals.
  package private(set) var twoTone: UInt64 = 0
  /// When the last of either sounded; `nil` before the first.
  package private(set) var last: TherapyTime?

  /// No tone yet.
  package init() {}

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
package struct AlarmHeard: Equatable, Sendable {
  /// The alarm.
  package let alarm: Alarm
  /// The tone that sounded while it was active for the first time.
  package let tone: Tone
  /// When, in true time.
  package let time: TherapyTime
}
