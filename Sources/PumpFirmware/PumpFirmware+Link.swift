import Quantities
import Telemetry

extension PumpFirmware {
  /// Closes a session nobody used for too long; what was staged in it is gone.
  mutating func expireSession(at now: LinkTime) {
    if let deadline = sessionDeadline, now >= deadline { endSession() }
  }

  mutating func endSession() {
    session?.zeroise()
    session = nil
    sessionDeadline = nil
  }

  /// Answers the frame the decoder found. What is no request is dropped without a word.
  mutating func answerFrame(at now: Instant) {
    switch decoder.envelope {
    case .sealed(let number, _):
      if session?.number == number {
        answerSealed(at: now)
      } else if offer?.offered.session == number {
        confirm(at: now)
      } else {
        answerOpen(.noSession(NoSession(session: number)), id: 0, at: now)
      }
    case .open, nil:
      guard let (header, request) = try? decoder.request() else { return }
      answerOpen(request, id: header.request, at: now)
    }
  }

  private mutating func answerOpen(_ request: Request, id: UInt16, at now: Instant) {
    switch request {
    case .identify: answerOpen(.identity(profile.identity), id: id, at: now)
    case .openSession(let opening): offer(opening, id: id, at: now)
    default: answerOpen(.refused(Refusal(request.type, .noSession)), id: id, at: now)
    }
  }

  /// Answers in the open, if that may be.
  mutating func answerOpen(_ reply: Reply, id: UInt16, at now: Instant) {
    guard openLink.takeAnswer(at: now.link, inContact: isInContact) else { return }
    transmission.encode(reply, id: id)
    hasTransmission = true
  }

  /// Answers a request in the session: from the cache when it is a repeat, else by carrying it out.
  private mutating func answerSealed(at now: Instant) {
    guard let verdict = session?.unseal(&decoder), verdict != .forged,
      let (header, request) = try? decoder.request()
    else { return }
    let checksum = decoder.withMessage { CRC32C.checksum($0) }
    if repeatAnswer(header, checksum: checksum) || verdict == .repeated { return }
    sessionDeadline = now.link.after(profile.sessionIdle)
    if isKnown(header) {
      send(.refused(Refusal(request.type, .requestReused)), header)
      return
    }
    guard let highest = session?.highestRequest, header.request > highest else {
      send(.refused(Refusal(request.type, .requestTooOld)), header)
      return
    }
    session?.highestRequest = header.request
    if waitingRequest != nil {
      // Not even a status: past its expiry it would say that the order was not carried out.
      return answer(.refused(Refusal(request.type, .busy)), header, checksum: checksum)
    }
    if let reply = carryOut(request, header, checksum: checksum, at: now) {
      answer(reply, header, checksum: checksum)
    }
    if case .closeSession = request { endSession() }
  }

  /// Sends the same answer to the same request once more, if it was answered and that is kept.
  ///
  /// A repeat of the request that is being worked on has its answer when that is done.
  private mutating func repeatAnswer(_ header: MessageHeader, checksum: UInt32) -> Bool {
    if let place = session?.replies.place(of: header.request),
      session?.replies.checksum(at: place) == checksum
    {
      session?.replies.copyReply(at: place, to: &transmission)
      hasTransmission = true
      return true
    }
    return waitingRequest.map { $0.header == header && $0.checksum == checksum } ?? false
  }

  /// Whether an id was used for a request whose answer is kept or still to come.
  private func isKnown(_ header: MessageHeader) -> Bool {
    session?.replies.place(of: header.request) != nil || waitingRequest?.header == header
  }

  /// The request whose answer waits for the memory.
  private var waitingRequest: (header: MessageHeader, checksum: UInt32)? {
    if let order = storing?.order { return (order.header, order.checksum) }
    return log.reading.map { ($0.header, $0.checksum) }
  }

  /// Sends the answer of a request in the session and keeps it for a repeat.
  mutating func answer(_ reply: Reply, _ header: MessageHeader, checksum: UInt32) {
    guard send(reply, header) else { return }
    session?.replies.keep(transmission, request: header.request, checksum: checksum)
  }

  /// Seals and sends an answer, if its session still is the one that is open.
  @discardableResult
  private mutating func send(_ reply: Reply, _ header: MessageHeader) -> Bool {
    guard case .session(let number) = header.envelope, session?.number == number else {
      return false
    }
    guard session?.seal(reply, id: header.request, into: &transmission) == true else {
      endSession()
      return false
    }
    hasTransmission = true
    return true
  }

  /// The pump's link clock as it goes over the wire.
  static func linkClock(_ now: Instant) -> UInt32 {
    UInt32(truncatingIfNeeded: now.link.rawValue)
  }
}
