import PumpText
import Quantities
import Telemetry
import Trace

/// What is shown of a trace: what it is, how the pump stood, and what happened.
struct ReplayPane {
  let replay: Replay

  /// How many entries are listed before the one that is shown, and behind it.
  private static var before: Int { 80 }
  private static var behind: Int { 20 }

  // MARK: What it is

  var screen: PaneScreen {
    var nodes: [Node] = []
    if let problem = replay.book.problem { nodes.append(.text(problem, .warn)) }
    let chapter = replay.chapter
    if !chapter.title.isEmpty { nodes.append(.heading(chapter.title)) }
    nodes += chapter.facts.filter { $0.name == "result" }.map { fact in
      .text(fact.value, Self.tone(ofResult: fact.value))
    }
    nodes += choice
    let facts = chapter.facts.filter { $0.name != "result" }
    if !facts.isEmpty {
      nodes.append(.facts(facts.map { Node.Fact(label: Self.label($0.name), value: $0.value) }))
    }
    if !replay.entries.isEmpty { nodes.append(.group("Until then", [standing])) }
    nodes.append(.plain("leave", "Close it, and go to the pump of this page"))
    return PaneScreen("trace-\(replay.part)", "Recording", nodes)
  }

  /// A name as it stands in the file, with a capital.
  private static func label(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, (0x61...0x7A).contains(first) else { return name }
    return String(decoding: [first - 0x20] + bytes.dropFirst(), as: UTF8.self)
  }

  private static func tone(ofResult words: String) -> Node.Tone {
    words.hasPrefix("FAILED") ? .critical : .good
  }

  private var choice: [Node] {
    let chapters = replay.book.chapters
    guard chapters.count > 1 else { return [] }
    let options = chapters.indices.map { place -> Node.Option in
      let result = chapters[place].facts.first { $0.name == "result" }?.value ?? ""
      return Node.Option(id: "\(place)", label: chapters[place].title, note: result)
    }
    return [
      .choice(
        Node.Choice(id: "part", label: "In this file", value: "\(replay.part)", options: options))
    ]
  }

  private var standing: Node {
    let standing = replay.standing
    var facts: [Node.Fact] = []
    if standing.commanded > 0 {
      let isShort = standing.made != standing.commanded
      facts.append(
        Node.Fact(
          label: "Strokes", value: "\(standing.made)", unit: "made",
          note: isShort ? "of \(standing.commanded) commanded" : "as commanded",
          tone: isShort ? .warn : .plain))
    }
    if let drug = standing.received {
      facts.append(
        Node.Fact(label: "The patient has got", value: Self.micrograms(drug), unit: "mcg"))
    }
    if let isOn = standing.isOn {
      facts.append(
        Node.Fact(label: "Power", value: isOn ? "on" : "OFF", tone: isOn ? .plain : .warn))
    }
    if let alarms = standing.alarms {
      let all = Self.all(alarms)
      facts.append(
        Node.Fact(
          label: "Alarms at the last tone",
          value: Self.names(alarms),
          tone: all.isEmpty ? .plain : all.contains { $0.isCritical } ? .critical : .warn))
    }
    facts.append(Node.Fact(label: "Orders carried out", value: "\(standing.orders)"))
    facts.append(Node.Fact(label: "Frames on the line", value: "\(standing.frames)"))
    if standing.failedWrites > 0 {
      facts.append(
        Node.Fact(label: "Writes that failed", value: "\(standing.failedWrites)", tone: .warn))
    }
    return .facts(facts)
  }

