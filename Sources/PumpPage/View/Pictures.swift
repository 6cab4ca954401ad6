/// The implanted pump in a body, as a picture.
struct BodyPicture: Equatable {
  /// A stretch of the path from the pump to the tip, the one at the tip first.
  struct Stretch: Equatable {
    var nanolitres: UInt64
    /// The strength, in mcg/mL; zero for liquid without drug.
    var strength: UInt64
    var words: String
  }

  var head: String
  var reservoir: UInt64
  var capacity: UInt64
  var reservoirWords: String
  var reservoirTone: Node.Tone
  var strokes: UInt64
  var strokesWords: String
  var turns: Bool
  var path: [Stretch]
  var isOn: Bool
  var isImplanted: Bool
  var patient: String
  var alarms: [String]
}

/// A course over time, drawn in whole numbers.
struct Curve: Equatable {
  struct Lane: Equatable {
    var name: String
    var points: [[Int64]]
  }

  struct Mark: Equatable {
    var x: Int64
    var words: String
    var tone = Node.Tone.plain
  }

  var label: String
  var unit: String
  var words: String
  var lanes: [Lane]
  var x: [Int64]
  var y: [Int64]
  var marks: [Mark] = []
  var goal: Tick?
  /// What stands along both axes.
  var xTicks: [Tick] = []
  var yTicks: [Tick] = []

  /// A place on an axis, and what stands there.
  struct Tick: Equatable {
    var at: Int64
    var words: String
  }
}

extension Curve.Tick {
  /// A few days along an axis of minutes from one to another, at whole numbers of them.
  static func days(_ span: [Int64]) -> [Curve.Tick] {
    let day: Int64 = 1440
    let length = max(1, (span[1] - span[0]) / day)
    let steps: [Int64] = [1, 2, 5, 7, 14, 30, 90, 180, 365]
    let step = steps.first { length / $0 <= 6 } ?? 730
    var ticks: [Curve.Tick] = []
    var at = (span[0] + day - 1) / day
    while at * day <= span[1] {
      if at % step == 0 { ticks.append(Curve.Tick(at: at * day, words: "day \(at + 1)")) }
      at += 1
    }
    return ticks
  }
}

/// All that happened, on a line of time that can be gone along.
struct TimelinePicture: Equatable {
  struct Mark: Equatable {
    var at: UInt64
    var words: String
    var tone = Node.Tone.plain
    /// When that was, in words; empty for the day and the time.
    var when = ""
  }

  struct Span: Equatable {
    var from: UInt64
    var to: UInt64
    var words: String
    var tone = Node.Tone.plain
  }

  struct Lane: Equatable {
    var name: String
    var marks: [Mark] = []
    var spans: [Span] = []
  }

  /// From where to where it goes, where the life is, and what is looked at, in ms of therapy.
  var from: UInt64
  var to: UInt64
  var now: UInt64
  var head: UInt64
  var headWords: String
  /// How far into its first day the line begins, in ms.
  var origin: UInt64
  var lanes: [Lane]
  /// What stands at both ends of the line; empty for the day and the time.
  var fromWords = ""
  var toWords = ""
}
