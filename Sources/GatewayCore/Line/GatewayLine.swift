import Dispatch
import NIOCore
import SerialLink
import Synchronization

/// A line on a thread of its own, which waits for the line and for the clients alike.
///
/// What a client sends goes to the line from the client's thread where nothing stands against it,
/// so that no other has to be woken for it. Everything else is the line's thread's.
final class GatewayLine: Sendable {
  private enum Call: Sendable {
    case want(LineClient)
    case leave(LineClient)
    case send(ByteBuffer, LineClient)
    case end
  }

  private let calls = Mutex<[Call]>([])
  private let desk: Mutex<LineDesk>
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
    desk = Mutex(LineDesk(name, side, limits, onEvent: onEvent) { wakening.call() })
    DispatchQueue(label: name.name).async { [self] in
      run()
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
    let isLeft = desk.withLockIfAvailable { desk -> Bool? in
      // What was said before comes first.
      guard calls.withLock({ $0.isEmpty }) else { return nil }
      desk.send(bytes, from: client)
      return desk.isWaitingForRoom
    }
    switch isLeft {
    case .some(.some(let isLeft)): if isLeft { wakening.call() }
    case .some(nil), nil: call(.send(bytes, client))
    }
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

  private func run() {
    var set = PollSet(capacity: 4)
    while true {
      let now = MonotonicClock.milliseconds()
      let wait = desk.withLock { desk -> Wait? in
        guard answerCalls(&desk, at: now) else { return nil }
        desk.serve(at: now)
        set.removeAll()
        set.add(wakening.fileDescriptor, .readable)
        desk.addInterests(to: &set)
        return Wait(deadline: desk.deadline)
      }
      guard let wait else { return }
      let left = wait.deadline.map { Int(clamping: $0 > now ? $0 - now : 0) }
      // It fails when the system is out of memory, and then there is nothing to be done but go on.
      _ = try? set.wait(timeoutMilliseconds: left)
      if set.isReady(0) { wakening.take() }
    }
  }

  /// How long there is nothing to be done.
  private struct Wait {
    let deadline: UInt64?
  }

  /// Does what was called for, in its order; `false` when that was the end.
  private func answerCalls(_ desk: inout LineDesk, at now: UInt64) -> Bool {
    // Taken while the desk is held: nothing that comes later gets ahead of them.
    for call in calls.withLock({ calls in
      defer { calls = [] }
      return calls
    }) {
      switch call {
      case .want(let client): desk.want(client, at: now)
      case .leave(let client): desk.leave(client)
      case .send(let bytes, let client): desk.send(bytes, from: client)
      case .end:
        desk.end()
        return false
      }
    }
    return true
  }
}
