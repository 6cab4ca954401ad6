import Console
import FoundationEssentials
import PumpText

/// What a value has to be, taken apart for the key that it is of.
enum Matcher {
  case null
  case flag(Bool)
  /// A figure between two, both included.
  case figure(from: Decimal?, to: Decimal?, isOpen: Bool)
  case text(String)
  case contains(String)
  case list([Matcher])
  case includes(String)
  case empty
  indirect case not(Matcher)

  /// Takes apart what a script wants of a key. Throws what cannot be meant.
  init(_ wanted: Expected.Wanted, of key: String) throws(ScriptError) {
    switch wanted {
    case .list(let items, _):
      var all: [Matcher] = []
      for item in items { all.append(try Matcher(item, of: key)) }
      self = .list(all)
    case .text(let text): self = try Self.read(text, of: key)
    }
  }

  private static func read(_ placed: PlacedText, of key: String) throws(ScriptError) -> Matcher {
    let text = placed.text
    switch text {
    case "null", "none", "": return .null
    case "true": return .flag(true)
    case "false": return .flag(false)
    case "empty": return .empty
    default: break
    }
    func rest(_ start: String) -> PlacedText? {
      text.hasPrefix(start + " ")
        ? PlacedText(text: String(text.dropFirst(start.count + 1)), place: placed.place) : nil
    }
    if let rest = rest("not") { return .not(try read(rest, of: key)) }
    if let rest = rest("includes") { return .includes(rest.text) }
    if let rest = rest("lacks") { return .not(.includes(rest.text)) }
    if let rest = rest("contains") { return .contains(rest.text) }
    let figures = Figures(placed, of: key)
    if let rest = rest("at least") {
      return .figure(from: try figures.value(rest.text), to: nil, isOpen: false)
    }
    if let rest = rest("at most") {
      return .figure(from: nil, to: try figures.value(rest.text), isOpen: false)
    }
    if let rest = rest("above") {
      return .figure(from: try figures.value(rest.text), to: nil, isOpen: true)
    }
    if let rest = rest("below") {
      return .figure(from: nil, to: try figures.value(rest.text), isOpen: true)
    }
    if let range = try figures.range() { return range }
    // A word or a moment; a figure begins with a digit and has its unit.
    guard figures.isFigure else { return .text(text) }
    let value = try figures.value(text)
    return .figure(from: value, to: value, isOpen: false)
  }

  /// Whether a value is as wanted.
  func accepts(_ value: ResultTree, scale: Decimal) -> Bool {
    switch self {
    case .null: return value == .null
    case .flag(let flag): return value == .flag(flag)
    case .text(let text): return value == .text(text)
    case .empty: return value == .list([]) || value == .text("") || value == .object([:])
    case .not(let other): return !other.accepts(value, scale: scale)
    case .contains(let part):
      guard case .text(let text) = value else { return false }
      return text.contains(part)
    case .includes(let word):
      guard case .list(let items) = value else { return false }
      return items.contains { Self.has($0, word) }
    case .list(let wanted):
      guard case .list(let items) = value, items.count == wanted.count else { return false }
      return zip(wanted, items).allSatisfy { $0.accepts($1, scale: scale) }
    case .figure(let from, let to, let isOpen):
      guard case .number(let number) = value else { return false }
      let figure = number * scale
      if let from, isOpen ? figure <= from : figure < from { return false }
      if let to, isOpen ? figure >= to : figure > to { return false }
      return true
    }
  }

  /// Whether an item of a list is a word, or an object that has it.
  private static func has(_ item: ResultTree, _ word: String) -> Bool {
    switch item {
    case .text(let text): text == word
    case .number(let number): number.description == word
    case .object(let fields): fields.values.contains { has($0, word) }
    case .null, .flag, .list: false
    }
  }
}

/// Figures in a text, in what the measure of their key is in.
private struct Figures {
  let placed: PlacedText
  let key: String
  let measure: Measure

  init(_ placed: PlacedText, of key: String) {
    self.placed = placed
    self.key = key
    measure = Measure.of(key).measure
  }

  /// Whether a text begins as a figure does and its key has one, or can have one.
  var isFigure: Bool {
    let first = placed.text.drop { $0 == "-" || $0 == "\u{2212}" }.first
    guard first?.isNumber == true else { return false }
    return measure != .count || Decimal(exactly: placed.text) != nil
      || placed.text.contains(" + ") || placed.text.contains(" - ")
  }

  /// A range or a tolerance; `nil` when there is none in the text.
  func range() throws(ScriptError) -> Matcher? {
    for sign in [" ± ", " +- ", " +/- "] {
      guard let parts = placed.text.parted(at: sign) else { continue }
      let middle = try value(parts.0)
      let off = try value(parts.1)
      return .figure(from: middle - off, to: middle + off, isOpen: false)
    }
    guard let parts = placed.text.parted(at: " to ") else { return nil }
    let from = try value(parts.0)
    let to = try value(parts.1)
    guard from <= to else {
      throw ScriptError(
        placed.place,
        "nothing is from \(parts.0) to \(parts.1); write the smaller figure of \(key) first")
    }
    return .figure(from: from, to: to, isOpen: false)
  }

  /// A figure, or a sum of figures.
  func value(_ text: String) throws(ScriptError) -> Decimal {
    var sum: Decimal = 0
    var sign: Decimal = 1
    var words: [Substring] = []
    func add() throws(ScriptError) {
      do throws(QuantityError) {
        sum += sign * (try measure.read(words.joined(separator: " ")))
      } catch {
        throw ScriptError(placed.place, "\(key): \(error.words(.help))")
      }
      words = []
    }
    for word in text.split(separator: " ") {
      if (word == "+" || word == "-"), !words.isEmpty {
        try add()
        sign = word == "+" ? 1 : -1
      } else {
        words.append(word)
      }
    }
    try add()
    return sum
  }
}

extension Decimal {
  /// A plain number; `nil` when a text is none, or goes on behind one.
  fileprivate init?(exactly text: String) {
    guard text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }),
      let value = Decimal(string: text)
    else { return nil }
    self = value
  }
}

extension String {
  /// What stands before and behind a sign.
  func parted(at sign: String) -> (String, String)? {
    guard let range = firstRange(of: sign) else { return nil }
    return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
  }
}
