import LifeHash
package import Quantities
import Telemetry

/// What happened in a life, as one stream: a hash that runs along, and a line of text for each
/// event when they are wanted.
///
/// It is a value that travels with what it watches: a pump that is copied to try something out has
/// a copy of it, or none, and the life's own is not disturbed.
package struct Trace: Sendable {
  /// A line of a trace.
  package struct Line: Hashable, Sendable {
    /// True therapy time.
    package var therapy: TherapyTime
    /// Link time on the wall, which no restart of the pump sets back.
    package var link: LinkTime
    package var content: Content

    /// A line from its parts.
    package init(therapy: TherapyTime, link: LinkTime, content: Content) {
      self.therapy = therapy
      self.link = link
      self.content = content
    }
  }

  /// What a line holds.
  package enum Content: Hashable, Sendable {
    case event(TraceEvent)
    /// What somebody who watches says of it, and no event: it does not change the hash.
    case remark(String)
    /// What the patient has got so far, noted for whoever looks; no event.
    case received(Picograms)
  }

  /// How long strokes that come one after another share a line, and how far apart it is noted what
  /// the patient has got.
  package static var grain: Milliseconds { .hours(1) }

  private var running = LifeHash()
  /// How many events there were.
  package private(set) var count: UInt64 = 0
  /// Whether the lines are kept, and not only their hash.
  package let isKept: Bool
  /// The lines so far; none unless they are kept.
  package private(set) var lines: [Line] = []
  private var lastReceived: TherapyTime?
  /// Link time on the wall at which the link clock of those who tell of events began.
  package var linkStart = LinkTime.zero

  /// An empty trace.
  package init(isKept: Bool = false) { self.isKept = isKept }

  /// A fingerprint of all events so far and of their moments: the same for the same life on any
  /// machine, whether its lines are kept or not.
  package var hash: UInt64 { running.value }

  /// Adds an event at a true moment of therapy and a moment of the link's clock.
  package mutating func add(_ event: TraceEvent, at now: Instant) {
    let link = LinkTime(rawValue: linkStart.rawValue &+ now.link.rawValue)
    count += 1
    running.moment(now.therapy, link)
    running.mix(event)
    if isKept { keep(.event(event), now.therapy, link) }
  }

  /// Adds a remark at a true moment of therapy and a moment of the link's clock.
  package mutating func remark(_ words: @autoclosure () -> String, at now: Instant) {
    guard isKept else { return }
    keep(.remark(words()), now.therapy, LinkTime(rawValue: linkStart.rawValue &+ now.link.rawValue))
  }

  /// Whether it is time to note again what the patient has got.
  package func wantsReceived(at therapy: TherapyTime) -> Bool {
    guard isKept else { return false }
    guard let last = lastReceived else { return true }
    return therapy >= last.after(Self.grain)
  }

  /// Notes what the patient has got so far; no event.
  package mutating func note(received drug: Picograms, at now: Instant) {
    guard isKept else { return }
    lastReceived = now.therapy
    keep(
      .received(drug), now.therapy, LinkTime(rawValue: linkStart.rawValue &+ now.link.rawValue))
  }

  /// Strokes that come one after another share a line, from the first moment on.
  private mutating func keep(_ content: Content, _ therapy: TherapyTime, _ link: LinkTime) {
    if case .event(.strokes(let commanded, let made)) = content, let last = lines.indices.last,
      case .event(.strokes(let commandedBefore, let madeBefore)) = lines[last].content,
      therapy < lines[last].therapy.after(Self.grain)
    {
      let (sum, isFull) = commanded.addingReportingOverflow(commandedBefore)
      if !isFull {
        lines[last].content = .event(.strokes(commanded: sum, made: made &+ madeBefore))
        return
      }
    }
    lines.append(Line(therapy: therapy, link: link, content: content))
  }
}

extension Trace.Line {
  /// The line for a person: days and time of day of therapy, seconds on the link, and what it was.
  package var text: String { TraceMoment(therapy: therapy, link: link).text + content.words }
}

extension Trace.Content {
  /// What it was, without its moment.
  package var words: String {
    switch self {
    case .event(let event): event.words
    case .remark(let words): words
    case .received(let drug): TraceWords.received(drug)
    }
  }
}
