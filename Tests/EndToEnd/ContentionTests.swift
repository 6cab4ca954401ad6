import Foundation
import SerialLink
import TestLimits
import Testing

/// Two of something where there is room for one: the second is refused, the first is unharmed.
@Suite(.waiting, .limited, .serialized)
struct ContentionTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test func `a second programmer on a port`() throws {
    let first = try SerialPort(opening: bench.files.file("pump"))
    let second = try bench.programmer("dose 110 mcg/day --yes")
    #expect(second.code == 69, "\(second)")
    #expect(second.errors.contains("another program is using this port"))
    #expect(second.errors.contains("therapy is not affected"))
    withExtendedLifetime(first.path) {}
  }

  @Test func `a second pump at a link`() throws {
    try expectRefused(
      ["--state", "state2", "--card", "card2", "--control", "control2"], 78,
      "another running pump has published this link")
    try expectUnharmed()
  }

  @Test func `a second pump on a state`() throws {
    try expectRefused(
      ["--link", "pump2", "--control", "control2"], 78, "another pump is running on this state")
    try expectUnharmed()
  }

  @Test func `a second pump at a control socket`() throws {
    try expectRefused(
      ["--link", "pump2", "--state", "state2", "--card", "card2"], 78,
      "another program is listening there")
    try expectUnharmed()
  }

  @Test func `a link or a socket where there is a file already`() throws {
    try bench.files.write("precious\n".utf8, to: "file")
    let others = ["--state", "state2", "--card", "card2"]
    try expectRefused(
      others + ["--link", "file", "--control", "control2"], 78, "it was left alone")
    try expectRefused(
      others + ["--link", "pump2", "--control", "file"], 78, "it was left alone")
    #expect(try bench.files.read("file") == Array("precious\n".utf8))
  }

  @Test func `programmers one after the other, whatever the one before left behind`() throws {
    for _ in 0..<3 {
      // Half a frame, and an answer that is never read.
      let rude = try SerialPort(opening: bench.files.file("pump"), exclusive: false)
      _ = try rude.write([0x00, 0x04, 0x01, 0x01, 0x01, 0x05])
    }
    #expect(try bench.programmer("dose 110 mcg/day --yes").code == 0)
  }

  @Test func `after an order that the pump refused its session is closed`() throws {
    func expectClosed(_ verb: String, _ code: String) throws {
      let refused = try bench.programmer("\(verb) --yes")
      #expect(refused.code == 1 && refused.json.refusal.code.string == code, "\(refused)")
      let visit = try bench.programmer("sessions list --last 1").json.sessions.elements.first
      #expect(visit?.outcome == "closed", "\(verb)")
    }
    try expectClosed("bolus cancel", "noBolusRunning")
    try expectClosed("bridge cancel", "noBridgeRunning")
    // Refused while it is staged, before there is a question.
    try expectClosed("dose 1001 mcg/day", "doseAboveUsual")
    try bench.ctl("advance 8 years")
    try expectClosed("stop", "endOfService")
    try expectClosed("keys rotate", "endOfService")
    let card = JSON(String(decoding: try bench.files.read("card.json"), as: UTF8.self))
    #expect(card.pending == .null, "a key that the pump refused does not wait on the card")
  }

  private func expectRefused(
    _ options: [String], _ code: Int32, _ words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = bench.files.names
    let usual = [
      "--link": "pump", "--state": "state", "--card": "card.json", "--control": "control",
    ]
    let rest = usual.filter { !options.contains($0.key) }.flatMap { [$0.key, $0.value] }
    let second = try bench.launch("PumpFirmwareSim", ["run"] + options + rest).wait()
    #expect(second.code == code, "\(second)", sourceLocation: sourceLocation)
    #expect(second.errors.contains(words), "\(second)", sourceLocation: sourceLocation)
    #expect(bench.files.names == before, sourceLocation: sourceLocation)
  }

  private func expectUnharmed() throws {
    #expect(try bench.programmer("dose 110 mcg/day --yes").code == 0)
    #expect(try bench.truth.strokes == 0)
    #expect(try bench.end() == 0)
  }
}
