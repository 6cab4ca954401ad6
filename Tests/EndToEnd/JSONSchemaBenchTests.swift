import Foundation
import TestLimits
import Testing

@testable import PumpSimulator

/// All that the simulator prints with `--json`, held against the schema that is published for it.
@Suite(.waiting, .limited)
struct JSONSchemaBenchTests {
  @Test func `every verb of the simulator keeps to the schema`() throws {
    let files = try TemporaryDirectory()
    let bench = try PumpBench(
      options: ["--patient", "responder:7", "--usb-testbed", files.file("bed")])
    var ledger = JSONLedger("PumpFirmwareSim", PumpFirmwareSim.self)
    let base = bench.files.file("base")
    for words in [
      "truth", "faults", "link show", "reconcile", "advance 3 days", "reconcile",
      "sample --every 1 h --for 3 h", "fault motor drift -20000 ppm", "fault motor stall --for 12h",
      "advance 6 h --until patient-calls", "advance 1 h --until alarm:eri",
      "advance 3 days --until 06:00", "events", "events --since 3", "patient", "patient --diary",
      "patient --days 0",
      "fault catheter occlusion 30 %", "fault battery drain 20 times", "faults", "clear catheter",
      "advance 1 day", "fault memory damage entry 2", "reconcile", "withdraw 1 mL",
      "fill 5 mL --concentration 2000 mcg/mL", "fill 50 mL --concentration 2000 mcg/mL",
      "inject 50 mcg", "implant", "explant", "explant", "truth", "implant --new-catheter 0.1 mL",
      "explant \(base).body", "truth", "inject 1 mcg", "implant \(base).body",
      "head near", "head contact", "snapshot \(base)", "snapshot \(base)", "restore \(base)",
      "withdraw 40 mL", "rinse", "fill 5 mL --concentration 1000 mcg/mL --drug morphine",
      "fill 5 mL --concentration 1000 mcg/mL --drug fentanyl", "advance 2 days", "truth",
      "inject 1 mcg --drug ziconotide", "patient", "reconcile", "withdraw 1 mL", "rinse",
      "link set --loss 1% --burst 1% --burst-length 8 bytes", "link show",
      "link set --stall 2 s --stall-chance 1% --baud 9600", "link clear", "capture show",
      "capture start \(base).pcapng", "capture show", "capture start \(base).pcapng",
      "capture stop",
      "capture stop", "usb show", "usb unplug", "usb plug", "power off", "truth",
      "reconcile", "power on", "crash --at after-log --count 3", "truth", "crash --cancel",
      "advance 1 parsec", "fault motor leak", "truth --no-such-option", "quit",
    ] { ledger.note("ctl \(words)", try bench.ctl(words)) }
    let said = try PumpBench(options: ["--patient", "child:2"])
    try said.ctl("fault motor stall --for 12h")
    try said.ctl("advance 1 day")
    let ended = try said.finish()
    ledger.note("run", 0, ended.errors.split(separator: "\n").map(String.init))
    let taken = try bench.start(["--link", "card.json"]).wait()
    #expect(taken.code != 0, "\(taken)")
    ledger.note("run", taken)
    let unstarted = try bench.start(["--", "no-such-command"]).wait()
    ledger.note("run", 0, unstarted.errors.split(separator: "\n").map(String.init))
    ledger.note("conform --list", try Conform.run(["--list"], in: bench.files, json: true))
    ledger.note(
      "conform", try Conform.run(["--only", "plain", "--", "true"], in: bench.files, json: true))
    ledger.note(
      "conform --jobs 0", try Conform.run(["--jobs", "0", "--list"], in: bench.files, json: true))
    let other = try TemporaryDirectory()
    let ready = try bench.start(
      ["--link", "pump", "--state", other.file("state"), "--usb-testbed", other.file("bed")])
    ledger.note("run", 0, [try #require(ready.nextLine())])
    let many = try bench.launch(
      "PumpFirmwareSim",
      ["run", "--count", "2", "--link-dir", "many", "--usb-testbed", "bed", "--json"])
    ledger.note("run", 0, [try #require(many.nextLine())])
    many.send(SIGTERM)
    _ = many.wait()
    let faults = try ledger.faults()
    #expect(faults == "")
    #expect(ledger.missing == [], "a verb that prints JSON and is not tried here")
  }
}
