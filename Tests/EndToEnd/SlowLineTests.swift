import Foundation
import TestLimits
import Testing

/// The slow lines that `ctl link set --baud` offers, each with a verb that has to get through it.
///
/// What a line delays is real time. So all of them run at once, and take as long as the slowest.
@Suite(.waiting, .limited)
struct SlowLineTests {
  /// A line, and what has to work on it.
  private static let cases: [(baud: Int, words: String)] = [
    (300, "identify"), (300, "keys check"), (600, "status"),
    (2400, "bolus 5 mcg --over 5 min --yes"), (4800, "log"), (4800, "log --verify"),
  ]

  @Test func `from 300 baud up, verbs get through, and an order is done once`() throws {
    let running = try Self.cases.map { baud, words in
      let bench = try PumpBench()
      let set = try bench.ctl("link set --baud \(baud)")
      #expect(set.code == 0 && set.json.from_pump.baud == JSON.number(Double(baud)), "\(set)")
      // A machine with much else to do may keep the pump from answering the first call in time.
      let program = try bench.launch(
        "programmer", words.split(separator: " ").map(String.init) + ["--json", "--wait", "60 s"])
      return (bench: bench, name: "\(words) at \(baud) baud", program: program)
    }
    for (bench, name, program) in running {
      let finished = program.wait()
      #expect(finished.code == 0, "\(name): \(finished)")
      let counts = try bench.ctl("link clear").code
      #expect(counts == 0, "\(name)")
      let isOrder = name.hasPrefix("bolus")
      #expect(try bench.status.bolus.remaining_mcg == (isOrder ? 5 : .null), "\(name)")
      if isOrder {
        try bench.ctl("advance 1 day")
        #expect(try bench.truth.patient_pg == 105_000_000, "\(name)")
      }
      if name.hasPrefix("log") { #expect(finished.json.entries != .null, "\(name)") }
    }
  }
}
