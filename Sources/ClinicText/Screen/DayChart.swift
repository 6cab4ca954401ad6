/// The days of one programme or of two in one scale, as a picture shows them.
package struct DayChart: Equatable, Sendable {
  /// What the hours are counted from: the day, or now where the pump's clock was never set.
  package let axis: String
  /// The dose rate that fills the height, in ng a day; 0 where nothing has a rate.
  package let full: UInt64
  /// What is drawn, from top to bottom.
  package let rows: [Row]

  /// Something drawn over the hours of a day.
  package enum Row: Equatable, Sendable {
    /// The basal dose of a day.
    case day(DayLine)
    /// When boluses come.
    case boluses(BolusMarks)
  }
}

/// The basal dose of one kind of day.
package struct DayLine: Equatable, Sendable {
  /// Which programme it belongs to: that of now, the new one, or one that stays the same.
  package enum Side: Equatable, Sendable {
    case now
    case new
    case same
    /// The only programme there is to show.
    case only

    /// What stands before the weekdays; empty for nothing.
    package var words: String {
      switch self {
      case .now: "now"
      case .new: "new"
      case .same: "same"
      case .only: ""
      }
    }
  }

  /// A step of the day, which lasts until the next begins, the last until midnight.
  package struct Step: Equatable, Sendable {
    /// When it begins, in minutes since midnight.
    package let minute: Int
    /// The same as people write it, such as `06:00`.
    package let time: String
    /// Its dose in words.
    package let dose: String
    /// Its dose in ng a day; 0 for minimum rate.
    package let nanogramsPerDay: UInt32
  }

  /// Which programme it belongs to.
  package let side: Side
  /// The weekdays it is for, in words.
  package let weekdays: String
  /// The drug of the day, in words.
  package let total: String
  /// The steps, the first at midnight.
  package let steps: [Step]
  /// Whether the steps are told beside the picture.
  package let tellsSteps: Bool

  /// What stands beside the picture.
  package var title: String { side == .only ? weekdays : "\(side.words) \(weekdays)" }

  /// The dose at a minute of the day, in ng a day; 0 for minimum rate.
  package func nanogramsPerDay(at minute: Int) -> UInt32 {
    steps.last { $0.minute <= minute }?.nanogramsPerDay ?? 0
  }
}

/// When boluses of a programme come within 24 hours.
package struct BolusMarks: Equatable, Sendable {
  /// When each begins, in minutes since midnight, or from now where the clock was never set.
  package let minutes: [Int]
  /// How many there are, and of which dose.
  package let note: String
  /// Of which 24 hours this is, where they come at other times every day; `nil` else.
  package let span: String?
}
