import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Trace

/// Trace files: what is written is what is read, and what is broken is said.
@Suite(.limited)
struct TraceBookTests {
  /// Every kind of line, and what it is read as.
  private static let kinds: [(Trace.Content, TraceBook.Kind)] = [
    (.event(.strokes(commanded: 12, made: 12)), .strokes(commanded: 12, made: 12)),
    (.event(.strokes(commanded: .max, made: 0)), .strokes(commanded: UInt64(UInt32.max), made: 0)),
    (.event(.frame(.toPump, [0, 255])), .toPump), (.event(.frame(.fromPump, [])), .fromPump),
    (
      .event(.write(.init(target: .record(slot: 1), bytes: 9, checksum: 7, isGood: true))),
      .write(isGood: true)
    ),
    (
      .event(.write(.init(target: .log(place: 3), bytes: 9, checksum: 7, isGood: false))),
      .write(isGood: false)
    ),
    (.event(.tone(.single, AlarmSet())), .tone(.single, AlarmSet())),
    (.event(.tone(.twoTone, alarms)), .tone(.twoTone, alarms)),
    (.event(.order(AppliedCommand(session: 1, request: 2))), .order),
    (.event(.power(.failed)), .power(isOn: false)),
    (.event(.power(.started(.power))), .power(isOn: true)),
    (.event(.power(.started(.lowBattery))), .power(isOn: true)),
    (.event(.power(.started(.clockLost))), .power(isOn: true)),
    (.event(.patient(Picograms(rawValue: 5))), .received(Picograms(rawValue: 5))),
    (.received(Picograms(rawValue: .max)), .received(Picograms(rawValue: .max))),
    (.remark(TraceChapter.passed("all of it")), .passed),
    (.remark(TraceChapter.failed("a thing")), .failed), (.remark("calm"), .remark),
    (.remark("strokes: many"), .remark), (.remark("two-tone, alarms 99"), .remark),
  ]
  private static let alarms = AlarmSet(bits: 1 | 1 << UInt16(Alarm.count - 1)) ?? AlarmSet()

  private func chapter(_ lines: [Trace.Line], _ title: String = "A life") -> TraceChapter {
    var chapter = TraceChapter(title)
    chapter.facts = [TraceChapter.Fact("seed", "17"), TraceChapter.Fact("said", "a: b")]
    chapter.notes = lines.map { TraceChapter.Note($0) }
    return chapter
  }

  private func lines(seed: UInt64) -> [Trace.Line] {
    var random = SeededGenerator(seed: seed)
    return (0..<200).map { _ in
      Trace.Line(
        therapy: TherapyTime(rawValue: .random(in: 0..<220_898_664_000, using: &random)),
        link: LinkTime(rawValue: .random(in: 0..<1_000_000_000, using: &random)),
        content: Self.kinds.randomElement(using: &random)?.0 ?? .remark(""))
    }
  }

