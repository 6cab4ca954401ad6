import FuzzSupport
import TestSupport

@testable import Clinic
@testable import Handheld
@testable import PumpSimulator

extension FuzzTarget {
  /// Everything that is read from a file.
  static let files = [
    FuzzTarget(name: "profile", longestInput: 4096, run: ProfileTarget.run) { _ in
      var seeds = ProfileFile.builtIn.reduce(into: [:]) { $0["seed-\($1.key)"] = $1.value }
      let dose = ProfileTarget.edit(0, line: "  dose:", to: " 5 mcg/day")
      seeds["seed-edit"] = dose + ProfileTarget.edit(0, line: "  fill:", to: " 1 mL").dropFirst()
      return seeds
    },
    FuzzTarget(name: "schedule", longestInput: 1024, run: ScheduleTarget.run) { _ in
      ["seed-example": Array(ScheduleFile.example.utf8)]
    },
    FuzzTarget(name: "drugs", longestInput: 2048, run: DrugTarget.run) { _ in
      ["seed-example": Array(DrugTarget.example.utf8)]
    },
    FuzzTarget(name: "settings", longestInput: 1024, run: SettingsTarget.run) { _ in
      ["seed-example": Array(SettingsTarget.example.utf8)]
    },
    FuzzTarget(name: "card", longestInput: 1024, run: CardTarget.run) { _ in
      var generator = SplitMix64(seed: 1)
      let card = CardFile.make(model: "PL-40", serial: nil, using: &generator)
      return ["seed-card": try CardTarget.bytes(of: card)]
    },
    FuzzTarget(name: "state", longestInput: 1024, run: StateTarget.run) { _ in
      [
        "seed-whole": [0, 0], "seed-record": [1, 7, 4, 60, 0, 4, 1, 2, 3, 4],
        "seed-raw": [0, 8, 1],
      ]
    },
    FuzzTarget(name: "capture", longestInput: 2048, run: CaptureTarget.run) { fixtures in
      let frames = try fixtures.frames().prefix(8)
      let lines = frames.enumerated().map { place, frame in
        "\(place * 7) \(frame.content.contains(0x81) ? "<" : ">") \(frame.hex)\n"
      }
      return [
        "seed-lines": Array(("# a capture\n" + lines.joined()).utf8),
        "seed-hex": Array(frames.map { $0.hex + "\n" }.joined().utf8),
        "seed-raw": frames.flatMap(\.wire),
      ]
    },
    FuzzTarget(name: "captures", longestInput: 2048, run: CapturesTarget.run) { fixtures in
      let frames = try fixtures.frames().prefix(4).map { $0.wire }
      return [
        "seed-pcapng": CapturesTarget.pcapng(frames), "seed-pcap": CapturesTarget.pcap(frames),
        "seed-line": frames.flatMap { [UInt8($0.count & 0x1F)] + $0 },
      ]
    },
  ]
}
