import BuiltPage
import Foundation
import TestLimits
import Testing

/// The examples in the help of both programs: each is a command line, and does what it shows.
@Suite(.waiting, .limited, .serialized)
struct HelpExampleTests {
  /// A program's verbs, as it tells them itself.
  private struct Help: Decodable {
    let command: Verb

    struct Verb: Decodable {
      let commandName: String
      let discussion: String?
      let shouldDisplay: Bool
      let subcommands: [Verb]?

      /// What calls the verb.
      func paths(_ above: String = "") -> [(path: String, verb: Verb)] {
        let path = above.isEmpty ? commandName : "\(above) \(commandName)"
        let inner = (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
        return [(path, self)] + inner.flatMap { $0.paths(path) }
      }

      var isGroup: Bool { subcommands?.contains { $0.commandName != "help" } == true }
    }
  }

  private func verbs(of program: String) throws -> [(path: String, verb: Help.Verb)] {
    let finished = try Program(
      Program.path(program), ["--experimental-dump-help"], in: "/tmp", environment: [:]
    ).wait()
    return try JSONDecoder().decode(Help.self, from: Data(finished.output.utf8)).command.paths()
  }

  /// The command lines that a help shows: behind `Example:`, or indented under `Examples:`; one
  /// that ends in a backslash goes on in the next.
  private static func examples(in text: String, of program: String) -> [String] {
    var lines: [String] = []
    var isOpen = false
    for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let shown = raw.trimmingPrefix(#/Examples?: /#)
      let line = shown.drop { $0 == " " }
      let begins = line.hasPrefix("\(program) ") && line.count < raw.count
      guard begins || isOpen else { continue }
      let words = line.hasSuffix("\\") ? line.dropLast() : line
      if isOpen { lines[lines.count - 1] += words } else { lines.append(String(words)) }
      isOpen = line.hasSuffix("\\")
    }
    return lines
  }

  /// What goes on until it is told to end.
  private static let endless = [
    "programmer ports --watch", "programmer watch", "PumpFirmwareSim run --link",
    "PumpFirmwareSim run --count",
    "PumpFirmwareSim ctl events --follow",
  ]

  /// What does not end with 0 here, for there is no such port, and no order that is unknown.
  private static let codes: [(prefix: String, code: Int32)] = [
    ("programmer identify --port tcp://127.0.0.1:5900", 69),
    ("programmer emergency --port /dev/ttyUSB0", 69), ("programmer sessions settle", 1),
    ("programmer transfer --from /dev/ttyUSB0", 78), ("programmer run refill.yaml", 69),
    // The stage has no library but the one built in.
    ("programmer refill 18 mL --withdrawn 2.1 mL --drug morphine", 64),
    // A pump that has lived on answers strictly otherwise.
    ("programmer replay visit.pcapng --readings --strict", 1),
    ("programmer page", BuiltPage.bytes == nil ? 69 : 0),
  ]

  private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../fixtures/scripts").standardizedFileURL.path

  /// Somebody of the code of the examples, in place of whoever had it.
  private static let newPatient =
    "programmer patient edit P-018 --code \"Q$(date +%s%N)\"; programmer patient add P-018"

  /// What comes before an example, where it takes something to make sense.
  private static let before: [(prefix: String, line: String)] = [
    ("programmer bolus cancel", "programmer bolus 20 mcg --over 10 min --yes"),
    ("programmer bridge cancel", "programmer bridge 0.06 mL/day --yes"),
    ("programmer resume", "programmer stop --yes"),
    (
      "programmer dose --from-trial",
      """
      \(newPatient); programmer patient assign P-018 --implanted 2025-03-03; \
      programmer trial dose P-018 --dose 50 mcg --at 2025-03-02 08:00; \
      programmer trial response P-018 --lasted 6 h --at 2025-03-02 14:00
      """
    ),
    // Whoever was left by that example lets the pump and the code go.
    (
      "programmer patient add P-018",
      """
      programmer patient assign P-018 --explanted 2025-03-04; \
      programmer patient edit P-018 --code "Q$(date +%s%N)"
      """
    ),
    (
      "programmer temporary end",
      "programmer temporary 120 mcg/day --for 2 h --reason other --yes"
    ),
    (
      "programmer revision",
      "programmer implant --catheter PL-C22 --implanted 60 cm --cut 30 cm --tip T10 --yes"
    ),
    (
      "programmer patient-bolus request",
      "programmer patient-bolus set 1 mcg --over 5 min --lockout 4 h --maximum-per-day 2 --yes"
    ),
    (
      "programmer schedule set --keep-other-days",
      "programmer schedule set --step \"00:00 100 mcg/day\" --step \"06:00 110 mcg/day\" --yes"
    ),
    // A dose by hand is the first of a patient who had none.
    ("programmer trial dose", newPatient),
    (
      "programmer trial response",
      "\(newPatient); programmer trial dose P-018 --dose 50 mcg --at 2025-03-02 08:00"
    ),
    ("programmer run fixtures", "mkdir -p fixtures; ln -sfn \(scripts) fixtures/scripts"),
    ("programmer run titration.yaml", "cp \(scripts)/overdose-slip.yaml titration.yaml"),
    ("programmer run refill.yaml", "cp \(scripts)/overdose-slip.yaml refill.yaml"),
    ("programmer archive merge", "cp archive.sqlite other.sqlite"),
    ("programmer clock set now", "programmer clock set now --reason set --yes"),
    (
      "PumpFirmwareSim conform --only",
      """
      printf '#!/bin/sh\\nexec programmer dose "$PUMPLINK_WANTED" --yes\\n' > my-client; \
      chmod +x my-client
      """
    ),
    ("PumpFirmwareSim ctl explant patient.body", "rm -f patient.body"),
    (
      "PumpFirmwareSim ctl implant patient.body",
      "rm -f patient.body; PumpFirmwareSim ctl explant patient.body"
    ),
    ("PumpFirmwareSim ctl implant", "PumpFirmwareSim ctl explant"),
    ("PumpFirmwareSim ctl clear", "PumpFirmwareSim ctl fault motor stall"),
    (
      "PumpFirmwareSim ctl capture stop", "PumpFirmwareSim ctl capture start line.pcapng"
    ),
    ("PumpFirmwareSim ctl crash --cancel", "PumpFirmwareSim ctl crash --at after-log"),
    (
      "PumpFirmwareSim ctl restore",
      "test -f before-mri.state || PumpFirmwareSim ctl snapshot before-mri.state"
    ),
  ]

