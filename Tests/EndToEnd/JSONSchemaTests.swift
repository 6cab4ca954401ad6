import ArgumentParser
import Foundation
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld
@testable import programmer

/// All that `--json` prints, held against the schemas that are published for it.
@Suite(.waiting, .limited)
struct JSONSchemaTests {
  private static let readings = [
    "status", "handset", "interrogate", "therapy", "alarms list", "alarms list --all",
    "log --verify",
    "report visit.html --force", "schedule show", "patient-bolus show", "refill", "bridge",
    "temporary", "clock",
    "keys check", "identify",
  ]

  /// What a pump is brought into, each from one that is new.
  private static let states: [[String]] = [
    [], ["ctl advance 3 days", "ctl fault motor drift -20000 ppm", "ctl advance 2 days"],
    ["clock set 2026-03-02 08:00 --reason set --yes", "schedule set --plan \(plan) --yes"],
    ["periodic 5 mcg over 5 min every 1 h --yes --confirm-total 132 mcg", "ctl advance 90 min"],
    ["patient-bolus set 1mcg --over 5min --lockout 4h --maximum-per-day 2 --yes"],
    ["bolus 5 mcg --over 30 min --yes"], ["bridge 0.06 mL/day --yes", "stop --yes"],
    ["dose 10 mcg/day --yes --confirm-total 100 mcg", "dose minimum-rate --yes"],
    ["ctl power cycle", "ctl fault motor stall --for 12h", "ctl advance 1 day"],
    ["ctl fault clock reset"], ["ctl advance 8 years"], ["emergency --yes"],
    ["temporary 150 mcg/day --for 4 h --reason side-effects --yes", "ctl advance 1 h"],
    ["temporary stop --for 1 h --reason procedure --yes", "ctl advance 10 min"],
  ]
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../fixtures/scripts/overdose-slip.yaml").standardizedFileURL.path
  private static let plan = "every-day:00:00_105mcg/day"

  @Test func `whatever a pump is doing, all that is read of it keeps to the schema`() throws {
    let bench = try PumpBench()
    try bench.ctl("snapshot \(bench.files.file("base"))")
    var ledger = JSONLedger("programmer", Programmer.self)
    for state in Self.states {
      try bench.ctl("restore \(bench.files.file("base"))")
      for words in state { try Self.play(words, bench, &ledger) }
      for words in Self.readings { try Self.play(words, bench, &ledger) }
    }
    let faults = try ledger.faults()
    #expect(faults == "")
  }

  @Test func `every order that is carried out, refused or not confirmed keeps to the schema`()
    throws
  {
    let bench = try PumpBench()
    try bench.ctl("snapshot \(bench.files.file("base"))")
    var ledger = JSONLedger("programmer", Programmer.self)
    for verb in OrderVerb.all {
      if verb.words.hasPrefix("keys rotate") { continue }
      try bench.ctl("restore \(bench.files.file("base"))")
      for words in verb.before { try Self.play(words, bench, &ledger) }
      let plain = verb.arguments.prefix { $0 != "--yes" }
      ledger.note(verb.words + " unconfirmed", try bench.programmer(Array(plain)))
      ledger.note(verb.words, try bench.programmer(verb.arguments))
    }
    try bench.ctl("restore \(bench.files.file("base"))")
    for words in [
      "dose 5000 mcg/day --yes", "dose 500 mcg/day --yes", "bolus 90 mcg --over 1 h --yes",
      "bolus cancel --yes", "resume --yes", "patient-bolus request --yes", "keys rotate --yes",
      "keys check --card missing.json", "status --port /nowhere", "log --kind nothing",
      "sessions show 999", "decode missing.txt", "report /nowhere/visit.html", "dose 5 mcg/day 7",
      "alarms test two-tone", "alarms test single",
    ] { try Self.play(words, bench, &ledger) }
    try bench.ctl("head away")
    try Self.play("emergency --yes", bench, &ledger)
    let faults = try ledger.faults()
    #expect(faults == "")
  }

