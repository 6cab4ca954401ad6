import PumpText
import Quantities
import Testing

@testable import Clinic
@testable import Handheld

/// A moment as a screen tells it, read back from its words by a calendar of the tests' own.
struct ToldMoment: Equatable {
  /// A number and its unit.
  struct Part: Equatable {
    var count: UInt64
    let unit: String
  }

  /// As it was told.
  let words: String
  /// The date, and the time of day to the minute.
  let date: String
  /// How far ahead, the largest part first.
  let length: [Part]

  /// Reads `in 4 d 1 h 42 min, on 2026-03-06 09:42` and `2026-04-21 08:00, in 50 days`.
  init(_ words: String) throws {
    self.words = words
    let parts = words.split(separator: ", ").map { String($0) }
    guard parts.count == 2 else { throw QuantityError("no date and length: \(words)") }
    let isLengthFirst = parts[0].hasPrefix("in ")
    date = isLengthFirst ? String(parts[1].dropFirst(3)) : parts[0]
    let fields = parts[isLengthFirst ? 0 : 1].dropFirst(3).split(separator: " ")
    var length: [Part] = []
    for place in stride(from: 0, to: fields.count, by: 2) {
      guard let count = UInt64(fields[place]) else { throw QuantityError("no length: \(words)") }
      length.append(Part(count: count, unit: String(fields[place + 1])))
    }
    self.length = length
  }

  /// Reads what stands behind a label in a text, up to what ends it; a table has the date in a row
  /// of its own.
  init(in text: String, behind label: String, until end: String) throws {
    let start = try #require(text.firstRange(of: label)?.upperBound, "\(label) in \(text)")
    let rest = text[start...]
    let stop = try #require(rest.firstRange(of: end)?.lowerBound, "\(end) in \(rest)")
    let rows = rest[..<stop].split(separator: "\n").map { row in
      row.split(separator: " ").joined(separator: " ")
    }
    try self.init(rows.joined(separator: ", "))
  }

  /// Where the length leads from a minute, and where it would if its smallest part were one more.
  func range(from minute: WallClock) throws -> Range<WallClock> {
    var more = length
    more[more.count - 1].count += 1
    return try Self.move(minute, length)..<Self.move(minute, more)
  }

  /// The moment the date names, at the beginning of its minute.
  var minute: WallClock { get throws { try QuantityWords.parseClock(date) } }

  private static func move(_ clock: WallClock, _ length: [Part]) throws -> WallClock {
    try length.reduce(clock) { clock, part in
      switch part.unit {
      case "months", "month": return months(part.count, after: clock)
      case "d", "days", "day": return clock + seconds(part.count * 86_400)
      case "h": return clock + seconds(part.count * 3600)
      case "min": return clock + seconds(part.count * 60)
      case "s": return clock + seconds(part.count)
      default: throw QuantityError("no unit: \(part.unit)")
      }
    }
  }

  private static func seconds(_ count: UInt64) -> WallClock { WallClock(rawValue: UInt32(count)) }

  /// The same day so many months later, or the first of the next where there is no such day.
  private static func months(_ count: UInt64, after clock: WallClock) -> WallClock {
    let time = CivilTime(clock)
    let month = time.month - 1 + Int(count)
    let (year, number) = (time.year + month / 12, month % 12 + 1)
    if let same = CivilTime(
      year: year, month: number, day: time.day, hour: time.hour, minute: time.minute,
      second: time.second)
    {
      return same.clock
    }
    let first = CivilTime(
      year: number == 12 ? year + 1 : year, month: number % 12 + 1, day: 1, hour: 0, minute: 0,
      second: 0)
    return first?.clock ?? WallClock(rawValue: .max)
  }
}
