import ClinicText
import Foundation
import TestLimits
import Testing

/// What both programs print on terminals of all kinds: a verb after the other.
@Suite(.waiting, .limited, .serialized)
struct TerminalTests {
  /// A line that is typed, and what makes the pump ready for it.
  struct Line: Sendable {
    let program: String
    let words: [String]
    var before: [String] = []
    var name: String { "\(program) \(words.joined(separator: " "))" }
  }

  /// Verbs that change nothing, or that can be repeated; and what is refused.
  private static let readings = [
    "ports", "identify", "status", "handset", "interrogate", "therapy", "schedule show",
    "patient-bolus",
    "refill", "bridge", "clock", "alarms", "alarms list --all", "log", "log --verify", "sessions",
    "sessions list", "sessions show 1", "sessions history", "keys check", "status --capture visit",
    "decode visit --card card.json", "report visit.html", "dose 3000 mcg/day --yes", "dose 110",
    "bolus 99 mcg --over 10 min --yes", "doze", "log --kind nonsense", "sessions show 99",
    "status --port nowhere", "--help", "schedule set --help", "patient add P-1 --weight 70 kg",
    "patient assign P-1 --length 45 cm --tip T10", "assess --ashworth-legs 1+ --spasms 1",
    "trial dose P-1 --dose 50 mcg --at 2025-03-02 08:00", "trial response P-1 --none",
    "trial dose P-1 --dose 50 mcg", "trial dose P-1 --dose 75 mcg", "trial show P-1",
    "trial --help", "note quiet", "patient list", "patient show P-1", "history",
    "history P-1", "patient edit P-2 --weight 70 kg",
    "patient assign P-1 --implanted 2026-13-40", "assess --spasms 5", "archive merge nowhere",
    "transfer --from nowhere --from-card card.json", "transfer --help",
    "archive merge archive.sqlite", "archive merge --help",
  ].map { Line(program: "programmer", words: $0.split(separator: " ").map(String.init)) }

  private static let bench = [
    "truth", "patient", "patient --diary", "advance 1 s", "withdraw 0.1 mL",
    "fill 0.1 mL --concentration 500mcg/mL",
    "inject 75 mcg", "explant", "truth", "implant --new-catheter 0.125 mL", "truth",
    "reconcile", "faults", "fault catheter leak 30 %", "faults", "truth", "clear catheter",
    "clear heart", "fault motor leak", "power off", "truth", "power cycle", "head near", "truth",
    "head place", "link set --latency 1ms --jitter 1ms --stall 5ms --stall-chance 1% --burst 1%",
    "link", "link clear", "crash --at torn-log --count 30", "truth", "crash --cancel", "advance 5",
    "restore nowhere", "truth --control nowhere", "fly", "--help", "link set --help",
    "fault --help", "snapshot copy",
  ].map {
    Line(program: "PumpFirmwareSim", words: ["ctl"] + $0.split(separator: " ").map(String.init))
  }

  private static let orders = OrderVerb.all.map {
    Line(program: "programmer", words: $0.arguments, before: $0.before)
  }

  /// The environment of a terminal that has colour, and of a person who wants it.
  private static let colourful = ["TERM": "xterm", "COLUMNS": "", "NO_COLOR": ""]

  /// A pump that has something to say: a schedule, a bolus of the patient, an alarm.
  private func busyBench() throws -> PumpBench {
    let bench = try PumpBench(
      options: ["--profile", "schedule-40ml", "--patient", "responder:7"])
    try bench.ctl("advance 1 day")
    try bench.ctl("fault motor stall --for 30 days")
    try bench.ctl("advance 2 days")
    try bench.expectDone("interrogate")
    return bench
  }

  private func expectFits(_ line: Line, _ bench: PumpBench, _ columns: Int) throws {
    let screen = try bench.onScreen(
      line.program, line.words, columns: columns, environment: Self.colourful)
    #expect(screen.code >= 0 && screen.code != 70, "\(line.name) ends with \(screen.code)")
    #expect(!screen.lines.isEmpty, "\(line.name)")
    #expect(screen.lines(widerThan: columns) == [], "\(line.name) at \(columns) columns")
    #expect(!screen.lines.contains { $0.contains("\u{1b}") }, "\(line.name)")
  }

