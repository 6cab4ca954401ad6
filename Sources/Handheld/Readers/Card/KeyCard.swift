import ClinicText
import FoundationEssentials
import ProgrammerSession
import PumpText
import SerialLink
package import Telemetry

/// The implant card in use: which pump it is for, and the keys to it.
///
/// A key that is to take the place of another is on it as *pending*, from before it is ordered
/// until it has opened a session. Spec: security.md, "Changing a key".
package final class KeyCard {
  package let path: String
  /// The path that led to it when it was read: a new card goes there, and a name such as /dev/stdin
  /// would lead to the old one still.
  private let place: String
  private(set) var contents: ImplantCard

  /// Reads a card; throws when there is none that can be used.
  package init(reading path: String) throws {
    self.path = path
    place = (try? NamedFile(path).path) ?? path
    contents = try CardReader.read(path)
  }

  /// The pump it is for.
  package var pump: (serial: String, model: String) { (contents.serial, contents.model) }

  /// What a session on behalf of a role needs of it.
  func pairing(_ role: Role) -> Pairing? {
    let serial = Array(contents.serial.utf8)
    guard let serial = ShortText<12>(serial.span), let key = contents.key(of: role) else {
      return nil
    }
    let pending = contents.pendingKey(of: role)
    return Pairing(serial: serial, key: key, pending: pending)
  }

  /// Whether another key was ordered for a role, of which nobody knows yet whether it opens.
  package func hasPending(_ role: Role) -> Bool { contents.pending?[role] != nil }

  /// Puts a new key down, before it is ordered.
  func putPending(_ key: AsconBlock, for role: Role) throws {
    try rewrite { card in
      var pending = card.pending ?? ImplantCard.Pending()
      pending[role] = key.hexadecimal
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
    guard let now = try? CardReader.read(place), now == contents else {
      throw ProgrammerError(
        .configuration,
        "\(path): the implant card was changed by another program meanwhile, and was left as it is")
    }
    var card = contents
    change(&card)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try CardWriter.replace(place, with: Array(try encoder.encode(card)) + [UInt8(ascii: "\n")])
    contents = card
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
    get { self[keyPath: Self.place(of: role)] }
    set { self[keyPath: Self.place(of: role)] = newValue }
  }

  private static func place(of role: Role) -> WritableKeyPath<Self, String> {
    switch role {
    case .clinician: \.clinician
    case .patient: \.patient
    }
  }
}

extension ImplantCard.Pending {
  fileprivate subscript(role: Role) -> String? {
    get { self[keyPath: Self.place(of: role)] }
    set { self[keyPath: Self.place(of: role)] = newValue }
  }

  private static func place(of role: Role) -> WritableKeyPath<Self, String?> {
    switch role {
    case .clinician: \.clinician
    case .patient: \.patient
    }
  }
}

extension AsconBlock {
  /// Sixteen bytes that nobody can guess: a new key, or where the nonces of a session begin.
  static func random() -> AsconBlock {
    var source = SystemRandomNumberGenerator()
    return AsconBlock(low: source.next(), high: source.next())
  }
}
