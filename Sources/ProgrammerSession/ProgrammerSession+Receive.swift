public import Quantities
import Telemetry

extension ProgrammerSession {
  /// Takes bytes from the link, from `position` on and no further than the end of one frame.
  ///
  /// Call it again, actions carried out in between, until `position` is at the end.
  public mutating func receive(
    _ bytes: Span<UInt8>, from position: inout Int, at now: LinkTime
  ) {
    if position < bytes.count { hear(.garbage) }
    let start = position
    let isFirst = !decoder.isInsideFrame
    let event = decoder.next(bytes, from: &position)
    timed(position - start, isFirst: isFirst, ended: event == .frame, at: now)
    guard event == .frame, unseal() else { return }
    do throws(FrameError) {
      let (header, reply) = try decoder.reply()
      take(reply, header, at: now)
    } catch {
      // A frame that is whole, but a request: the far side sends back what it gets.
      if error.reason == .unknownMessage, error.found < 0x80 { hear(.echo) }
    }
  }

  /// Opens the frame that was found if it is sealed; false when it is nothing for us, or a copy of
  /// what we had.
  private mutating func unseal() -> Bool {
    guard case .sealed(let session, _) = decoder.envelope else { return true }
    var verdict: SessionSeal.Verdict?
    if candidate?.session == session {
      verdict = candidate?.unseal(&decoder)
    } else if sealing?.session == session {
      verdict = sealing?.unseal(&decoder)
    }
    if verdict == .fresh { return true }
    hear(.otherAnswers)
    return false
  }

  /// Notes the most telling thing that was heard while an answer is awaited.
  mutating func hear(_ heard: SessionError.Heard) {
    guard let known = exchange?.heard, heard.rawValue > known.rawValue else { return }
    exchange?.heard = heard
  }

  private mutating func take(_ reply: Reply, _ header: MessageHeader, at now: LinkTime) {
    if case .noSession(let hint) = reply { return heardNoSession(hint.session, header, at: now) }
    guard let current = exchange, !current.isPausing, header == current.header else {
      return hear(.otherAnswers)
    }
    // An answer that names another request is none, even under the right id.
    if let named = reply.namedRequest, named != current.request.type {
      return contradicted(current)
    }
    pace.answered(current.sentBytes, sentAt: current.begunAt)
    if case .refused(let refusal) = reply {
      return refused(refusal, current, at: now)
    }
    guard reply.type == current.request.type.answer, !current.request.isContradicted(by: reply)
    else { return contradicted(current) }
    if case .sessionOffered(let offer) = reply { return take(offer, current, at: now) }
    if case .sessionOpened(let session) = reply {
      guard session.session == candidate?.session else { return contradicted(current) }
      opened(session, current.handshake?.key, at: now)
    }
    learn(reply, at: now)
    if case .query(.closeSession) = current.request { closed() }
    if let settling = current.settling {
      settle(settling, by: reply, at: now)
    } else {
      finish(.reply(reply))
    }
  }

  /// The answer is not one to what was asked.
  ///
  /// In the open anybody can say such a thing. Under the seal only the pump can, and whatever else
  /// it says is worth no more; but what became of an order is told by nothing but a status.
  private mutating func contradicted(_ current: Exchange) {
    let type = current.request.type
    guard case .session = current.header.envelope, current.settling == nil, !type.changesTherapy
    else { return hear(.otherAnswers) }
    candidate?.zeroise()
    candidate = nil
    finish(.failed(.contradiction(to: type)))
  }

  /// The pump says that it does not have our session. Anybody can say so; it is only a reason to
  /// open another, whose handshake nobody else can pass.
  private mutating func heardNoSession(
    _ session: UInt32, _ header: MessageHeader, at now: LinkTime
  ) {
    guard let current = exchange, !current.isPausing, header.envelope == .open,
      current.header.envelope == .session(session)
    else { return hear(.otherAnswers) }
    if let step = current.handshake { return offerGone(current, step, at: now) }
    refused(Refusal(current.request.type, .noSession), current, at: now)
  }

  private mutating func refused(_ refusal: Refusal, _ current: Exchange, at now: LinkTime) {
    if waitsOut(refusal, current, at: now) { return }
    guard refusal.code == .noSession else {
      if let settling = current.settling { return pause(settling, at: now) }
      // What is refused now says nothing of a call before it.
      guard current.handshake?.isCallOpen != true else {
        return finish(.failed(.noAnswer(to: .emergencyRate, heard: .otherAnswers)))
      }
      return finish(.refused(refusal))
    }
    if let step = current.handshake { return offerGone(current, step, at: now) }
    closed()
    // The session is gone, and with it the answers the pump kept: what was refused may be a copy,
    // made on the way, of an order that was carried out. A new session can tell.
    guard let settling = current.settling ?? settling(of: current, at: now) else {
      return finish(.refused(refusal))
    }
    beginSettling(opening(), settling, at: now)
  }

  /// Takes from an answer what it says about the pump's clock and about an unsettled order.
  private mutating func learn(_ reply: Reply, at now: LinkTime) {
    let status: Status
    switch reply {
    case .status(let body): status = body
    case .interrogation(let body): status = body.status
    // What says nothing of either; a session that opens tells its clock itself.
    case .identity, .sessionOpened, .sessionOffered, .noSession, .therapy, .dayPlan, .patientBolus,
      .logPage, .forecast, .staged, .refill, .catheter, .acknowledged, .refused:
      return
    }
    heardClock(status.linkClock, at: now)
    if let order = unsettled, let outcome = verdict(on: order, status), outcome != .unknown {
      unsettled = nil
      settlement = outcome
    }
  }
}

extension SessionSeal {
  fileprivate mutating func unseal(_ decoder: inout FrameDecoder) -> Verdict {
    decoder.unseal(&self)
  }
}
