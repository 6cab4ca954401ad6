package import PumpFirmware
package import Quantities
package import Telemetry

/// Watches a client at a pump that is somebody else's to drive: hand in what passes at the client's
/// end of the line, and what the pump carried out.
package struct ClientWatch: Sendable {
  /// What the client did so far.
  package private(set) var conduct = Conduct()
  private var ear: WireEar
  private var fromClient = FrameCutter()
  private var toClient = FrameCutter()
  private var known: AppliedCommand?

  /// A watch over whoever talks to a pump with these keys, of which one may follow another, and
  /// this serial number. What the pump carried out before is nobody's of whom it tells.
  package init(_ keys: [PairingKeys], serial: ShortText<12>, carriedOutBefore: AppliedCommand?) {
    ear = WireEar(keys, serial: serial)
    known = carriedOutBefore
  }

  /// The client sent bytes, while the pump's link clock, in ms, stood so.
  package mutating func sent(_ bytes: [UInt8], at now: LinkTime, clock: UInt32) {
    conduct.send(bytes: bytes.count, at: now)
    for piece in fromClient.cut(bytes) {
      conduct.send(ear.read(piece, .toPump), at: now, clock: clock)
    }
  }

  /// The client was given bytes.
  package mutating func heard(_ bytes: [UInt8], at now: LinkTime) {
    conduct.hear(bytes: bytes.count, at: now)
    for piece in toClient.cut(bytes) { conduct.hear(ear.read(piece, .toClient), at: now) }
  }

  /// The last order that the pump carried out.
  package mutating func carriedOut(
    _ last: AppliedCommand?, _ type: RequestType?, at now: LinkTime
  ) {
    guard let last, let type, last != known else { return }
    known = last
    conduct.carryOut(last, type, at: now)
  }
}
