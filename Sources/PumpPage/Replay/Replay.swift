import Quantities
import Telemetry
import Trace

/// A trace that is looked at in place of a life: a script's, a seed's, or a capture's. Nothing can
/// be done in it but to go back and forth.
final class Replay {
  let book: TraceBook
  /// Which chapter is looked at.
  private(set) var part = 0
  /// The entry that happened last, as it is shown.
  private(set) var head = 0

  /// A replay of a text, which opens at the first thing that failed, else at its beginning. Spec:
  /// traces.md.
  init(_ text: [UInt8]) {
    book = TraceBook(text)
    part = book.chapters.indices.first { firstFault(in: $0) != nil } ?? 0
    head = firstFault(in: part) ?? 0
  }

  /// The chapter that is looked at; one in which nothing happened where the file has none.
  var chapter: TraceBook.Chapter {
    book.chapters.indices.contains(part) ? book.chapters[part] : TraceBook.Chapter()
  }

  var entries: [TraceBook.Entry] { chapter.entries }

  private func firstFault(in part: Int) -> Int? {
    guard book.chapters.indices.contains(part) else { return nil }
    return book.chapters[part].entries.firstIndex { $0.kind == .failed }
  }

  // MARK: Going along

  /// Whether its moments are those of the line: who watches a line knows no therapy time.
  var isOfLine: Bool {
    guard let first = entries.first, let last = entries.last else { return false }
    return first.moment.therapy == last.moment.therapy
  }

  /// Where an entry stands on the line of time, in ms.
  func place(_ moment: TraceMoment) -> UInt64 {
    isOfLine ? moment.link.rawValue : moment.therapy.rawValue
  }

  /// A moment in words.
  func words(_ moment: TraceMoment) -> String {
    isOfLine ? moment.linkWords : moment.dayWords
  }

  /// Goes to a chapter, and there to where it failed, or to its beginning.
  func open(_ part: Int) {
    guard book.chapters.indices.contains(part) else { return }
    self.part = part
    head = firstFault(in: part) ?? 0
  }

  /// Goes to an entry.
  func go(to entry: Int) { head = min(max(0, entry), max(0, entries.count - 1)) }

  /// Goes to a moment, in ms of the line of time.
  func go(toPlace place: UInt64) {
    let isOfLine = isOfLine
    let later = entries.firstIndex { entry in
      let own = isOfLine ? entry.moment.link.rawValue : entry.moment.therapy.rawValue
      return own > place
    }
    go(to: (later ?? entries.count) - 1)
  }

  /// The next thing that failed behind the one that is shown; `nil` for none.
  var nextFault: Int? {
    let entries = entries
    guard head + 1 < entries.count else { return nil }
    return entries[(head + 1)...].firstIndex { $0.kind == .failed }
  }

  /// Does what a person did.
  func act(_ act: Act) {
    switch act.id {
    case "next": go(to: head + 1)
    case "previous": go(to: head - 1)
    case "first": go(to: 0)
    case "last": go(to: entries.count - 1)
    case "fault": if let next = nextFault { go(to: next) }
    case "typed": if let part = Int(act["part"]) { open(part) }
    default: break
    }
  }

  // MARK: How things stood

  /// What can be told of the pump from all that happened until now.
  struct Standing {
    var commanded: UInt64 = 0
    var made: UInt64 = 0
    var received: Picograms?
    var frames = 0
    var orders = 0
    var failedWrites = 0
    var isOn: Bool?
    /// The alarms of the last tone.
    var alarms: AlarmSet?

    mutating func hear(_ entry: TraceBook.Entry) {
      switch entry.kind {
      case .strokes(let commanded, let made):
        self.commanded &+= commanded
        self.made &+= made
      case .toPump, .fromPump: frames += 1
      case .write(let isGood): if !isGood { failedWrites += 1 }
      case .tone(_, let alarms): self.alarms = alarms
      case .order: orders += 1
      case .power(let isOn): self.isOn = isOn
      case .received(let drug): received = drug
      case .passed, .failed, .remark: break
      }
    }
  }

  var standing: Standing {
    var standing = Standing()
    for entry in entries.prefix(head + 1) { standing.hear(entry) }
    return standing
  }
}
