import Quantities
import RawClient
import Telemetry
import TestSupport
import Testing

@testable import PumpFirmware

/// The least a programmer can be: frames out, answers back.
extension Bench {
  /// The session that requests go to; zero while there is none.
  var session: UInt32 {
    get { client.session ?? 0 }
    set { client.session = newValue }
  }

  /// The expiry of an order made now, on the pump's clock.
  var soon: UInt32 { UInt32(truncatingIfNeeded: now.link.rawValue + 2000) }

  /// A request as it goes over the wire: in the open, or sealed by the end that opened the session.
  ///
  /// For a session the bench never opened it is sealed with keys that nobody has.
  mutating func frame(_ request: Request, id: UInt16, in envelope: Envelope? = nil) -> [UInt8] {
    switch envelope ?? .session(session) {
    case .open: return client.open(request, id: id)
    case .session(let number):
      guard client.knows(number) else {
        var stranger = Self.stranger(in: number)
        return stranger.frame(request, id: id)
      }
      let open = client.session
      defer { client.session = open }
      client.session = number
      return client.frame(request, id: id)
    }
  }

  /// Somebody who seals under a session's number, and has no key of it.
  static func stranger(in session: UInt32) -> SealedClient {
    var stranger = SealedClient(pairingKey: AsconBlock(low: 7, high: 7), seed: 77)
    stranger.take(
      SessionOffered(
        session: session, nonce: stranger.opening.nonce, pumpNonce: AsconBlock(low: 0, high: 0)))
    return stranger
  }

  /// The reply in a frame, also when it was there before; `nil` when it is none that an end of the
  /// bench can read.
  func reply(in frame: [UInt8]) -> (header: MessageHeader, reply: Reply)? {
    client.reply(recorded: frame)
  }

  /// Sends a request under the next id of the session and gives the answer, if one comes.
  @discardableResult
  mutating func ask(_ request: Request) -> Reply? {
    client.lastRequest += 1
    return ask(request, id: client.lastRequest)
  }

  /// The same for a query.
  @discardableResult
  mutating func ask(_ query: Request.Query) -> Reply? { ask(.query(query)) }

  /// The same for a part of a change.
  @discardableResult
  mutating func ask(_ part: Request.Part) -> Reply? { ask(.part(part)) }

  /// The same for an order that is in time.
  @discardableResult
  mutating func ask(_ body: Order.Body) -> Reply? { ask(timed(body)) }

  /// An order that is in time for now.
  func timed(_ body: Order.Body) -> Request { .order(Order(body, notAfter: soon)) }

  /// Sends a request under an id; the answer must repeat envelope and id, unless it says in the
  /// open that there is no such session.
  @discardableResult
  mutating func ask(_ request: Request, id: UInt16, in envelope: Envelope? = nil) -> Reply? {
    let envelope = envelope ?? .session(session)
    let frames = receive(frame(request, id: id, in: envelope))
    #expect(frames.count <= 1, "more than one answer to \(request)")
    guard let first = frames.first else { return nil }
    let answer = reply(in: first)
    if case .noSession(let body) = answer?.reply {
      #expect(envelope == .session(body.session))
      #expect(answer?.header == MessageHeader(.open, request: 0), "to \(request)")
    } else {
      #expect(answer?.header == MessageHeader(envelope, request: id), "to \(request)")
    }
    return answer?.reply
  }

  /// Asks for a session on a role's behalf; gives the offer. The session that is open stays the
  /// one requests go to.
  @discardableResult
  mutating func askForOffer(
    _ role: Role = .clinician, key: AsconBlock? = nil
  ) -> SessionOffered? {
    client.pairingKey = key ?? secrets.factoryKeys[role]
    client.role = role
    client.serial = profile.identity.serial
    let open = client.session
    defer { client.session = open }
    return receive(client.openSession(id: 7)).first.flatMap { client.takeOffer(in: $0) }
  }

