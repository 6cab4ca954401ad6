import NIOCore
import SerialLink

/// Who has a line and who wants it, and what goes over it. It is used by one thread at a
/// time, and knows nothing of what the bytes mean.
final class LineDesk {
  private let name: LineName
  private let side: any LineSide
  private let limits: GatewayLimits
  private let onEvent: @Sendable (GatewayEvent) -> Void
  /// Called when a client takes bytes again.
  private let wake: @Sendable () -> Void
  private var holder: LineClient?
  private var since: UInt64 = 0
  private var waiting: [LineClient] = []
  private var buffer = [UInt8](repeating: 0, count: 16_384)
  /// What the holder sent and the line has not taken, and how much of it has gone already.
  private var outgoing: [UInt8] = []
  private var gone = 0
  /// Bytes thrown away since the line was there last.
  private var dropped = 0
  private var splitter: LineSplitter?

  /// Reads of the line before anybody else has a turn.
  private static let turns = 16

  init(
    _ name: LineName, _ side: any LineSide, _ limits: GatewayLimits,
    onEvent: @escaping @Sendable (GatewayEvent) -> Void, wake: @escaping @Sendable () -> Void
  ) {
    self.name = name
    self.side = side
    self.limits = limits
    self.onEvent = onEvent
    self.wake = wake
    splitter = name.door == .control ? LineSplitter(most: limits.line) : nil
  }

  // MARK: Clients

  /// A client came, or one that is here asks for the line.
  func want(_ client: LineClient, at now: UInt64) {
    guard let holder else {
      waiting.removeAll { $0 === client }
      self.holder = client
      since = now
      splitter?.removeAll()
      return side.begin(at: now)
    }
    guard holder !== client else { return }
    if !waiting.contains(where: { $0 === client }) { waiting.append(client) }
    client.tell(name.held(by: holder, for: (now - since) / 1000))
  }

  /// A client has gone.
  func leave(_ client: LineClient) {
    waiting.removeAll { $0 === client }
    guard holder === client else { return }
    side.end()
    holder = nil
    dropped = 0
    outgoing = []
    gone = 0
    for other in waiting { other.tell(name.free) }
  }

  /// A client sent bytes for the line.
  func send(_ bytes: ByteBuffer, from client: LineClient) {
    guard holder === client else { return client.settled(bytes.readableBytes) }
    outgoing += bytes.readableBytesView
    flush()
  }

  /// The gateway ends.
  func end() {
    for client in waiting { client.end(name.ending) }
    holder?.end(name.ending)
    side.end()
  }

  // MARK: The line

  /// When there is something to be done without anybody's doing, in ms of the monotonic clock.
  var deadline: UInt64? { isRead ? side.deadline : nil }

  private var isRead: Bool { holder?.takesMore ?? side.isAlwaysRead }

  /// Whether something waits until the line takes it.
  var isWaitingForRoom: Bool { !outgoing.isEmpty }

  /// Adds what is to be waited for.
  func addInterests(to set: inout PollSet) {
    var interest: Readiness = isRead ? .readable : []
    if !outgoing.isEmpty { interest.formUnion(.writable) }
    side.addInterests(to: &set, interest)
  }

  /// Carries what is there to be carried.
  func serve(at now: UInt64) {
    flush()
    for _ in 0..<Self.turns where isRead {
      switch side.read(into: &buffer, at: now) {
      case .bytes(let count):
        deliver(count)
        // It was all there was.
        if count < buffer.count { return }
      case .event(let event): happened(event)
      case .nothing: return
      }
    }
    // There may be more; whoever else is there has a turn first.
    if isRead { wake() }
  }

  private func deliver(_ count: Int) {
    guard let holder else { return }
    guard splitter != nil else {
      return holder.take(ByteBuffer(bytes: buffer[..<count]), asText: false, then: wake)
    }
    splitter?.add(buffer[..<count])
    while let line = splitter?.next() {
      switch line {
      case .line(let bytes): holder.take(ByteBuffer(bytes: bytes), asText: true, then: wake)
      case .tooLong: holder.tell(name.tooLong(limits.line))
      }
    }
  }

  private func happened(_ event: SideEvent) {
    switch event {
    case .open: tell(name.open)
    case .unusable(let error): tell(name.unusable(error))
    case .opened: tell(name.opened)
    case .closed: tell(name.closed)
    case .lost(let error):
      tell(name.lost(error))
      splitter?.removeAll()
      // What was under way to it is not for whatever is there next.
      throwAway()
    case .back: tell(name.back(dropped: dropped))
    }
    switch event {
    case .open, .back, .opened: dropped = 0
    case .unusable, .lost, .closed: break
    }
  }

  private func tell(_ event: GatewayEvent) {
    onEvent(event)
    holder?.tell(event)
  }

  private func flush() {
    while !outgoing.isEmpty {
      guard let count = side.write(outgoing.span.extracting(gone...)) else { return throwAway() }
      gone += count
      settle(count)
      if gone == outgoing.count {
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= limits.unsent)
        gone = 0
      } else if !side.makesWait {
        return throwAway()
      } else if count == 0 {
        return
      }
    }
  }

  private func throwAway() {
    let count = outgoing.count - gone
    guard count > 0 else { return }
    outgoing = []
    gone = 0
    settle(count)
    // Once for each time that nobody is there: whoever sends on knows it.
    if dropped == 0 { tell(name.dropped(count)) }
    dropped += count
  }

  private func settle(_ count: Int) { holder?.settled(count) }
}
