import Quantities
import Telemetry

extension PumpFirmware {
  /// Closes a session nobody used for too long, and an offer nobody took; what was staged in the
  /// session is gone.
  @inline(__always)
  mutating func expireSession(at now: LinkTime) {
    // Nearly always the pump is alone.
    if session.deadline != nil || openings.offer != nil { endSessions(by: now) }
  }

  private mutating func endSessions(by now: LinkTime) {
    if session.isOver(at: now), !has(.keepsSessions) { session.end() }
    openings.expireOffer(at: now)
  }

  /// Answers the frame the decoder found. What is no request is dropped without a word.
  mutating func answerFrame(at now: Instant) {
    switch transceiver.decoder.envelope {
    case .sealed(let number, _):
      if session.number == number {
        answerSealed(at: now)
      } else if openings.isOnOffer(number) {
        confirm(at: now)
      } else {
        answerOpen(.noSession(NoSession(session: number)), id: 0, at: now)
      }
    case .open, nil:
      guard let (header, request) = try? transceiver.decoder.request() else { return }
      answerOpen(request, id: header.request, at: now)
    }
  }

  private mutating func answerOpen(_ request: Request, id: UInt16, at now: Instant) {
    switch request {
    case .opening(.identify): answerOpen(.identity(profile.identity), id: id, at: now)
    case .opening(.openSession(let opening)): offer(opening, id: id, at: now)
    case .opening(.emergencyRate(let call)): goToEmergencyRate(call, id: id, at: now)
    case .opening(.confirmSession), .query, .part, .order:
      answerOpen(.refused(Refusal(request.type, .noSession)), id: id, at: now)
    }
  }

  /// Answers in the open, if that may be.
  @inline(never)
  mutating func answerOpen(_ reply: Reply, id: UInt16, at now: Instant) {
    guard openings.takeAnswer(at: now.link) else { return }
    transceiver.send(reply, id: id)
  }

  /// Answers a request in the session: from the cache when it is a repeat, else by carrying it out.
  private mutating func answerSealed(at now: Instant) {
    guard let verdict = session.held?.unseal(&transceiver.decoder), verdict != .forged,
      let (header, request) = try? transceiver.decoder.request()
    else { return }
    // Only what was never there before shows that somebody still is.
    if verdict == .fresh { session.extend(to: now.link.after(profile.sessionIdle)) }
    let checksum = transceiver.decoder.withMessage { CRC32C.checksum($0) }
    let isRepeat = repeatAnswer(header, checksum: checksum) || verdict == .repeated
    if isRepeat && !has(.takesReplays) { return }
    session.held?.repeatsLeft = HeldSession.repeats
    if isKnown(header) && !has(.takesReplays) {
      return refuse(request.type, .requestReused, header)
    }
    guard let highest = session.held?.highestRequest,
      header.request > highest || has(.takesReplays)
    else {
      return refuse(request.type, .requestTooOld, header)
    }
    session.held?.highestRequest = header.request
    if isAnswerDue {
      // Not even a status: past its expiry it would say that the order was not carried out.
      if store.revoked != nil { store.restore() }
      return answer(.refused(Refusal(request.type, .busy)), header, checksum: checksum)
    }
    if let reply = carryOut(request, header, checksum: checksum, at: now) {
      answer(reply, header, checksum: checksum)
    }
    if case .query(.closeSession) = request { session.end() }
  }

  /// Sends the same answer to the same request once more, if it was answered and that is kept.
  ///
  /// A repeat of the request that is being worked on has its answer when that is done.
  private mutating func repeatAnswer(_ header: MessageHeader, checksum: UInt32) -> Bool {
    if has(.forgetsReplies) { return false }
    if session.answerAgain(header.request, checksum: checksum, on: &transceiver) { return true }
    if let order = store.waitingOrder, order.header == header { return order.checksum == checksum }
    return log.reading.map { $0.header == header && $0.checksum == checksum } ?? false
  }

  /// Whether an id was used for a request whose answer is kept or still to come.
  @_addressableSelf
  private func isKnown(_ header: MessageHeader) -> Bool {
    session.keepsReply(to: header.request) || store.waitingOrder?.header == header
      || log.reading?.header == header
  }

  /// Whether the answer of a request waits for the memory.
  private var isAnswerDue: Bool { store.waitingOrder != nil || log.reading != nil }

  /// Refuses a request whose answer is not kept.
  @inline(never)
  private mutating func refuse(
    _ type: RequestType, _ code: RefusalCode, _ header: MessageHeader
  ) {
    send(.refused(Refusal(type, code)), header)
  }

  /// Sends the answer of a request in the session and keeps it for a repeat.
  @inline(never)
  mutating func answer(_ reply: Reply, _ header: MessageHeader, checksum: UInt32) {
    guard send(reply, header) else { return }
    session.keepReply(to: header.request, checksum: checksum, from: transceiver)
  }

  /// Seals and sends an answer, if its session still is the one that is open.
  @inline(never)
  @discardableResult
  private mutating func send(_ reply: Reply, _ header: MessageHeader) -> Bool {
    guard case .session(let number) = header.envelope, session.number == number else {
      return false
    }
    if session.seal(reply, id: header.request, on: &transceiver) { return true }
    session.end()
    return false
  }

  /// The pump's link clock as it goes over the wire.
  static func linkClock(_ now: Instant) -> UInt32 {
    UInt32(truncatingIfNeeded: now.link.rawValue)
  }
}
