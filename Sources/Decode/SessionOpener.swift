package import ProgrammerSession
package import PumpText
import Quantities
package import Telemetry

/// Opens the sealed frames of a capture with the keys of a card, or with those of a key log. A card
/// takes the handshake, in which both ends name the nonces their keys come from; so it has to be in
/// the capture too.
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

  /// A session, of which something is known.
  private struct Session {
    /// What was agreed on when it was opened; `nil` where that was not seen.
    let handshake: Handshake?
    /// Both directions, and the key's name, once a frame was opened.
    var ends: (up: SessionSeal, down: SessionSeal, key: String)?
  }

  private let keys: Keys?
  private let log: [KeyLogLine]
  /// The keys of sessions that were opened since they were taken last.
  private var opened: [KeyLogLine] = []
  /// The last openings that were asked for, of which an offer answers one.
  private var openings: [OpenSession] = []
  private var sessions: [UInt32: Session] = [:]

  /// Without keys nothing is opened.
  package init(keys: Keys?, log: [KeyLogLine] = []) {
    self.keys = keys
    self.log = log
  }

  /// Gives the keys of the sessions that were opened since this was called last, each once, of
  /// those whose handshake was seen.
  mutating func takeOpened() -> [KeyLogLine] {
    defer { opened = [] }
    return opened
  }

  /// Takes note of a request to open a session.
  package mutating func note(_ opening: OpenSession) {
    openings.removeAll { $0.nonce == opening.nonce }
    openings.append(opening)
  }

  /// Takes note of the offer that answers it.
  package mutating func note(_ offer: SessionOffered) {
    guard let opening = openings.last(where: { $0.nonce == offer.nonce }) else { return }
    // A key log needs no serial number.
    let serial = (keys?(.clinician) ?? keys?(.patient))?.serial ?? ShortText()
    let handshake = Handshake(opening, offer, serial: serial)
    // The same offer, sent again, does not begin the session anew.
    if sessions[offer.session]?.handshake == handshake { return }
    sessions[offer.session] = Session(handshake: handshake)
  }

  /// Opens a frame of a session.
  package mutating func open(
    _ frame: FrameDecoder, session number: UInt32, _ direction: CapturedPiece.Direction
  ) -> Fate {
    guard keys != nil || !log.isEmpty else {
      return .closed("sealed: give \(.giveCard) to open it")
    }
    var session = sessions[number] ?? Session(handshake: nil)
    defer { sessions[number] = session }
    if session.ends != nil {
      return Self.open(frame, with: &session, direction) ?? .forged
    }
    for (keys, name) in candidates(session.handshake, number) {
      session.ends = (
        SessionSeal(keys, session: number, at: .pump),
        SessionSeal(keys, session: number, at: .programmer), name
      )
      if let fate = Self.open(frame, with: &session, direction) {
        if let nonce = session.handshake?.programmerNonce {
          opened.append(KeyLogLine(session: number, nonce: nonce, keys: keys))
        }
        return fate
      }
      session.ends = nil
    }
    guard keys != nil else {
      return .closed("sealed: no key of the log opens it, or it is forged")
    }
    guard let role = session.handshake?.role else {
      return .closed("sealed: the capture does not hold the opening of its session")
    }
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

  /// The keys that a session may have, each with its name: those of the log, then those that the
  /// card's make.
  private func candidates(
    _ handshake: Handshake?, _ number: UInt32
  ) -> [(keys: SessionKeys, name: String)] {
    var all: [(keys: SessionKeys, name: String)] = []
    for line in log where line.session == number {
      if let nonce = handshake?.programmerNonce, nonce != line.nonce { continue }
      all.append((line.keys, "key log"))
    }
    guard let handshake, let pairing = keys?(handshake.role) else { return all }
    all.append((SessionKeys(pairing: pairing.key, handshake), handshake.role.name))
    if let pending = pairing.pending {
      all.append((SessionKeys(pairing: pending, handshake), "\(handshake.role.name), pending"))
    }
    return all
  }
}
