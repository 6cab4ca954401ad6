/// What stands on a screen, one under the other. How it looks is the page's; what it says is not.
indirect enum Node: Equatable {
  case heading(String)
  /// Words, as ``text(_:_:)`` makes them.
  case words(String, Tone)
  case facts([Fact], isBig: Bool = false)
  /// What is now and what is new, side by side.
  case compare(now: String, new: String, [CompareRow])
  /// The steps of a kind of day, now and new.
  case day(DayPicture)
  case field(Field)
  case choice(Choice)
  case check(id: String, label: String, isOn: Bool)
  case action(Action)
  case table(Table)
  /// What belongs together, as ``group(_:_:)`` makes it.
  case part(String, [Node])
  case progress(String, perMille: Int)
  case body(BodyPicture)
  case curve(Curve)
  case timeline(TimelinePicture)
  case log([LogRow])

  /// How much something matters.
  enum Tone: String, Equatable {
    case plain, quiet, good, warn, critical
  }

  /// Something that is so, with its unit.
  struct Fact: Equatable {
    var label: String
    var value: String
    var unit = ""
    var note = ""
    var tone = Tone.plain
  }

  struct CompareRow: Equatable {
    var label: String
    var now: String
    var new: String
    var differs: Bool
  }

  /// A step of a day: from a minute on, so much of a day's drug at that rate.
  struct DayStep: Equatable {
    var minute: Int
    var amount: UInt64
    var words: String
  }

  struct DayPicture: Equatable {
    var label: String
    var unit: String
    var now: [DayStep]
    var new: [DayStep]
  }

  /// What a person types, with its unit.
  struct Field: Equatable {
    var id: String
    var label: String
    var value = ""
    var placeholder = ""
    var hint = ""
    var error = ""
  }

  struct Choice: Equatable {
    var id: String
    var label: String
    var value: String
    var options: [Option]
  }

  struct Option: Equatable {
    var id: String
    var label: String
    var note = ""
  }

  /// Something a person can do now, or why not.
  struct Action: Equatable {
    var id: String
    var label: String
    var kind = Kind.plain
    var why: String?

    enum Kind: String, Equatable {
      case primary, plain, danger
    }
  }

  struct Table: Equatable {
    var caption: String
    var heads: [String]
    var rows: [[String]]
    var tones: [Tone] = []
  }

  struct LogRow: Equatable {
    var at: String
    var words: String
    var tone = Tone.plain
    /// The act that shows or hides what is in it; empty for none.
    var act = ""
    /// What is in it, each by its name, while that is shown.
    var fields: [[String]] = []
  }

  // Screens are made of hundreds of these, so each is a call and not its code again.

  @inline(never)
  static func text(_ words: String, _ tone: Tone = .plain) -> Node { .words(words, tone) }

  @inline(never)
  static func group(_ label: String, _ nodes: [Node]) -> Node { .part(label, nodes) }

  @inline(never)
  static func primary(_ id: String, _ label: String, why: String? = nil) -> Node {
    .action(Action(id: id, label: label, kind: .primary, why: why))
  }

  @inline(never)
  static func plain(_ id: String, _ label: String, why: String? = nil) -> Node {
    .action(Action(id: id, label: label, kind: .plain, why: why))
  }

  @inline(never)
  static func danger(_ id: String, _ label: String, why: String? = nil) -> Node {
    .action(Action(id: id, label: label, kind: .danger, why: why))
  }
}

extension [Node] {
  /// Adds what stands under all others.
  @inline(never)
  mutating func add(_ node: Node) { append(node) }
}
