package import Clinic
import Console
package import PumpText
import Quantities

extension Weekdays {
  private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let longNames = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  private static let groups: [String: Range<Int>] = [
    "weekdays": 0..<5, "weekend": 5..<7, "every-day": 0..<7, "everyday": 0..<7, "daily": 0..<7,
  ]

  /// Days from a text such as `mon,wed`, `mon-fri`, `weekdays`, `weekend` or `every day`.
  package init(_ text: String) throws(QuantityError) {
    self.init()
    let plain = text.lowercased().parts(around: "every day").joined(separator: "every-day")
    for word in plain.fields(between: " ,") { insert(try Self.one(word, in: text)) }
    guard !isEmpty else { throw Self.error(text) }
  }

  private static func one(_ word: String, in text: String) throws(QuantityError) -> Weekdays {
    if let group = groups[word] { return Weekdays(group) }
    if let day = number(word) { return Weekdays([day]) }
    let ends = word.fields(between: "-", keepsEmpty: true).map { number($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1] else { throw error(text) }
    guard first <= last else {
      throw QuantityError("“\(text.shown)” goes backwards; a week goes from mon to sun")
    }
    return Weekdays(first...last)
  }

  private static func number(_ word: String) -> Int? {
    names.firstIndex(of: word) ?? longNames.firstIndex(of: word)
  }

  private static func error(_ text: String) -> QuantityError {
    QuantityError(
      "“\(text.shown)” are no days; write for example mon,wed or mon-fri, weekdays, weekend, "
        + "every-day")
  }

  /// The days in scripts and JSON.
  package var jsonNames: [String] { list.map { Self.names[$0] } }

  /// The days in words of at most eleven characters, such as `Mon-Fri` or `Sat Sun`; of more than
  /// three days that do not follow each other two letters each.
  package var words: String {
    if self == .everyDay { return "every day" }
    let runs = self.runs
    if runs.count == 1, runs[0].count > 2 {
      return "\(Self.short(runs[0].lowerBound, 3))-\(Self.short(runs[0].upperBound - 1, 3))"
    }
    let days = list
    if days.count == Self.count - 1, let other = complement.list.first {
      return "all but \(Self.short(other, 3))"
    }
    return days.map { Self.short($0, days.count > 3 ? 2 : 3) }
      .joined(separator: days.count > 4 ? "" : days.count > 3 ? "," : " ")
  }

  /// A day's name in full, for a sentence.
  package static func name(_ day: Int) -> String { capital(longNames[day]) }

  private static func short(_ day: Int, _ letters: Int) -> String {
    capital(names[day].prefix(letters))
  }

  private static func capital(_ name: some StringProtocol) -> String {
    name.prefix(1).uppercased() + String(name.dropFirst())
  }

  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for day in list {
      if let last = runs.last, last.upperBound == day {
        runs[runs.count - 1] = last.lowerBound..<day + 1
      } else {
        runs.append(day..<day + 1)
      }
    }
    return runs
  }
}