  @Test func `every verb of the programmer has done what it says, and a wrong line is told`() throws
  {
    let bench = try PumpBench()
    var ledger = JSONLedger("programmer", Programmer.self)
    for verb in OrderVerb.all {
      try Self.play("\(verb.words) --no-such-option", bench, &ledger)
    }
    try bench.files.copy(bench.files.file("card.json"), to: "pump.card")
    for words in Self.readings + [
      "alarms test two-tone", "alarms silence 2 h --yes", "alarms low-reservoir 4 mL --yes",
      "prime catheter --yes --confirm-total 364 mcg", "bolus cancel --yes",
      "implant --catheter PL-C22 --implanted 60 cm --cut 30 cm --tip T10 --yes",
      "revision catheter-trimmed --implanted 55 cm --cut 35 cm --yes",
      "dose 105 mcg/day --yes --capture visit", "bolus 5 mcg --over 5 min --yes", "stop --yes",
      "resume --yes",
      "patient-bolus set 1mcg --over 5min --lockout 4h --maximum-per-day 2 --yes",
      "patient-bolus request --yes", "patient-bolus off --yes",
      "refill 10 mL --withdrawn 20 mL --yes",
      "schedule set --plan \(Self.plan) --yes", "clock set 2026-03-02 08:00 --reason set --yes",
      "schedule set --plan \(Self.plan) --yes", "schedule show",
      "periodic 5 mcg over 5 min every 1 h --yes --confirm-total 132 mcg", "keys rotate --yes",
      "decode visit", "decode visit --card pump.card", "decode card.json", "replay visit",
      "replay visit --readings", "replay visit --readings --strict", "ports",
      "emergency --yes", "sessions list", "sessions show 1", "sessions show 12",
      "sessions show 12 --wire", "sessions history",
      "patient add P-1 --indication spinal --weight 70 kg", "patient list",
      "patient assign P-1 --implanted 2026-03-02 --catheter 8780 --length 45 cm --tip T10",
      "note quiet --visit 1", "assess --ashworth-legs 1+ --spasms 1 --patient P-1",
      "trial dose P-1 --dose 50 mcg --at 2025-03-02 08:00", "trial response P-1 --lasted 6 h",
      "trial show P-1", "patient edit P-1 --weight 71 kg", "patient show P-1", "history",
      "history P-1", "run \(Self.script)", "config",
    ] { try Self.play(words, bench, &ledger) }
    try bench.files.copy(bench.files.file("archive.sqlite"), to: "other.sqlite")
    try Self.play("archive merge other.sqlite", bench, &ledger)
    try Self.play("archive merge none.sqlite", bench, &ledger)
    try transfer(&ledger)
    try settle(&ledger)
    try follow(bench, &ledger)
    let faults = try ledger.faults()
    #expect(faults == "")
    #expect(ledger.missing == [], "a verb that prints JSON and is not tried here")
  }

  /// A pump is replaced, and is so already.
  private func transfer(_ ledger: inout JSONLedger) throws {
    let pumps = try TwoPumps()
    for confirmation in ["", " --yes --confirm-total 100_mcg", " --yes"] {
      ledger.note("transfer\(confirmation)", try pumps.transfer(confirmation))
    }
  }

  /// An order that was killed with its programmer, while the pump cannot tell what became of it.
  private func settle(_ ledger: inout JSONLedger) throws {
    let bench = try PumpBench()
    try bench.programmer("bolus 5 mcg --over 5 min --yes --crash-at after-intent")
    try bench.expectDone("alarms low-reservoir 3mL --yes --no-archive")
    try bench.ctl("fault memory damage entry 2")
    try Self.play("stop --yes", bench, &ledger)
    try Self.play("log --verify", bench, &ledger)
    try Self.play("sessions settle 1 --as not-done --reason seen --yes", bench, &ledger)
    try Self.play("sessions history", bench, &ledger)
    try Self.play("sessions show 1", bench, &ledger)
  }

  /// Verbs that go on printing.
  private func follow(_ bench: PumpBench, _ ledger: inout JSONLedger) throws {
    let log = try bench.launch("programmer", ["log", "--follow", "--from", "1", "--json"])
    ledger.note("log --follow", 0, [try #require(log.nextLine())])
    log.send(SIGINT)
    log.waitForEnd()
    let looks = try bench.launch("programmer", ["watch", "--json"])
    ledger.note("watch", 0, [try #require(looks.nextLine())])
    looks.send(SIGINT)
    looks.waitForEnd()
    let watch = try bench.launch("programmer", ["ports", "--watch", "--json"])
    let listed = try #require(watch.nextLine())
    #expect(try bench.end() == 0)
    ledger.note("ports --watch", 0, [listed, try #require(watch.nextLine())])
    watch.send(SIGINT)
    watch.waitForEnd()
  }

  private static func play(
    _ words: String, _ bench: PumpBench, _ ledger: inout JSONLedger
  ) throws {
    if words.hasPrefix("ctl ") {
      let finished = try bench.ctl(String(words.dropFirst(4)))
      #expect(finished.code == 0, "\(words): \(finished)")
    } else {
      let arguments = words.split(separator: " ").map { String($0.replacing("_", with: " ")) }
      ledger.note(words, try bench.programmer(arguments))
    }
  }
}
