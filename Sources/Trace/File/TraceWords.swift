package import Quantities
import Telemetry

/// How the lines of a trace begin from which something is read. Spec: traces.md.
enum TraceWords {
  static var strokes: String { "strokes: " }
  static var toPump: String { "to the pump: " }
  static var fromPump: String { "from the pump: " }
  static var record: String { "record of " }
  static var log: String { "log of " }
  static var writeFailed: String { ", failed" }
  static var singleTone: String { "single tone, alarms " }
  static var twoTone: String { "two-tone, alarms " }
  static var order: String { "carried out: " }
  static var powerFails: String { "power fails" }
  static var starts: String { "starts: " }
  static var patient: String { "the patient has got " }
  static var passed: String { "passed: " }
  static var failed: String { "FAILED: " }

  static func received(_ drug: Picograms) -> String { patient + "\(drug.rawValue) pg" }
}

/// The moment of a line, as its text begins: `day 3 07:05:00.250 (link 12.034 s) `.
package struct TraceMoment: Hashable, Sendable {
  /// True therapy time.
  package var therapy: TherapyTime
  /// Link time on the wall.
  package var link: LinkTime

  /// A moment from both of its times.
  package init(therapy: TherapyTime, link: LinkTime) {
    self.therapy = therapy
    self.link = link
  }

  var text: String { dayWords + " (link " + linkWords + ") " }

  /// Day and time of day of therapy, the first day being 1.
  package var dayWords: String {
    let second = therapy.rawValue / 1000 % 86_400
    return "day \(therapy.rawValue / 86_400_000 + 1) " + Self.two(second / 3600) + ":"
      + Self.two(second / 60 % 60) + ":" + Self.two(second % 60) + "."
      + Self.three(therapy.rawValue)
  }

  /// Seconds on the link.
  package var linkWords: String { "\(link.rawValue / 1000)." + Self.three(link.rawValue) + " s" }

  private static func two(_ number: UInt64) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static func three(_ number: UInt64) -> String {
    let rest = number % 1000
    return (rest < 10 ? "00" : rest < 100 ? "0" : "") + "\(rest)"
  }
}
