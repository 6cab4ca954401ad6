import PumpFirmware
import Quantities
import Telemetry
import TestSupport
import Testing

/// The least a programmer can be: frames out, answers back.
extension Bench {
  /// The expiry of an order made now, on the pump's clock.
  var soon: UInt32 { UInt32(truncatingIfNeeded: now.link.rawValue + 2000) }

  /// A request as it goes over the wire.
  static func frame(_ request: Request, _ envelope: Envelope, id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(request, MessageHeader(envelope, request: id))
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// The reply in a frame; `nil` when it is none.
  static func reply(in frame: [UInt8]) -> (header: MessageHeader, reply: Reply)? {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame else { return nil }
    return try? decoder.reply()
  }

  /// Sends a request under the next id of the session and gives the answer, if one comes.
  @discardableResult
  mutating func ask(_ request: Request) -> Reply? {
    lastRequest += 1
    return ask(request, id: lastRequest)
  }

  /// Sends a request under an id; the answer must repeat envelope and id.
  @discardableResult
  mutating func ask(_ request: Request, id: UInt16, in envelope: Envelope? = nil) -> Reply? {
    let envelope = envelope ?? .session(session)
    let frames = receive(Self.frame(request, envelope, id: id))
    #expect(frames.count <= 1, "more than one answer to \(request)")
    guard let first = frames.first else { return nil }
    let answer = Self.reply(in: first)
    #expect(answer?.header == MessageHeader(envelope, request: id), "to \(request)")
    return answer?.reply
  }

  /// Opens a session; later requests go to it.
  @discardableResult
  mutating func open(_ role: Role = .clinician, nonce wanted: UInt64? = nil) -> UInt32? {
    // No programmer uses a nonce twice.
    openings += 1
    let nonce = wanted ?? openings
    let opening = OpenSession(role: role, schema: Schema.hash, nonce: nonce)
    guard case .sessionOpened(let opened) = ask(.openSession(opening), id: 7, in: .open) else {
      return nil
    }
    #expect(opened.nonce == nonce)
    session = opened.session
    lastRequest = 0
    return opened.session
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
    guard case .acknowledged = ask(.stageTherapy(staging)),
      case .staged(let report) = ask(.readBack), report.therapy == therapy
    else { return nil }
    return report.token
  }

  /// Changes the programme by stage, read-back and commit; gives the answer to the commit.
  @discardableResult
  mutating func change(to therapy: Therapy) -> Reply? {
    guard let token = stage(therapy) else { return nil }
    return ask(.commit(Commit(token: token, notAfter: soon)))
  }

  @discardableResult
  mutating func bolus(_ nanograms: UInt32, over length: Milliseconds) -> Reply? {
    ask(bolusOrder(nanograms, over: length))
  }

  func bolusOrder(_ nanograms: UInt32, over length: Milliseconds) -> Request {
    .startBolus(
      StartBolus(
        nanograms: nanograms, milliseconds: UInt32(length.rawValue), overridesSoftLimits: true,
        notAfter: soon))
  }

  @discardableResult
  mutating func stop() -> Reply? { ask(.stop(TimedOrder(notAfter: soon))) }

  @discardableResult
  mutating func resume() -> Reply? { ask(.resume(TimedOrder(notAfter: soon))) }

  @discardableResult
  mutating func cancelBolus() -> Reply? { ask(.cancelBolus(TimedOrder(notAfter: soon))) }
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
