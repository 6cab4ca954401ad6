import Console
import Quantities

/// Where a page begins, as it stands behind the `#` of its address.
///
/// `scenario=NAME`, `seed=NUMBER`, `do=` what was done (`WAIT~ACT;`, the wait in ms of the link's
/// clock since the act before), and `t=` the moment of therapy to look at, in ms. Of a page that
/// shows a trace, `part=` and `entry=` say where in it.
struct PageStart {
  var scenario = Scenario.implant
  var seed: UInt64 = 7
  var acts: [PageRecord.Done] = []
  var moment: TherapyTime?
  /// The chapter of a trace that is looked at, and the entry in it, from 0.
  var part: Int?
  var entry: Int?
  /// What of it could not be used; `nil` for nothing.
  var problem: String?

  /// The furthest moment that can be asked for: ten years.
  private static var furthest: UInt64 { Milliseconds.days(3650).rawValue }

  /// The first day of the first pump.
  init() {}

  init(_ fragment: String) {
    for part in fragment.fields(between: "&") {
      if let (name, value) = part.halves(at: "=") { take(name, value) } else { refuse(part) }
    }
  }

  private mutating func take(_ name: String, _ value: String) {
    switch name {
    case "scenario":
      if let known = Scenario(rawValue: value) { scenario = known } else { refuse(name) }
    case "seed":
      if let number = value.wholeNumber { seed = number } else { refuse(name) }
    case "t":
      if let number = value.wholeNumber, number <= Self.furthest {
        moment = TherapyTime(rawValue: number)
      } else {
        refuse(name)
      }
    case "part":
      if let number = Int(value) { part = number } else { refuse(name) }
    case "entry":
      if let number = Int(value) { entry = number } else { refuse(name) }
    case "do":
      if let done = Self.done(value) { acts = done } else { refuse(name) }
    // What the gateway and the browser need stands there too.
    case "token", "entropy": break
    default: refuse(name)
    }
  }

  private mutating func refuse(_ name: String) {
    problem =
      "The address of this page has “\(name)” in it, which cannot be used. The page begins without "
      + "it; nothing else was left out."
  }

  private static func done(_ text: String) -> [PageRecord.Done]? {
    var last = LinkTime.zero
    var all: [PageRecord.Done] = []
    for part in text.fields(between: ";") {
      guard let (before, behind) = part.halves(at: "~"), let wait = before.wholeNumber,
        wait <= furthest, let words = unescaped(behind), let act = Act(words)
      else { return nil }
      last = last.after(Milliseconds(rawValue: wait))
      all.append(PageRecord.Done(link: last, act: act))
    }
    return all
  }

  /// Text of which an address takes every letter: anything but letters, digits and `-_./` is
  /// written as `%` and two hexadecimal digits. RFC 3986.
  static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "/"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text again; `nil` for a `%` that no two digits follow.
  static func unescaped(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var left = Array(text.utf8)[...]
    while let byte = left.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = left.popFirst().flatMap(digit), let low = left.popFirst().flatMap(digit)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
