import Dispatch
import NIOCore
import SerialLink
import Synchronization

/// A line on a thread of its own, which waits for the line and for the clients alike.
final class GatewayLine: Sendable {
  private enum Call: Sendable {
    case want(LineClient)
    case leave(LineClient)
    case send(ByteBuffer, LineClient)
    case end
  }

  private let calls = Mutex<[Call]>([])
  private let wakening: Wakening
  private let ended = DispatchSemaphore(value: 0)
  let name: LineName

  /// Opens nothing yet. Throws when the system is out of descriptors.
  init(
    _ name: LineName, _ limits: GatewayLimits, onEvent: @escaping @Sendable (GatewayEvent) -> Void,
    side: sending any LineSide
  ) throws(SerialError) {
    self.name = name
    let wakening = try Wakening()
    self.wakening = wakening
    let desk = LineDesk(name, side, limits, onEvent: onEvent) { wakening.call() }
    let handed = HandedOver(desk)
    DispatchQueue(label: name.name).async { [self] in
      if let desk = handed.take() { run(desk) }
      ended.signal()
    }
  }

  /// A client wants the line, now or as soon as it asks again.
  func want(_ client: LineClient) { call(.want(client)) }

  /// A client has gone.
  func leave(_ client: LineClient) { call(.leave(client)) }

  /// A client sends bytes; they count as its own until the line has taken them.
  func send(_ bytes: ByteBuffer, from client: LineClient) {
    client.sent(bytes.readableBytes)
    call(.send(bytes, client))
  }

  /// Ends the line, and its thread soon after.
  func end() { call(.end) }

  /// Waits until the thread has ended, for so long at most.
  func waitForEnd(milliseconds: Int) {
    _ = ended.wait(timeout: .now() + .milliseconds(milliseconds))
  }

  private func call(_ call: Call) {
    calls.withLock { $0.append(call) }
    wakening.call()
  }

  private func run(_ desk: LineDesk) {
    var set = PollSet(capacity: 4)
    while true {
      let now = MonotonicClock.milliseconds()
      for call in calls.withLock({ calls in
        defer { calls = [] }
        return calls
      }) {
        switch call {
        case .want(let client): desk.want(client, at: now)
        case .leave(let client): desk.leave(client)
        case .send(let bytes, let client): desk.send(bytes, from: client)
        case .end: return desk.end()
        }
      }
      desk.serve(at: now)
      set.removeAll()
      set.add(wakening.fileDescriptor, .readable)
      desk.addInterests(to: &set)
      let left = desk.deadline.map { Int(clamping: $0 > now ? $0 - now : 0) }
      // It fails when the system is out of memory, and then there is nothing to be done but go on.
      _ = try? set.wait(timeoutMilliseconds: left)
      wakening.take()
    }
  }
}

/// Hands something over to a thread.
private final class HandedOver: Sendable {
  private let desk: Mutex<LineDesk?>

  init(_ desk: sending LineDesk) { self.desk = Mutex(desk) }

  func take() -> sending LineDesk? {
    desk.withLock { desk in
      let taken = desk
      desk = nil
      return taken
    }
  }
}
