import Quantities
import Telemetry
import TestLimits
import Testing
import Trace

@testable import PumpPage

/// A recording in place of a life: where it opens, how one goes along it, and what is said of it.
@Suite(.limited)
struct ReplayTests {
  private func moment(_ minutes: UInt64) -> TraceMoment {
    TraceMoment(
      therapy: TherapyTime.zero.after(.minutes(minutes)), link: LinkTime(rawValue: minutes * 10))
  }

  private func note(_ minutes: UInt64, _ content: Trace.Content) -> TraceChapter.Note {
    TraceChapter.Note(
      Trace.Line(
        therapy: moment(minutes).therapy, link: moment(minutes).link, content: content))
  }

  private var life: TraceChapter {
    var chapter = TraceChapter("A life")
    chapter.facts = [TraceChapter.Fact("result", "FAILED: lost"), TraceChapter.Fact("seed", "17")]
    chapter.notes = [
      note(0, .event(.power(.started(.power)))),
      note(10, .event(.strokes(commanded: 12, made: 12))), note(20, .event(.frame(.toPump, [1]))),
      note(30, .event(.order(AppliedCommand(session: 1, request: 2)))),
      note(90, .event(.strokes(commanded: 5, made: 3))),
      note(100, .received(Picograms(rawValue: 12_340_000))),
      note(100, .event(.tone(.twoTone, AlarmSet(bits: 1) ?? AlarmSet()))),
      note(110, .remark(TraceChapter.failed("first"))), note(120, .event(.power(.failed))),
      note(130, .remark(TraceChapter.failed("second"))), note(140, .remark("calm")),
    ]
    return chapter
  }

  private func visitor(_ chapters: [TraceChapter], at fragment: String = "") -> Visitor {
    let visitor = Visitor()
    visitor.page.open(trace: Array(chapters.map(\.text).joined().utf8), at: fragment)
    return visitor
  }

  @Test func `it opens at the first failure, and says how the pump stood then`() {
    let visitor = visitor([life])
    #expect(visitor.words("truth").contains("FAILED: first"))
    let facts = visitor.words("trace")
    for words in ["FAILED: lost", "\"17\"", "of 17 commanded", "12.3", "low reservoir"] {
      #expect(facts.contains(words), "\(words) in \(facts)")
    }
    #expect(facts.contains("\"Power\",\"value\":\"on\""))
  }

  @Test func `one goes along it by steps, by failures and by time`() {
    var visitor = visitor([life])
    visitor.press("To the next failure, 2 on", of: "truth", lasting: 0)
    #expect(visitor.words("truth").contains("FAILED: second"))
    #expect(visitor.words("trace").contains("\"Power\",\"value\":\"OFF\""))
    visitor.press("Step on", of: "truth", lasting: 0)
    #expect(visitor.page.value["fragment"]?.text == "part=0&entry=10")
    #expect(visitor.words("truth").contains("Nothing comes after this."))
    visitor.page.act("time/seek\nat=1199999")
    #expect(visitor.page.value["fragment"]?.text == "part=0&entry=1")
    visitor.page.act("time/seek\nat=0")
    #expect(visitor.words("truth").contains("This is the first."))
    visitor.page.act("time/seek\nat=99999999999")
    #expect(visitor.page.value["fragment"]?.text == "part=0&entry=10")
  }

  @Test func `a link leads to a moment of a chapter, and one beyond its end to the end`() {
    var other = life
    other.title = "Another"
    other.notes.removeAll { $0.words.hasPrefix("FAILED") }
    let both = [life, other]
    #expect(visitor(both, at: "part=1&entry=3").words("truth").contains("carried out: session 1"))
    #expect(visitor(both, at: "part=1&entry=99").words("truth").contains("calm"))
    #expect(visitor(both, at: "part=7&entry=0").page.value["title"]?.text == "A life")
    var visitor = visitor([other, life])
    // Where something failed comes first.
    #expect(visitor.page.value["title"]?.text == "A life")
    visitor.type("0", in: "part", of: "trace")
    #expect(visitor.page.value["title"]?.text == "Another")
  }

  @Test func `the life stands still behind it, and goes on when it is closed`() {
    let visitor = Visitor()
    visitor.page.pass(500)
    let before = visitor.words("truth")
    visitor.page.open(trace: Array(life.text.utf8), at: "")
    visitor.page.pass(1000)
    visitor.page.act("bench/jump\nlength=2 days")
    visitor.page.act("trace/leave")
    #expect(visitor.words("truth") == before)
    #expect(visitor.page.value["title"]?.text != "A life")
  }

  @Test func `one of a line goes along the line's time, with the fields of its frames`() {
    var chapter = TraceChapter("Capture visit")
    for number in 0..<20 as Range<UInt64> {
      let line = Trace.Line(
        therapy: .zero, link: LinkTime(rawValue: number * 1500),
        content: .event(.frame(.fromPump, [UInt8(number)])))
      var note = TraceChapter.Note(line)
      note.words += ": identity, request \(number)"
      note.details.insert(TraceChapter.Fact("model", "P-40: adult"), at: 0)
      chapter.notes.append(note)
    }
    let visitor = visitor([chapter])
    #expect(visitor.page.value["fragment"]?.text == "part=0&entry=0")
    visitor.page.act("trace/last")
    #expect(visitor.words("truth").contains("28.500 s"))
    #expect(visitor.words("truth").contains("\"label\":\"model\",\"value\":\"P-40: adult\""))
    #expect(visitor.words("truth").contains("\"label\":\"bytes\",\"value\":\"13\""))
    visitor.page.act("time/seek\nat=3000")
    #expect(visitor.page.value["fragment"]?.text == "part=0&entry=2")
    #expect(visitor.words("time").contains("0.000 s") && visitor.words("time").contains("28.500 s"))
  }

  @Test func `what is no recording is said, and can be closed`() {
    for text in ["", "notes\n", "# PumpLink trace 1\n# entries: 2\n# title: T\n"] {
      let visitor = Visitor()
      visitor.page.open(trace: Array(text.utf8), at: "")
      #expect(visitor.words("trace").contains("warn"), "\(text)")
      for act in ["truth/next", "truth/fault", "time/seek\nat=5", "trace/typed\npart=4"] {
        visitor.page.act(act)
      }
      visitor.page.act("trace/leave")
      #expect(visitor.title != "")
    }
  }

  @Test func `a long one is shown with no more than a screen can take`() {
    var chapter = TraceChapter("Long")
    for minute in 0..<50_000 as Range<UInt64> {
      chapter.notes.append(note(minute, .event(.frame(.toPump, [1, 2]))))
    }
    let visitor = visitor([chapter])
    #expect(visitor.page.view().count < 120_000)
    visitor.page.act("time/seek\nat=60000000")
    #expect(visitor.page.value["fragment"]?.text == "part=0&entry=1000")
  }
}