  @Test(arguments: [40, 80, 132])
  func `nothing is wider than the terminal`(columns: Int) throws {
    let bench = try busyBench()
    for line in Self.readings + Self.bench { try expectFits(line, bench, columns) }
  }

  @Test func `no order's words are wider than a narrow terminal`() throws {
    for line in Self.orders {
      let bench = try PumpBench()
      for words in line.before { try bench.expectDone(words) }
      try expectFits(line, bench, 40)
    }
  }

  @Test(arguments: [("dose 300 mcg/day", "300 mcg"), ("stop", "y"), ("emergency", "y")])
  func `a question at a narrow terminal is whole, and parted from its answer`(
    words: String, answer: String
  ) throws {
    let bench = try PumpBench()
    let person = try TestTerminal(columns: 40, echoes: true)
    let program = try bench.launch(
      "programmer", words.split(separator: " ").map(String.init), environment: Self.colourful,
      redirected: "<\(person.path) >\(person.path) 2>&1")
    try person.wait { person.isListening }
    let question = Screen(code: 0, text: person.text).lines.last ?? ""
    #expect(question.hasSuffix(": ") || question.hasSuffix("] "), "“\(question)”")
    try person.type("\(answer)\r")
    try person.wait { !program.isRunning }
    let screen = Screen(code: program.waitForEnd(), text: person.text)
    #expect(screen.code == 0 && screen.lines(widerThan: 40) == [], "\(screen)")
    #expect(screen.lines.contains(question + answer), "\(screen)")
  }

  @Test func `a locale without UTF-8 gets ASCII, at a terminal and through a pipe`() throws {
    let bench = try busyBench()
    for line in Self.readings + Self.bench {
      let locale = ["LC_ALL": "C", "LANG": "C", "TERM": "xterm"]
      let piped = try bench.launch(line.program, line.words, environment: locale).wait()
      let shown = try bench.onScreen(line.program, line.words, columns: 60, environment: locale)
      for text in [piped.output, piped.errors, shown.text] {
        #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(line.name): \(text)")
      }
    }
  }

  @Test func `colour is for those who have it and want it`() throws {
    let bench = try busyBench()
    let alarms = Line(program: "programmer", words: ["alarms"])
    func screen(_ line: Line, _ environment: [String: String]) throws -> String {
      try bench.onScreen(line.program, line.words, columns: 80, environment: environment).text
    }
    #expect(try screen(alarms, Self.colourful).contains("\u{1b}[1;31mCRITICAL\u{1b}[0m"))
    for line in Self.readings + Self.bench {
      for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb", "NO_COLOR": ""]] {
        #expect(try !screen(line, environment).contains("\u{1b}"), "\(line.name): \(environment)")
      }
      let piped = try bench.launch(line.program, line.words, environment: Self.colourful).wait()
      #expect(!(piped.output + piped.errors).contains("\u{1b}"), "\(line.name)")
    }
  }

  @Test(arguments: [("xterm", true), ("dumb", false)])
  func `the pump's own words have colour as well`(term: String, hasColour: Bool) throws {
    let bench = try PumpBench()
    #expect(try bench.end() == 0)
    let person = try TestTerminal(columns: 40)
    let pump = try bench.launch(
      "PumpFirmwareSim",
      ["run", "--link", "pump", "--state", "state", "--card", "card.json", "--clock", "manual"]
        + ["--control", "control"],
      environment: Self.colourful.merging(["TERM": term]) { $1 },
      redirected: ">\(person.path) 2>&1")
    try person.wait { person.text.contains("serial=") }
    try bench.ctl("fault motor stall --for 2 h")
    try bench.ctl("advance 1 day")
    // It was told before the answer came.
    #expect(person.text.contains("\u{1b}[1;31mCRITICAL\u{1b}[0m") == hasColour, "\(person.text)")
    #expect(person.text.contains("\u{1b}") == hasColour, "\(person.text)")
    pump.send(SIGTERM)
    #expect(pump.waitForEnd() == 0)
  }
}
