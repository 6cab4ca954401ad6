import ArgumentParser
import BadLink
import BenchText
import Console
import PumpText
import Quantities

/// Reads what is to be wrong with a line, as people type it.
enum LinkText {
  /// Reads the words of an option; `nil` when it was not given.
  static func read<Value>(
    _ words: [String], _ parse: (String) throws(QuantityError) -> Value
  ) throws -> Value? {
    words.isEmpty ? nil : try ControlCommand.read(words, parse)
  }

  /// A chance: `10 %`, `50 ppm`.
  static func chance(_ text: String) throws(QuantityError) -> Chance {
    guard let chance = Chance(partsPerMillion: try QuantityText.percent(text)) else {
      throw QuantityError("“\(text.shown)” is more often than always; a chance is 0 % to 100 %")
    }
    return chance
  }

  /// A length of time: `20 ms`, `2 s`.
  static func length(_ text: String) throws(QuantityError) -> Milliseconds {
    let length = try QuantityText.duration(text)
    guard length <= LinkFaults.longest else {
      throw QuantityError("“\(text.shown)” is too long for a line; 1 h is the longest")
    }
    return length
  }

  /// The length of a burst: `16 bytes`.
  static func burst(_ text: String) throws(QuantityError) -> Int {
    let bytes = try FaultValue.number(text, units: ["byte", "bytes"], "16 bytes")
    guard let count = Int(exactly: bytes), (1...LinkFaults.longestBurst).contains(count) else {
      throw QuantityError(
        "“\(text.shown)” is no burst; it has 1 to \(LinkFaults.longestBurst) "
          + "bytes")
    }
    return count
  }

  /// A speed in bits per second, the one quantity that is its unit's name: `9600`, `9600 baud`. 0
  /// stands for `unlimited`.
  static func speed(_ text: String) throws(QuantityError) -> UInt32 {
    if text == "unlimited" { return 0 }
    let number = try FaultValue.number(text, units: ["", "baud"], "9600 baud, or unlimited")
    let speeds = PacedLink<PerfectLink>.speeds
    guard let speed = UInt32(exactly: number), speeds.contains(speed) else {
      throw QuantityError(
        "“\(text.shown)” is no speed of a line; it has \(speeds.lowerBound) to "
          + "\(speeds.upperBound) baud")
    }
    return speed
  }
}
