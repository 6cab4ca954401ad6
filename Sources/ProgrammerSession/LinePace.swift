import Quantities
import Telemetry

/// How fast the line to the pump is, as what comes over it shows. Spec: session.md, "Slow lines".
///
/// Nobody tells a programmer the speed of the line: a port takes the bytes at once, and an adapter
/// or a bench sends them on at a speed of its own. But a pump answers at the speed it is asked at.
struct LinePace: Sendable {
  /// The longest one byte takes, in us: ten bits of it at 300 bits per second.
  static var slowestByte: UInt64 { 33_334 }
  /// More bytes than this since a request was sent are no answer that is on its way: the answer
  /// itself and copies of those before it come to no more.
  static var mostBytes: Int { 1024 }

  /// How long a byte takes, in us; zero as long as frames arrive whole.
  private var byte: UInt64 = 0
  /// The shortest time that passed between the end of a request and the beginning of its answer.
  private var delay: Milliseconds?
  /// When the frame that comes in began, and how many of its bytes came later than that.
  private var began = LinkTime.zero
  private var timedBytes = 0
  /// How long the last whole frame was, in bytes.
  private(set) var frameBytes = 0
  private var bytes = 0

  /// Takes note of bytes of a frame, of which `isFirst` says that nothing came before them.
  mutating func arrived(_ count: Int, isFirst: Bool, at now: LinkTime) {
    if isFirst {
      began = now
      timedBytes = 0
      bytes = 0
    } else {
      timedBytes += count
    }
    bytes += count
  }

  /// The frame that came in is whole.
  mutating func frameEnded(at now: LinkTime) {
    frameBytes = bytes
    let length = now.since(began).rawValue * 1000
    // A few bytes behind the rest tell nothing.
    byte = timedBytes < 8 ? 0 : min(length / UInt64(timedBytes), Self.slowestByte)
  }

  /// The frame that came in last answers a request that was sent at a moment.
  mutating func answered(_ request: Int, sentAt: LinkTime) {
    let measured = began.since(sentAt.after(time(for: request)))
    delay = min(delay ?? measured, measured)
  }

  /// How long so many bytes take.
  func time(for count: Int) -> Milliseconds {
    Milliseconds(rawValue: (UInt64(count) * byte + 999) / 1000)
  }

  /// How long to wait for the answer to a frame: from the end of its sending as long as is usual,
  /// and longer on a line that is known to be slow in answering.
  func wait(for count: Int, usual: Milliseconds) -> Milliseconds {
    let late = Milliseconds(rawValue: min((delay ?? .zero).rawValue, 10_000) * 2)
    return Milliseconds(rawValue: time(for: count).rawValue + max(usual, late).rawValue)
  }

  /// How much longer than on a fast line an order is on its way, the pump's clock having been heard
  /// in a frame of so many bytes.
  func slack(clockBytes: Int, usual: Milliseconds) -> Milliseconds {
    let late = delay ?? .zero
    return Milliseconds(
      rawValue: time(for: clockBytes + Self.orderBytes).rawValue
        + (late > usual ? min(late.rawValue, 10_000) : 0))
  }

  /// No order makes a longer frame.
  private static var orderBytes: Int { 80 }
}

extension ProgrammerSession {
  /// Takes note of bytes that came in; `ended` says that they end a frame.
  mutating func timed(_ count: Int, isFirst: Bool, ended: Bool, at now: LinkTime) {
    pace.arrived(count, isFirst: isFirst, at: now)
    if ended { pace.frameEnded(at: now) }
    guard var current = exchange else { return }
    current.bytesHeard = min(current.bytesHeard + count, 2 * LinePace.mostBytes)
    // Bytes between frames are no reason to wait.
    if decoder.isInsideFrame || ended { current.heardAt = now }
    exchange = current
  }

  /// Until when to wait beyond the deadline, because an answer may be coming in; `nil` when none is.
  func stillComing(_ current: Exchange, at now: LinkTime) -> LinkTime? {
    guard let last = current.heardAt, current.bytesHeard <= LinePace.mostBytes else { return nil }
    let end = last.after(timings.answer)
    return end > now ? end : nil
  }

  /// How much longer than usual an order made now is valid, for the line is slow.
  var lineSlack: Milliseconds {
    pace.slack(clockBytes: clockBytes, usual: timings.answer)
  }

  /// How long an order made now is valid.
  var orderAllowance: Milliseconds {
    Milliseconds(rawValue: timings.orderLife.rawValue + lineSlack.rawValue)
  }
}
