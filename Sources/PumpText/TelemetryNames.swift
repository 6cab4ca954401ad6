package import Telemetry

extension ShortText: CustomStringConvertible {
  /// The characters.
  package var description: String { string }

  /// The characters as a string.
  package var string: String {
    String(decoding: (0..<count).map { self[$0] }, as: UTF8.self)
  }

  /// Text from a string, or `nil` when it is too long or not printable ASCII.
  package init?(string: String) {
    self.init(Array(string.utf8).span)
  }
}

/// A name of the specification, which is in ASCII, in snake case.
private func snakeCased(_ name: StaticString) -> String {
  var letters: [UInt8] = []
  for letter in "\(name)".utf8 {
    if 0x41...0x5A ~= letter { letters.append(UInt8(ascii: "_")) }
    letters.append(0x41...0x5A ~= letter ? letter | 0x20 : letter)
  }
  return String(decoding: letters, as: UTF8.self)
}

/// A choice of the protocol that scripts and JSON name by a word.
package protocol NamedChoice: WireNamed {
  /// Its name in scripts and JSON: that of the specification in snake case, unless it says another.
  var name: String { get }
}

extension NamedChoice {
  /// The name of the specification in snake case.
  package var name: String { snakeName }

  /// The name of the specification in snake case.
  var snakeName: String { snakeCased(wireName) }

  /// Every choice, lowest number first.
  package static var all: [Self] { (0...UInt8.max).compactMap { Self(rawValue: $0) } }

  /// Every choice that somebody names, and not leaves out.
  package static var named: [Self] { all.filter { $0.wireName.description != "none" } }

  /// The choice of a name, or `nil` when none has it.
  package init?(name: String) {
    for number in 0...UInt8.max {
      guard let choice = Self(rawValue: number), choice.name == name else { continue }
      self = choice
      return
    }
    return nil
  }
}

extension DrugCode: NamedChoice {}
extension Role: NamedChoice {}
extension Source: NamedChoice {}
extension ReplyType: NamedChoice {}

extension BatteryState: NamedChoice {
  /// The state's name in scripts and JSON.
  package var name: String {
    switch self {
    case .ok: "ok"
    case .electiveReplacement: "eri"
    case .endOfService: "eos"
    }
  }
}

extension AppliedCommand {
  /// The order's own numbers, as the pump's status and log give them.
  package var words: String { "request \(request) of session \(String(session, radix: 16))" }
}

extension FrameError {
  /// Why bytes are no frame that counts, for whoever reads a capture.
  package var words: String {
    reason == .forged
      ? "forged: the tag does not fit the session's key"
      : "\(reason.wireName): expected \(expected), found \(found)"
  }
}