  @Test func `every kind of line is read as what it was written of`() throws {
    for (content, kind) in Self.kinds {
      let line = Trace.Line(
        therapy: TherapyTime(rawValue: 86_400_000), link: LinkTime(rawValue: 1002), content: content
      )
      let book = TraceBook(Array(chapter([line]).text.utf8))
      let entry = try #require(book.chapters.first?.entries.first, "\(content)")
      #expect(book.problem == nil && entry.kind == kind, "\(content)")
      #expect(book.words(of: entry) == content.words)
      #expect(entry.moment == TraceMoment(therapy: line.therapy, link: line.link))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a file of several chapters is read as it was written`(seed: UInt64) {
    let chapters = [chapter(lines(seed: seed)), chapter([], "Nothing"), chapter(lines(seed: 9))]
    let text = chapters.map(\.text).joined()
    for text in [text, text.replacing("\n", with: "\r\n")] {
      let book = TraceBook(Array(text.utf8))
      #expect(book.problem == nil)
      #expect(book.chapters.map(\.title) == chapters.map(\.title))
      for (read, written) in zip(book.chapters, chapters) {
        #expect(read.facts == written.facts)
        let notes = read.entries.map { TraceChapter.Note($0.moment, book.words(of: $0)) }
        #expect(notes == written.notes.map { TraceChapter.Note($0.moment, $0.words) })
        let details = read.entries.map { book.details(of: $0) }
        #expect(details == written.notes.map { $0.details.map { "\($0.name): \($0.value)" } })
      }
    }
  }

  @Test func `a file that is cut at any byte shows what is whole, and says what is not`() {
    let text = Array(chapter(Array(lines(seed: 4).prefix(5))).text.utf8)
    let whole = TraceBook(text)
    for length in text.indices {
      let book = TraceBook(Array(text[..<length]))
      #expect(book.problem != nil, "\(length)")
      let all = book.chapters.first?.entries ?? []
      #expect(all.count <= 5)
      for (entry, meant) in zip(all.dropLast(), whole.chapters[0].entries) {
        #expect(entry == meant, "\(length)")
      }
    }
  }

  @Test(arguments: [
    ("", "There is no trace"), ("visit notes\n", "This is no trace"),
    ("day 1 00:00:00.000 (link 0.000 s) strokes: 1\n", "This is no trace"),
    ("# PumpLink trace 2\n", "another version"), ("# PumpLink trace 1x\n", "another version"),
    ("# PumpLink trace 99999999999999999999\n", "another version"),
    ("# PumpLink trace 1\nday 0 00:00:00.000 (link 0.000 s) x\n", "Line 2"),
    ("# PumpLink trace 1\nday 1 24:00:00.000 (link 0.000 s) x\n", "Line 2"),
    ("# PumpLink trace 1\n\n    bytes: 00\n", "Line 3"),
    ("# PumpLink trace 1\n{}\n", "Line 2"),
    ("# PumpLink trace 1\n# title: T\n# entries: 3\n", "“T” had 3 entries"),
    ("# PumpLink trace 1\n", "no title"), ("# PumpLink trace 1\n# title: T", "has no end"),
  ])
  func `what is no trace is said`(text: String, words: String) {
    let book = TraceBook(Array(text.utf8))
    #expect(book.problem?.contains(words) == true, "\(book.problem ?? "nothing")")
  }

  @Test func `a line's end in words or values breaks no file`() {
    var chapter = TraceChapter("two\nlines")
    chapter.facts = [TraceChapter.Fact("said", "a\r\n# PumpLink trace 1")]
    chapter.notes = [
      TraceChapter.Note(
        TraceMoment(therapy: .zero, link: .zero), "a\nb", details: [TraceChapter.Fact("c", "d\ne")])
    ]
    let book = TraceBook(Array(chapter.text.utf8))
    #expect(book.problem == nil && book.chapters.count == 1)
    #expect(book.chapters.first?.title == "two lines")
    #expect(book.chapters.first?.entries.map { book.words(of: $0) } == ["a b"])
    #expect(book.chapters.first?.entries.map { book.details(of: $0) } == [["c: d e"]])
  }

  @Test func `strokes share a line for an hour, and what the patient has got is noted as often`() {
    var trace = Trace(isKept: true)
    func at(_ minutes: UInt64) -> Instant {
      Instant(therapy: TherapyTime.zero.after(.minutes(minutes)), link: .zero)
    }
    for minute in stride(from: 0, through: 130, by: 10) as StrideThrough<UInt64> {
      trace.add(.strokes(commanded: 1, made: 1), at: at(minute))
    }
    #expect(
      trace.lines.map(\.content) == [
        .event(.strokes(commanded: 6, made: 6)), .event(.strokes(commanded: 6, made: 6)),
        .event(.strokes(commanded: 2, made: 2)),
      ])
    let hash = trace.hash
    #expect(trace.wantsReceived(at: .zero))
    trace.note(received: Picograms(rawValue: 7), at: at(131))
    #expect(!trace.wantsReceived(at: at(190).therapy) && trace.wantsReceived(at: at(191).therapy))
    #expect(trace.hash == hash && trace.count == 14)
    var silent = Trace()
    silent.note(received: Picograms(rawValue: 7), at: at(131))
    #expect(silent.lines.isEmpty && !silent.wantsReceived(at: at(900).therapy))
  }
}
