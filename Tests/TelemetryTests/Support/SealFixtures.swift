import Telemetry
import TestSupport
import Testing

/// A session of `fixtures/seal/sessions.json`: what both ends agreed on, and the keys of it.
struct SealSession: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var pairingKey: String
  var role: String
  var schema: UInt32
  var serial: String
  var session: UInt32
  var programmerNonce: String
  var pumpNonce: String
  var input: String
  var up: String
  var down: String

  static let all: [SealSession] = SealFixtures.rows("sessions.json", "sessions")

  static func named(_ name: String) -> SealSession {
    guard let session = all.first(where: { $0.name == name }) else {
      preconditionFailure("no session is called \(name)")
    }
    return session
  }

  var testDescription: String { name }

  var handshake: Handshake {
    let opening = OpenSession(
      role: role == "patient" ? .patient : .clinician, schema: schema,
      nonce: AsconBlock(bytes(hex: programmerNonce)))
    let offer = SessionOffered(
      session: session, nonce: opening.nonce, pumpNonce: AsconBlock(bytes(hex: pumpNonce)))
    return Handshake(opening, offer, serial: ShortText(text: serial))
  }

  var keys: SessionKeys { SessionKeys(pairing: AsconBlock(bytes(hex: pairingKey)), handshake) }

  func sealing(at end: SessionSeal.End) -> SessionSeal {
    SessionSeal(keys, session: session, at: end)
  }
}

/// A frame of `fixtures/seal/good.json`, and all that sealing it makes.
struct SealedFrame: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var session: String
  var from: String
  var counter: UInt32
  var message: String
  var nonce: String
  var envelope: String
  var ciphertext: String
  var tag: String
  var hex: String

  static let all: [SealedFrame] = SealFixtures.rows("good.json", "frames")

  var testDescription: String { name }
  var sender: SessionSeal.End { from == "pump" ? .pump : .programmer }
  var receiver: SessionSeal.End { from == "pump" ? .programmer : .pump }
}

/// Frames of `fixtures/seal/bad.json`, of which the last must not be believed.
struct BadSealedFrame: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var session: String
  var receiver: String
  var verdict: String
  var before: [String]
  var hex: String

  static let all: [BadSealedFrame] = SealFixtures.rows("bad.json", "frames")

  var testDescription: String { name }
}

enum SealFixtures {
  static func rows<Row: Decodable>(_ file: String, _ list: String) -> [Row] {
    do {
      let lists: [String: [Row]] = try Repository.json("fixtures/seal/\(file)")
      return lists[list] ?? []
    } catch {
      preconditionFailure("fixtures/seal/\(file) cannot be read: \(error)")
    }
  }
}

extension SessionKeys {
  /// The keys of some session.
  static var some: SessionKeys { SealSession.all[0].keys }
}

extension FrameDecoder {
  /// What becomes of the one frame in these bytes at one end of a session.
  mutating func unseal(_ wire: [UInt8], _ sealing: inout SessionSeal) -> SessionSeal.Verdict? {
    var position = 0
    guard next(wire.span, from: &position) == .frame else { return nil }
    return unseal(&sealing)
  }

  /// The message in the frame found last, without its envelope.
  var message: [UInt8] { withMessage { span in span.indices.map { span[$0] } } }

  /// The content of the frame found last, without its checksum.
  var content: [UInt8] { withContent { span in span.indices.map { span[$0] } } }
}
