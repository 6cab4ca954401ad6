package import ProgrammerSession
package import PumpText
import Quantities
package import Telemetry

/// Opens the sealed frames of a capture with the keys of a card. That takes the handshake, in which
/// both ends name the nonces their keys come from; so it has to be in the capture too.
package struct SessionOpener {
  /// What a session of a role is opened with; `nil` for one to which there is no key.
  package typealias Keys = (Role) -> Pairing?

  /// What became of a sealed frame.
  package enum Fate {
    /// Opened, by which key; its message can be read.
    case opened(FrameDecoder, key: String, isRepeat: Bool)
    /// Its session can be opened, but this frame was not sealed in it.
    case forged
    /// It cannot be opened, for this reason.
    case closed(FaceText)
  }

  /// A session whose handshake was seen.
  private struct Session {
    let handshake: Handshake
    /// Both directions, and the key's name, once a frame was opened.
    var ends: (up: SessionSeal, down: SessionSeal, key: String)?
  }

  private let keys: Keys?
  /// The last openings that were asked for, of which an offer answers one.
  private var openings: [OpenSession] = []
  private var sessions: [UInt32: Session] = [:]

  /// Without keys nothing is opened.
  package init(keys: Keys?) { self.keys = keys }

  /// Takes note of a request to open a session.
  package mutating func note(_ opening: OpenSession) {
    openings.removeAll { $0.nonce == opening.nonce }
    openings.append(opening)
  }

  /// Takes note of the offer that answers it.
  package mutating func note(_ offer: SessionOffered) {
    guard let serial = (keys?(.clinician) ?? keys?(.patient))?.serial,
      let opening = openings.last(where: { $0.nonce == offer.nonce })
    else { return }
    let handshake = Handshake(opening, offer, serial: serial)
    // The same offer, sent again, does not begin the session anew.
    if sessions[offer.session]?.handshake == handshake { return }
    sessions[offer.session] = Session(handshake: handshake)
  }

  /// Opens a frame of a session.
  package mutating func open(
    _ frame: FrameDecoder, session number: UInt32, _ direction: CapturedPiece.Direction
  ) -> Fate {
    guard keys != nil else { return .closed("sealed: give \(.giveCard) to open it") }
    guard var session = sessions[number] else {
      return .closed("sealed: the capture does not hold the opening of its session")
    }
    defer { sessions[number] = session }
    if session.ends != nil {
      return Self.open(frame, with: &session, direction) ?? .forged
    }
    for (key, name) in all(of: session.handshake.role) {
      let keys = SessionKeys(pairing: key, session.handshake)
      session.ends = (
        SessionSeal(keys, session: number, at: .pump),
        SessionSeal(keys, session: number, at: .programmer), name
      )
      if let fate = Self.open(frame, with: &session, direction) { return fate }
      session.ends = nil
    }
    let role = session.handshake.role
    return .closed("sealed: no \(role.name)'s key of the card opens it, or it is forged")
  }

  private static func open(
    _ frame: FrameDecoder, with session: inout Session, _ direction: CapturedPiece.Direction
  ) -> Fate? {
    guard var ends = session.ends else { return nil }
    if direction != .fromPump {
      // A key that does not fit overwrites the frame.
      var trial = frame
      let verdict = trial.unseal(&ends.up)
      if verdict != .forged {
        session.ends = ends
        return .opened(trial, key: ends.key, isRepeat: verdict == .repeated)
      }
    }
    if direction != .toPump {
      var trial = frame
      let verdict = trial.unseal(&ends.down)
      if verdict != .forged {
        session.ends = ends
        return .opened(trial, key: ends.key, isRepeat: verdict == .repeated)
      }
    }
    return nil
  }

  private func all(of role: Role) -> [(key: AsconBlock, name: String)] {
    guard let pairing = keys?(role) else { return [] }
    return [(pairing.key, role.name)]
      + (pairing.pending.map { [($0, "\(role.name), pending")] } ?? [])
  }
}
