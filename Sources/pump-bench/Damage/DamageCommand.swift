import ArgumentParser
import BadLink
import Quantities
import SerialLink
import Telemetry

/// Damages a full-size frame in every way there is, and counts what goes unnoticed.
struct DamageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "damage",
    abstract: "Flip every one and two bits of a full-size frame, and samples of three to five.",
    discussion: """
      The frame has 256 bytes on the wire. Damage goes unnoticed when a frame with other content \
      is delivered. Each byte of it is also replaced by each other value between two good frames, \
      of which none may be lost.

      Exit codes: 0 nothing went unnoticed; 1 something did; 64 usage; 74 the result could not \
      be printed.
      """)

  @Option(help: ArgumentHelp("How many patterns of 3, of 4 and of 5 bits.", valueName: "count"))
  var samples: Int = 1_000_000

  @Option(help: ArgumentHelp("What frame and samples are made from.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("Take only every so many pairs and bytes; 1 is all.", valueName: "step"))
  var step: Int = 1

  func validate() throws {
    guard samples >= 0, step > 0 else {
      throw ValidationError("--samples is 0 or more and --step is 1 or more")
    }
  }

  func run() throws {
    let findings = Self.findings(seed: seed, samples: samples, step: step)
    for finding in findings { try PumpBench.print("\(finding.line)\n") }
    if findings.contains(where: { $0.bad > 0 }) { throw ExitCode.failure }
  }

  /// One kind of damage: how often it was done, and how often it was not as it must be.
  struct Finding {
    let what: String
    var count = 0
    var bad = 0

    var line: String { "\(what): \(count) tried, \(bad) bad" }
  }

  static func findings(seed: UInt64, samples: Int, step: Int) -> [Finding] {
    var check = DamageCheck(seed: seed)
    var one = Finding(what: "1 wrong bit, all of them")
    for bit in 0..<check.bits { one.add(check.isMissed(flipping: [bit])) }
    var two = Finding(what: step == 1 ? "2 wrong bits, all pairs" : "2 wrong bits, some pairs")
    var pair = 0
    for first in 1..<check.bits {
      for second in 0..<first {
        pair += 1
        if pair % step == 0 { two.add(check.isMissed(flipping: [first, second])) }
      }
    }
    var findings = [one, two]
    var random = SeededGenerator(seed: seed &+ 1)
    for size in 3...5 {
      var more = Finding(what: "\(size) wrong bits, sampled")
      for _ in 0..<samples {
        var bits: Set<Int> = []
        while bits.count < size { bits.insert(Int.random(in: 0..<check.bits, using: &random)) }
        more.add(check.isMissed(flipping: Array(bits)))
      }
      findings.append(more)
    }
    var byte = Finding(what: "1 wrong byte, more than one frame lost")
    for place in check.wire.indices {
      for value in stride(from: place % step, to: 256, by: step)
      where UInt8(value) != check.wire[place] {
        byte.add(check.lost(replacing: place, by: UInt8(value)) > 1)
      }
    }
    return findings + [byte]
  }
}

extension DamageCommand.Finding {
  fileprivate mutating func add(_ isBad: Bool) {
    count += 1
    if isBad { bad += 1 }
  }
}