  /// An amount with one digit behind the point.
  private static func micrograms(_ drug: Picograms) -> String {
    let tenths = drug.rawValue / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  // MARK: What happened

  var happenings: PaneScreen {
    let entries = replay.entries
    guard entries.indices.contains(replay.head) else {
      return PaneScreen("happened", "What happened", [.text("Nothing is told in it.", .quiet)])
    }
    let head = entries[replay.head]
    var nodes: [Node] = [
      .heading(replay.words(head.moment)),
      .text(words(head), Self.tone(head.kind)),
    ]
    let details = replay.book.details(of: head)
    if !details.isEmpty { nodes.append(.facts(details.map { Self.fact($0) })) }
    nodes += ReplayCurves(replay: replay).nodes
    let first = max(0, replay.head - Self.before)
    nodes.append(.group("Until then", [.log(rows(first...replay.head))]))
    if replay.head + 1 < entries.count {
      let last = min(entries.count - 1, replay.head + Self.behind)
      nodes.append(.group("After that", [.log(rows(replay.head + 1...last))]))
    }
    nodes.append(
      .primary(
        "next", "Step on", why: replay.head + 1 < entries.count ? nil : "Nothing comes after this.")
    )
    nodes.append(
      .plain("previous", "Step back", why: replay.head == 0 ? "This is the first." : nil))
    if let fault = replay.nextFault {
      nodes.append(.plain("fault", "To the next failure, \(fault - replay.head) on"))
    }
    return PaneScreen("happened", "What happened", nodes)
  }

  /// What an entry was, for a person: amounts in their usual unit, alarms by name.
  private func words(_ entry: TraceBook.Entry) -> String {
    switch entry.kind {
    case .received(let drug): "the patient has got " + Self.micrograms(drug) + " mcg"
    case .tone(.single, let alarms): "single tone: " + Self.names(alarms)
    case .tone(.twoTone, let alarms): "two-tone: " + Self.names(alarms)
    case .strokes, .toPump, .fromPump, .write, .order, .power, .passed, .failed, .remark:
      replay.book.words(of: entry)
    }
  }

  private static func all(_ alarms: AlarmSet) -> [Alarm] {
    (0..<Alarm.count).compactMap { Alarm(rawValue: $0) }.filter { alarms.contains($0) }
  }

  private static func names(_ alarms: AlarmSet) -> String {
    let names = all(alarms).map { $0.title }
    return names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  private static func fact(_ detail: String) -> Node.Fact {
    let bytes = Array(detail.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
      return Node.Fact(label: detail, value: "")
    }
    return Node.Fact(
      label: String(decoding: bytes[..<colon], as: UTF8.self),
      value: String(decoding: bytes[(colon + 1)...].drop { $0 == 0x20 }, as: UTF8.self))
  }

  /// Entries as rows, the last first.
  private func rows(_ range: ClosedRange<Int>) -> [Node.LogRow] {
    let entries = replay.entries
    return range.reversed().map { place in
      let entry = entries[place]
      return Node.LogRow(
        at: replay.words(entry.moment), words: words(entry), tone: Self.tone(entry.kind))
    }
  }

  static func tone(_ kind: TraceBook.Kind) -> Node.Tone {
    switch kind {
    case .failed: .critical
    case .passed: .good
    case .tone, .power, .write(isGood: false): .warn
    case .strokes(let commanded, let made): made == commanded ? .plain : .warn
    case .received: .quiet
    case .toPump, .fromPump, .write, .order, .remark: .plain
    }
  }

  // MARK: The line of time

  var time: PaneScreen {
    PaneScreen("replayed", "Time", replay.entries.isEmpty ? [] : [.timeline(picture)])
  }

  private var picture: TimelinePicture {
    let entries = replay.entries
    let first = entries.first.map { replay.place($0.moment) } ?? 0
    let last = entries.last.map { replay.place($0.moment) } ?? 0
    let head = entries.indices.contains(replay.head) ? entries[replay.head] : nil
    return TimelinePicture(
      from: first, to: max(last, first + 1), now: last,
      head: head.map { replay.place($0.moment) } ?? last,
      headWords: head.map { replay.words($0.moment) } ?? "", origin: 0, lanes: lanes,
      fromWords: entries.first.map { replay.words($0.moment) } ?? "",
      toWords: entries.last.map { replay.words($0.moment) } ?? "")
  }

  /// The lanes, with no more marks than can be told apart.
  private var lanes: [TimelinePicture.Lane] {
    var said = TimelinePicture.Lane(name: "Told")
    var line = TimelinePicture.Lane(name: "Line")
    var pump = TimelinePicture.Lane(name: "Pump")
    var alarms = TimelinePicture.Lane(name: "Alarms")
    let entries = replay.entries
    let spacing = max(1, entries.count / 400)
    for (number, entry) in entries.enumerated() {
      let tone = Self.tone(entry.kind)
      guard tone == .critical || tone == .warn || number.isMultiple(of: spacing) else { continue }
      let mark = TimelinePicture.Mark(
        at: replay.place(entry.moment), words: words(entry), tone: tone,
        when: replay.words(entry.moment))
      switch entry.kind {
      case .toPump, .fromPump: line.marks.append(mark)
      case .tone: alarms.marks.append(mark)
      case .power, .write, .order: pump.marks.append(mark)
      case .strokes: if tone == .warn { pump.marks.append(mark) }
      case .received: break
      case .passed, .failed, .remark: said.marks.append(mark)
      }
    }
    return [said, line, pump, alarms].filter { !$0.marks.isEmpty }.map { lane in
      var lane = lane
      lane.marks = Array(lane.marks.suffix(400))
      return lane
    }
  }
}
