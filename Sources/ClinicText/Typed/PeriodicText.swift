package import Clinic
import Console
package import PumpText
import Quantities

/// Reads a periodic bolus: `25 mcg over 10 min every 6 h, first after 2 h`. Every number has its
/// unit: minutes taken for hours have killed people.
package enum PeriodicText {
  package static let example = "25 mcg over 10 min every 6 h"

  package static func read(_ text: String) throws(QuantityError) -> PeriodicWanted {
    try QuantityText.refuseDecimalComma(text)
    let words = text.fields(between: " ,")
    guard let over = words.firstIndex(of: "over"), let every = words.firstIndex(of: "every"),
      over < every
    else {
      throw QuantityError(
        "“\(text.shown)” is no periodic bolus; write its dose, over which time, and how often, "
          + "for example \(example)")
    }
    let first = words.firstIndex(of: "first") ?? words.endIndex
    guard every < first else {
      throw QuantityError("“\(text.shown)” has its words in another order than \(example), first …")
    }
    let nanograms = try QuantityText.nanograms(words[..<over].joined(separator: " "))
    let duration = try QuantityText.duration(words[(over + 1)..<every].joined(separator: " "))
    let interval = try ArgumentText.minutes(
      words[(every + 1)..<first].joined(separator: " "), as: "the interval of a periodic bolus")
    guard nanograms > 0, duration > .zero, interval > 0 else {
      throw QuantityError("a periodic bolus needs a dose, a time and an interval above zero")
    }
    guard duration <= .minutes(UInt64(interval)) else {
      throw QuantityError(
        "a bolus over \(QuantityWords.duration(duration)) does not end before the next begins, "
          + "\(QuantityWords.duration(.minutes(UInt64(interval)))) later")
    }
    return PeriodicWanted(
      nanograms: nanograms, milliseconds: UInt32(duration.rawValue), intervalMinutes: interval,
      first: try self.first(words[first...].dropFirst(), interval: interval))
  }

  /// Without a word on it the first one waits for a whole interval: nothing is given at once that
  /// nobody asked to be given at once.
  private static func first(
    _ words: ArraySlice<String>, interval: UInt16
  ) throws(QuantityError) -> PeriodicWanted.First {
    let rest = words.dropFirst().joined(separator: " ")
    switch words.first {
    case nil: return .after(interval)
    case "now" where rest.isEmpty: return .after(0)
    case "at": return .at(try QuantityText.timeOfDay(rest))
    case "after", "in":
      return .after(try ArgumentText.minutes(rest, as: "the time until the first"))
    default:
      throw QuantityError(
        "“first \(words.joined(separator: " ").shown)” says neither when nor after how long; "
          + "write first at 06:00, first after 2 h, or first now")
    }
  }
}
