import Foundation
import PumpFirmware
import PumpWorld
import Quantities
import SerialLink
import Synchronization
import Telemetry
import TestSupport
import Testing

/// A pump behind a WebSocket, as the page has it, on a thread of its own until it is stopped.
final class PumpInPage: Sendable {
  /// What it ended with.
  struct Told: Sendable {
    var therapy: Therapy?
    var events: [String] = []
  }

  private let goesOn = Mutex(true)
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

  /// Ends it; gives what it ended with.
  func stop() -> Told {
    goesOn.withLock { $0 = false }
    ended.wait()
    return told.withLock { $0 }
  }

  private func serve(_ end: WebSocketEnd) throws {
    var pump = try PumpSetup.sample().newPump()
    var set = PollSet(capacity: 1)
    set.add(end.socket.fileDescriptor, .readable)
    let start = MonotonicClock.milliseconds()
    while true {
      // Whoever stops it has seen all that the programmers did; the last may still be on its way.
      let isLast = !goesOn.withLock { $0 }
      let isThere = try set.wait(timeoutMilliseconds: isLast ? 200 : 5) > 0
      if isThere, try !end.socket.readNow() { break }
      if isLast, !isThere { break }
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
