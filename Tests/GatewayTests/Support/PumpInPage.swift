import Foundation
import PumpFirmware
import PumpWorld
import Quantities
import SerialLink
import Synchronization
import Telemetry
import TestSupport
import Testing

/// A pump behind a WebSocket, as the page has it, on a thread of its own.
final class PumpInPage: Sendable {
  /// What it ended with.
  struct Told: Sendable {
    var therapy: Therapy?
    var events: [String] = []
  }

  /// So many programmers are to have gone before it ends; `nil` while nobody stops it.
  private let departures = Mutex<Int?>(nil)
  private let told = Mutex(Told())
  private let ended = DispatchSemaphore(value: 0)

  /// Takes the place of a page at a gateway.
  init(port: UInt16, token: String) throws {
    let end = try WebSocketEnd(port: port, "/pump?token=\(token)")
    try end.event("open")
    let box = Mutex<WebSocketEnd?>(end)
    Thread.detachNewThread { [self] in
      if let end = box.withLock({ end in
        let taken = end
        end = nil
        return taken
      }) {
        try? serve(end)
      }
      ended.signal()
    }
  }

  /// Ends it once so many programmers have gone; gives what it ended with.
  func stop(afterDepartures count: Int) -> Told {
    departures.withLock { $0 = count }
    ended.wait()
    return told.withLock { $0 }
  }

  private var isOver: Bool {
    guard let count = departures.withLock({ $0 }) else { return false }
    return told.withLock { $0.events.count { $0 == "closed" } } >= count
  }

  private func serve(_ end: WebSocketEnd) throws {
    var pump = try PumpSetup.sample().newPump()
    var set = PollSet(capacity: 1)
    set.add(end.socket.fileDescriptor, .readable)
    let start = MonotonicClock.milliseconds()
    // Some minutes at the most.
    for _ in 0..<100_000 where !isOver {
      if try set.wait(timeoutMilliseconds: 5) > 0, try !end.socket.readNow() { break }
      while end.isMessageThere {
        let elapsed = MonotonicClock.milliseconds() - start
        let now = Instant(
          therapy: TherapyTime(rawValue: elapsed), link: LinkTime(rawValue: elapsed))
        pump.advance(to: now)
        switch try end.next() {
        case .bytes(let bytes): try end.send(pump.exchange(bytes, at: now))
        case .text(let text):
          let event = try JSONDecoder().decode(WebSocketEnd.Event.self, from: Data(text.utf8))
          if event.event == "closed" { pump.linkInterrupted() }
          told.withLock { $0.events.append(event.event) }
        case .pong, .closed, .ended: break
        }
      }
    }
    let therapy = pump.firmware.state.therapy
    told.withLock { $0.therapy = therapy }
  }
}

extension WebSocketEnd {
  /// Whether a whole message was read already.
  var isMessageThere: Bool {
    let bytes = socket.unread
    guard bytes.count >= 2 else { return false }
    let length = Int(bytes[1] & 0x7F)
    guard length == 126 else { return bytes.count >= 2 + length }
    return bytes.count >= 4 && bytes.count >= 4 + (Int(bytes[2]) << 8 | Int(bytes[3]))
  }
}