  @Test(arguments: ["programmer", "PumpFirmwareSim"])
  func `every verb has an example of itself, and each example does what it shows`(
    program: String
  ) throws {
    let stage = try Stage()
    for (path, verb) in try verbs(of: program) {
      let examples = Self.examples(in: verb.discussion ?? "", of: program)
      #expect(verb.isGroup || examples.contains { $0.hasPrefix(path) }, "\(path): \(examples)")
      for example in examples {
        if Self.endless.contains(where: { example.hasPrefix($0) }) {
          #expect(try stage.begins(example), "\(example)")
          continue
        }
        let before = Self.before.first { example.hasPrefix($0.prefix) }?.line
        let finished = try stage.play(example, after: before)
        let code = Self.codes.first { example.hasPrefix($0.prefix) }?.code ?? 0
        #expect(finished.code == code, "\(example)\n\(finished)")
      }
    }
  }

  @Test(arguments: [40, 80]) func `the help of the bench fits the terminal`(columns: Int) throws {
    let stage = try Stage()
    for (path, _) in try verbs(of: "PumpFirmwareSim") {
      let words = path.split(separator: " ").dropFirst().map(String.init)
      let screen = try stage.bench.onScreen(
        "PumpFirmwareSim", words + ["--help"], columns: columns)
      #expect(screen.code == 0 && screen.lines(widerThan: columns) == [], "\(path)")
    }
  }

  /// A pump on which every example makes sense: each begins with it as it was.
  private final class Stage {
    let bench: PumpBench
    private let files: TemporaryDirectory

    init() throws {
      files = try TemporaryDirectory()
      bench = try PumpBench(
        options: ["--patient", "responder:7", "--usb-testbed", files.file("bed")])
      // What a clinic has: a reservoir that is nearly empty, a log, visits, files.
      try bench.ctl("advance 330 days")
      try bench.expectDone("status --capture visit.pcapng --keylog keys.log")
      try bench.files.copy(bench.files.file("card.json"), to: "pump.card")
      try bench.ctl("snapshot base")
    }

    private func prepare() throws {
      // An example may have put a new key into the card.
      try bench.files.write(bench.files.read("pump.card"), to: "card.json")
      let socket = try BenchSocket(bench)
      _ = try socket.ask(#"{"jsonrpc":"2.0","id":1,"method":"link_clear"}"#)
      _ = try socket.ask(#"{"jsonrpc":"2.0","id":4,"method":"capture_stop"}"#)
      _ = try socket.ask(#"{"jsonrpc":"2.0","id":3,"method":"usb_plug"}"#)
      let base = bench.files.file("base")
      _ = try socket.ask(
        #"{"jsonrpc":"2.0","id":2,"method":"restore","params":{"path":"\#(base)"}}"#)
    }

    /// Runs an example as it is typed. What asks first is then answered with yes, and what is
    /// beyond the largest step with the total that is named.
    func play(_ example: String, after before: String?) throws -> Finished {
      try prepare()
      if let before {
        let made = try bench.shell(before)
        #expect(made.code == 0, "\(before)\n\(made)")
      }
      let finished = try bench.shell(example)
      if finished.code == 64, finished.errors.contains("no terminal to ask at") {
        return try bench.shell(example + " --yes")
      }
      if finished.code == 1, let total = finished.errors.firstMatch(of: /--confirm-total "[^"]+"/) {
        return try bench.shell("\(example) \(total.0)")
      }
      return finished
    }

    /// Somebody who takes the head away and brings it back, again and again.
    private func headMoves() throws -> Program {
      try bench.launch(
        "PumpFirmwareSim", [], redirected: "",
        setup: "while :; do \"$0\" ctl head away; \"$0\" ctl head contact; done >/dev/null 2>&1;")
    }

    /// Whether an example that goes on says something, and ends when it is told to.
    func begins(_ example: String) throws -> Bool {
      try prepare()
      if example.hasPrefix("PumpFirmwareSim run") { #expect(try bench.end() == 0) }
      let words = example.split(separator: " ").map(String.init)
      let program = try bench.launch(words[0], Array(words.dropFirst()))
      // Who follows only what is new hears nothing of a pump to which nothing happens.
      let stir = try example.contains("ctl events") ? headMoves() : nil
      defer {
        stir?.send(SIGKILL)
        stir?.waitForEnd()
      }
      guard program.nextLine() != nil else { return false }
      program.send(SIGTERM)
      let code = program.waitForEnd()
      if example.hasPrefix("PumpFirmwareSim run") { try bench.restart() }
      return code == 0
    }
  }
}
