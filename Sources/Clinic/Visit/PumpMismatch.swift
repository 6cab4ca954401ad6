package import Telemetry

/// Why no session is opened with a pump that answered.
package enum PumpMismatch: Equatable {
  /// It speaks another major version of the protocol.
  case protocolVersion
  /// It was built for other layouts of messages.
  case schema
  /// The card is another pump's, so that this may be another patient.
  case serial

  /// What stands against a session between a pump and a card's keys; `nil` when nothing does.
  ///
  /// `serial` is the card's; `nil` for one that no pump can have.
  package init?(_ identity: Identity, cardSerial serial: ShortText<12>?) {
    if identity.protocolVersion.major != ProtocolVersion.current.major {
      self = .protocolVersion
    } else if identity.schema != Schema.hash {
      self = .schema
    } else if identity.serial != serial {
      self = .serial
    } else {
      return nil
    }
  }
  /// What stands against the emergency at a pump: it needs no card, but one that was given says
  /// which pump is meant; `nil` when nothing does.
  package init?(emergencyAt identity: Identity, cardSerial serial: ShortText<12>?) {
    guard identity.serial != serial else { return nil }
    self = .serial
  }
}
