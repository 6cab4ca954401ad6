package import Quantities
package import Telemetry

/// The chapters of a trace file, as they are read: the text stays as it is, and each entry knows
/// where in it it stands, so that a long one takes little room. Spec: traces.md.
package struct TraceBook: Sendable {
  /// What an entry is of, and what is counted of it.
  package enum Kind: Hashable, Sendable {
    case strokes(commanded: UInt64, made: UInt64)
    case toPump
    case fromPump
    case write(isGood: Bool)
    case tone(Tone, AlarmSet)
    case order
    case power(isOn: Bool)
    case received(Picograms)
    case passed
    case failed
    case remark
  }

  /// Something that happened.
  package struct Entry: Hashable, Sendable {
    package var moment: TraceMoment
    package var kind: Kind
    /// Where its words are, and where its details end.
    var words: Range<Int>
    var end: Int
  }

  /// A part of the file.
  package struct Chapter: Hashable, Sendable {
    package var title = ""
    package var facts: [TraceChapter.Fact] = []
    package var entries: [Entry] = []
    /// How many entries it has by its own account; `nil` where it does not say.
    var count: UInt64?

    /// A part in which nothing happened.
    package init() {}
  }

  package private(set) var chapters: [Chapter] = []
  /// What is wrong with the text, and what of it was left out; `nil` for nothing.
  package private(set) var problem: String?
  private let bytes: [UInt8]

  /// Reads a text; what of it cannot be read is said as its problem.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var number: UInt64 = 0
    var start = 0
    while start < bytes.count, problem == nil {
      number += 1
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      read(start..<end, number: number)
      start = end + 1
    }
    if problem == nil { lookForEnds() }
    if chapters.isEmpty, problem == nil {
      problem = "There is no trace in this file: nothing begins with “\(TraceChapter.mark)1”."
    }
  }

  private mutating func read(_ line: Range<Int>, number: UInt64) {
    var scanner = TraceScanner(bytes, line)
    if scanner.take(TraceChapter.mark) { return begin(&scanner) }
    if scanner.isAtEnd { return }
    guard let chapter = chapters.indices.last else {
      problem =
        "This is no trace of PumpLink: its first line does not begin with “\(TraceChapter.mark)1”."
      return
    }
    if scanner.take("# ") {
      return note(scanner.rest, in: chapter)
    }
    if scanner.take("    "), let entry = chapters[chapter].entries.indices.last {
      chapters[chapter].entries[entry].end = line.upperBound
      return
    }
    guard let moment = scanner.moment() else {
      problem =
        "Line \(number) is no line of a trace: the file was cut short or changed. All before it is "
        + "shown; nothing behind it."
      return
    }
    let words = scanner.rest
    chapters[chapter].entries.append(
      Entry(moment: moment, kind: scanner.kind(), words: words, end: line.upperBound))
  }

  private mutating func begin(_ scanner: inout TraceScanner) {
    guard scanner.number() == TraceChapter.version, scanner.isAtEnd else {
      problem =
        "This trace was written by another version of PumpLink, in a form that this one does not "
        + "read. Open it with the version that wrote it, or write it anew."
      return
    }
    chapters.append(Chapter())
  }

  /// Takes a fact; one in another form is for people alone.
  private mutating func note(_ range: Range<Int>, in chapter: Int) {
    guard let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = text(range.lowerBound..<colon)
    var start = colon + 1
    if start < range.upperBound, bytes[start] == 0x20 { start += 1 }
    let value = text(start..<range.upperBound)
    if name == TraceChapter.titleName {
      chapters[chapter].title = value
    } else if name == TraceChapter.countName {
      chapters[chapter].count = UInt64(value)
    } else {
      chapters[chapter].facts.append(TraceChapter.Fact(name, value))
    }
  }

  private mutating func lookForEnds() {
    if chapters.contains(where: { $0.title.isEmpty }) {
      problem = "A part of this trace has no title: the file was cut short or changed."
      return
    }
    guard bytes.last == 0x0A || bytes.isEmpty else {
      problem = "The last line has no end: the file was cut short. What is here is shown."
      return
    }
    for chapter in chapters {
      guard let count = chapter.count, count != UInt64(chapter.entries.count) else { continue }
      problem =
        "“\(chapter.title)” had \(count) entries when it was written, and \(chapter.entries.count) "
        + "are here: the file was cut short or changed. What is here is shown."
      return
    }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  // MARK: What entries say

  /// What an entry of this book was, without its moment.
  package func words(of entry: Entry) -> String { text(entry.words) }

  /// More of an entry of this book, a line each.
  package func details(of entry: Entry) -> [String] {
    bytes[entry.words.upperBound..<entry.end].split(separator: 0x0A).compactMap { line in
      let own = (line.last == 0x0D ? line.dropLast() : line).drop { $0 == 0x20 }
      return own.isEmpty ? nil : String(decoding: own, as: UTF8.self)
    }
  }
}
