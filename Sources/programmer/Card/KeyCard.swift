import Foundation
import ProgrammerSession
import PumpText
import Telemetry

/// The implant card in use: which pump it is for, and the keys to it.
///
/// A key that is to take the place of another is on it as *pending*, from before it is ordered until
/// it has opened a session. Spec: security.md, "Changing a key".
final class KeyCard {
  let path: String
  private(set) var contents: ImplantCard

  /// Reads a card; throws when there is none that can be used.
  init(reading path: String) throws {
    self.path = path
    contents = try CardReader.read(path)
  }

  /// What a session on behalf of a role needs of it.
  func pairing(_ role: Role) -> Pairing? {
    let serial = Array(contents.serial.utf8)
    guard let serial = ShortText<12>(serial.span), let key = KeyText.key(contents.keys[role]) else {
      return nil
    }
    let pending = contents.pending?[role].flatMap(KeyText.key)
    return Pairing(serial: serial, key: key, pending: pending)
  }

  /// Whether another key was ordered for a role, of which nobody knows yet whether it opens.
  func hasPending(_ role: Role) -> Bool { contents.pending?[role] != nil }

  /// Puts a new key down, before it is ordered.
  func putPending(_ key: AsconBlock, for role: Role) throws {
    try rewrite { card in
      var pending = card.pending ?? ImplantCard.Pending()
      pending[role] = KeyText.digits(key)
      card.pending = pending
    }
  }

  /// Makes the pending key the role's only one: it has opened a session.
  func adoptPending(for role: Role) throws {
    try rewrite { card in
      guard let key = card.pending?[role] else { return }
      card.keys[role] = key
      card.removePending(role)
    }
  }

  /// Forgets the pending key, which did not reach the pump.
  func dropPending(for role: Role) throws { try rewrite { $0.removePending(role) } }

  private func rewrite(_ change: (inout ImplantCard) -> Void) throws {
    guard let now = try? CardReader.read(path), now == contents else {
      throw ProgrammerError(
        .configuration,
        "\(path): the implant card was changed by another program meanwhile, and was left as it is")
    }
    var card = contents
    change(&card)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try CardWriter.replace(path, with: Array(try encoder.encode(card)) + [UInt8(ascii: "\n")])
    contents = card
  }
}

/// Keys as the card has them: 32 hexadecimal digits, the first byte first.
enum KeyText {
  /// The key that some digits are; `nil` unless they are 32.
  static func key(_ digits: String) -> AsconBlock? {
    let places = digits.compactMap(\.hexDigitValue)
    guard places.count == 32, digits.utf8.count == 32 else { return nil }
    let bytes = stride(from: 0, to: 32, by: 2).map { UInt8(places[$0] << 4 | places[$0 + 1]) }
    return AsconBlock(bytes.span)
  }

  /// The digits of a block.
  static func digits(_ block: AsconBlock) -> String {
    var bytes = [UInt8](repeating: 0, count: AsconBlock.bytes)
    var span = bytes.mutableSpan
    block.write(to: &span)
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Sixteen bytes that nobody can guess: a new key, or where the nonces of a session begin.
  static func random() -> AsconBlock {
    var source = SystemRandomNumberGenerator()
    return AsconBlock(low: source.next(), high: source.next())
  }
}

extension ImplantCard {
  fileprivate mutating func removePending(_ role: Role) {
    pending?[role] = nil
    if pending == ImplantCard.Pending() { pending = nil }
  }
}

extension ImplantCard.Keys {
  fileprivate subscript(role: Role) -> String {
    get { role == .clinician ? clinician : patient }
    set { if role == .clinician { clinician = newValue } else { patient = newValue } }
  }
}

extension ImplantCard.Pending {
  fileprivate subscript(role: Role) -> String? {
    get { role == .clinician ? clinician : patient }
    set { if role == .clinician { clinician = newValue } else { patient = newValue } }
  }
}
