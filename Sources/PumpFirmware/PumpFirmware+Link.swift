import Quantities
import Telemetry

extension PumpFirmware {
  /// Closes a session nobody used for too long; what was staged in it is gone.
  mutating func expireSession(at now: LinkTime) {
    if let deadline = sessionDeadline, now >= deadline { endSession() }
  }

  private mutating func endSession() {
    session = nil
    sessionDeadline = nil
  }

  /// Answers the frame the decoder found. What is no request is dropped without a word.
  mutating func answerFrame(at now: Instant) {
    guard let (header, request) = try? decoder.request() else { return }
    switch header.envelope {
    case .open: answerOpen(request, header, at: now)
    case .session(let number): answer(request, header, session: number, at: now)
    }
  }

  private mutating func answerOpen(_ request: Request, _ header: MessageHeader, at now: Instant) {
    switch request {
    case .identify: send(.identity(profile.identity), header)
    case .openSession(let opening): open(opening, header, at: now)
    default: send(.refused(Refusal(request.type, .noSession)), header)
    }
  }

  /// Opens a session in place of the one before, whose staged programme is gone.
  private mutating func open(_ opening: OpenSession, _ header: MessageHeader, at now: Instant) {
    guard opening.schema == Schema.hash else {
      let refusal = Refusal(
        .openSession, .schemaMismatch, asked: UInt64(opening.schema), limit: UInt64(Schema.hash))
      return send(.refused(refusal), header)
    }
    if let current = session, current.opening == opening, current.openingRequest == header.request {
      // The same opening once more must not end the session that its first copy opened.
      return sendOpened(current, header, at: now)
    }
    if sessionCount == .max {
      sessionCount = 0
      isEpochStored = false
      update { $0.epoch &+= 1 }
    }
    sessionCount += 1
    let opened = LinkSession(
      number: UInt32(state.epoch) << 16 | UInt32(sessionCount), from: opening,
      request: header.request)
    session = opened
    sessionDeadline = now.link.after(profile.sessionIdle)
    sendOpened(opened, header, at: now)
  }

  private mutating func sendOpened(
    _ session: LinkSession, _ header: MessageHeader, at now: Instant
  ) {
    let opened = SessionOpened(
      session: session.number, nonce: session.opening.nonce, linkClock: Self.linkClock(now),
      idleSeconds: UInt16(clamping: profile.sessionIdle.rawValue / 1000))
    send(.sessionOpened(opened), header)
  }

  /// Answers a request in a session: from the cache when it is a repeat, else by carrying it out.
  private mutating func answer(
    _ request: Request, _ header: MessageHeader, session number: UInt32, at now: Instant
  ) {
    guard let current = session, current.number == number else {
      return send(.refused(Refusal(request.type, .noSession)), header)
    }
    sessionDeadline = now.link.after(profile.sessionIdle)
    let checksum = decoder.withContent { CRC32C.checksum($0) }
    if let place = current.replies.place(of: header.request) {
      if current.replies.checksum(at: place) == checksum {
        transmission = current.replies.reply(at: place)
        hasTransmission = true
      } else {
        send(.refused(Refusal(request.type, .requestReused)), header)
      }
      return
    }
    if let waiting = waitingRequest, waiting.header == header {
      // A repeat of the request that is being worked on: its answer comes when that is done.
      if waiting.checksum != checksum {
        send(.refused(Refusal(request.type, .requestReused)), header)
      }
      return
    }
    guard header.request > current.highestRequest else {
      return send(.refused(Refusal(request.type, .requestTooOld)), header)
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

  /// The request whose answer waits for the memory.
  private var waitingRequest: (header: MessageHeader, checksum: UInt32)? {
    if let order = storing?.order { return (order.header, order.checksum) }
    return log.reading.map { ($0.header, $0.checksum) }
  }

  /// Sends the answer of a request in the session and keeps it for a repeat.
  mutating func answer(_ reply: Reply, _ header: MessageHeader, checksum: UInt32) {
    send(reply, header)
    if case .session(let number) = header.envelope, session?.number == number {
      session?.replies.keep(transmission, request: header.request, checksum: checksum)
    }
  }

  private mutating func send(_ reply: Reply, _ header: MessageHeader) {
    transmission.encode(reply, header)
    hasTransmission = true
  }

  /// The pump's link clock as it goes over the wire.
  static func linkClock(_ now: Instant) -> UInt32 {
    UInt32(truncatingIfNeeded: now.link.rawValue)
  }
}
