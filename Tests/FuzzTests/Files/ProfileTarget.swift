import FuzzSupport
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import PumpSimulator

/// The profile reader: a profile it takes is a pump that boots and keeps to its limits, and what is
/// wrong with one has a line.
///
/// The input is a text, or a profile that comes with the program and what to write into it: below
/// 8, the first byte says which, and lines are replaced from some place on.
enum ProfileTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    var script = Script(input)
    guard let first = input.first else { return }
    let bytes = first < 8 ? edited(&script) : input
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let setup: PumpSetup
    do {
      setup = try ProfileReader.read(
        text, file: "file", serial: serial, PumpSecrets.sample.factoryKeys)
    } catch {
      return try check(error, lines: bytes.count { $0 == 10 || $0 == 13 } + 1)
    }
    let model = try? ProfileReader.model(text, file: "file")
    try hold(
      model == setup.device.identity.model.string, "the model reads \(model as Any) by itself")
    try live(setup)
  }

  private static let serial = ShortText<12>(Array("PL-FUZZ".utf8).span) ?? ShortText()

  static let builtIn: [[[UInt8]]] = ProfileFile.builtIn.sorted { $0.key < $1.key }.map {
    $0.value.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
  }

  private static func edited(_ script: inout Script) -> [UInt8] {
    var lines = builtIn[Int(script.u8()) % builtIn.count]
    while !script.isAtEnd {
      let line = Int(script.u8()) % lines.count
      let place = Int(script.u8())
      let text = script.run()
      // By default from behind the key on, which is where the values are.
      let start = (lines[line].firstIndex(of: UInt8(ascii: ":")) ?? 0) + 1
      let from = place == 0 ? min(start, lines[line].count) : min(place - 1, lines[line].count)
      lines[line].replaceSubrange(from..., with: text)
    }
    return Array(lines.joined(separator: [10]))
  }

  /// The input that replaces a value of a built-in profile, in the first line that begins so.
  static func edit(_ number: Int, line start: String, to text: String) -> [UInt8] {
    let line = builtIn[number].firstIndex { $0.starts(with: start.utf8) } ?? 0
    return [UInt8(number), UInt8(line), 0, UInt8(text.utf8.count)] + text.utf8
  }

  private static func check(_ error: any Error, lines: Int) throws(Broken) {
    guard let error = error as? ProfileError else { throw Broken("another error: \(error)") }
    try hold(!error.problems.isEmpty, "a profile is refused for nothing")
    for problem in error.problems {
      try hold(
        (1...lines + 1).contains(problem.line), "line \(problem.line) of \(lines): \(problem)")
    }
  }

  /// Lets a pump live for a day and a half, as far as its motor is not made to turn for ever.
  private static func live(_ setup: PumpSetup) throws(Broken) {
    guard var pump = try? setup.newPump() else {
      throw Broken("a profile that was taken makes no pump")
    }
    let limits = setup.device.limits
    let strokes = limits.maximumDailyVolume.rawValue / setup.device.strokeVolume.rawValue
    let hours: UInt64 = strokes > 100_000 ? 0 : 36
    var watch = DeliveryWatch(pump)
    for hour in 0...hours {
      let moment = TherapyTime.zero.after(.hours(hour)).after(Milliseconds(rawValue: 1))
      pump.advance(to: Instant(therapy: moment, link: .zero))
      try hold(watch.look(at: pump))
    }
  }
}