  /// Opens a session; later requests go to it, from id 2 on.
  @discardableResult
  mutating func open(_ role: Role = .clinician, key: AsconBlock? = nil) -> UInt32? {
    guard let offer = askForOffer(role, key: key), confirm(offer.session) else { return nil }
    return offer.session
  }

  /// Proves the bench's end of a session that is on offer; later requests go to it.
  mutating func confirm(_ offered: UInt32) -> Bool {
    guard
      case .sessionOpened(let opened) = ask(.opening(.confirmSession), id: 1, in: .session(offered))
    else { return false }
    #expect(opened.session == offered)
    client.session = offered
    client.lastRequest = 1
    return true
  }

  /// Calls for the emergency, on an offer of its own; gives the answer.
  @discardableResult
  mutating func callEmergency() -> Reply? {
    guard let offer = askForOffer() else { return nil }
    return ask(.opening(.emergencyRate(EmergencyRate(session: offer.session))), id: 8, in: .open)
  }

  /// Orders another key for a role.
  @discardableResult
  mutating func rotate(_ role: Role = .clinician, to key: AsconBlock) -> Reply? {
    ask(.rotateKey(RotateKey(role: role, key: key)))
  }

  /// Gives an order, and when it is beyond the largest step once more with the total confirmed.
  @discardableResult
  mutating func confirm(_ request: Request) -> Reply? {
    guard case .order(let order) = request else { return ask(request) }
    return confirm(order.body)
  }

  /// The same for an order, which is given in time.
  @discardableResult
  mutating func confirm(_ order: Order.Body) -> Reply? {
    let answer = ask(order)
    guard let refusal = answer.refusal, refusal.code == .totalUnconfirmed else { return answer }
    return ask(order.confirming(UInt32(refusal.asked)))
  }

  /// The total to confirm of an order that gives so much at once, in ng.
  func total(adding nanograms: UInt32 = 0) -> UInt32 {
    firmware.mostNanograms(in: firmware.state) + nanograms
  }

  mutating func status() -> Status? {
    if case .status(let status) = ask(.readStatus) { return status }
    return nil
  }

  mutating func interrogation() -> Interrogation? {
    if case .interrogation(let body) = ask(.interrogate) { return body }
    return nil
  }

  /// Stages a programme and reads it back; gives the token to commit it by.
  mutating func stage(_ therapy: Therapy, overriding: Bool = true) -> UInt32? {
    let staging = StageTherapy(therapy, overridesSoftLimits: overriding)
    guard case .acknowledged = ask(.therapy(staging)),
      case .staged(let report) = ask(.readBack), report.therapy == therapy
    else { return nil }
    return report.token
  }

  /// Changes the programme by stage, read-back and commit; gives the answer to the commit.
  @discardableResult
  mutating func change(to therapy: Therapy) -> Reply? {
    guard let token = stage(therapy) else { return nil }
    return confirm(.commit(Commit(token: token)))
  }

  @discardableResult
  mutating func bolus(_ nanograms: UInt32, over length: Milliseconds) -> Reply? {
    confirm(bolusOrder(nanograms, over: length))
  }

  func bolusOrder(_ nanograms: UInt32, over length: Milliseconds) -> Order.Body {
    .startBolus(
      StartBolus(
        nanograms: nanograms, milliseconds: UInt32(length.rawValue), overridesSoftLimits: true))
  }

  @discardableResult
  mutating func stop() -> Reply? { ask(.stop) }

  @discardableResult
  mutating func resume() -> Reply? { confirm(.resume(ConfirmedOrder())) }

  @discardableResult
  mutating func cancelBolus() -> Reply? { ask(.cancelBolus) }
}

extension Reply? {
  /// Whether it says that the request was carried out.
  var isDone: Bool {
    if case .acknowledged = self { return true }
    return false
  }

  var refusal: Refusal? {
    if case .refused(let refusal) = self { return refusal }
    return nil
  }
}
