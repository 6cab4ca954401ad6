import ProgrammerSession
import PumpText
import Telemetry

/// An implant card as a person chose it. Spec: bench.md, "Implant card".
enum PageCard {
  /// What a chosen file is.
  enum Found {
    case card(ImplantCard)
    /// It is none, and why.
    case no(String)
  }

  static func read(_ text: String) -> Found {
    guard let json = JSONReader.read(text), let format = json["format"]?.number,
      let model = json["model"]?.text, let serial = json["serial"]?.text, let keys = json["keys"],
      let clinician = keys["clinician"]?.text, let patient = keys["patient"]?.text
    else {
      return .no("This file is no implant card. Choose the card of the pump; nothing was sent.")
    }
    var card = ImplantCard(
      model: model, serial: serial, keys: .init(clinician: clinician, patient: patient))
    card.format = Int(clamping: format)
    if let pending = json["pending"] {
      card.pending = .init(
        clinician: pending["clinician"]?.text, patient: pending["patient"]?.text)
    }
    if let fault = card.fault {
      return .no("This card cannot be used: \(fault). Nothing was sent.")
    }
    return .card(card)
  }
}

extension ViewValue {
  /// The text, where it is one.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The number, where it is one.
  var number: Int64? {
    if case .number(let number) = self { number } else { nil }
  }
}

extension ImplantCard {
  /// What opens sessions with the pump of the card.
  var opening: (Role) -> Pairing? {
    { role in
      let letters = Array(self.serial.utf8)
      guard let serial = ShortText<12>(letters.span), let key = self.key(of: role) else {
        return nil
      }
      return Pairing(serial: serial, key: key, pending: self.pendingKey(of: role))
    }
  }
}

extension Handheld {
  /// A handheld with the card of a pump that is reached over a line. Its nonces begin where nobody
  /// can foresee.
  convenience init?(_ card: ImplantCard, nonce: AsconBlock) {
    guard let pairing = card.opening(.clinician) else { return nil }
    self.init(role: .clinician, pairing: pairing, nonce: nonce)
  }
}
