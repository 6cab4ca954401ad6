package import Quantities
package import SerialLink

/// The bytes between a programmer and its pump, as the programmer's run loop has them: a port of
/// this machine, or what a test puts in its place.
package protocol ProgrammerLine: AnyObject {
  /// Waits for bytes, for so long at most, and takes them; `nil` when none came. Throws what the
  /// line was lost by.
  func read(into buffer: inout [UInt8], within time: Milliseconds) throws(SerialError) -> Int?

  /// Hands bytes to the line. What it does not take is lost.
  func write(_ bytes: Span<UInt8>)
}

/// Where lines come from, and the time that passes on them.
package struct LineOpener: Sendable {
  /// Opens the line to an address, locked against other programs.
  package var open: @Sendable (PortAddress) throws(SerialError) -> any ProgrammerLine
  /// The time now. It never runs backwards.
  package var now: @Sendable () -> LinkTime
  /// Lets time pass.
  package var pause: @Sendable (Milliseconds) throws(SerialError) -> Void
  /// The same time as ``now``, in ns, as exactly as it is known.
  package var nanoseconds: @Sendable () -> UInt64

  /// An opener from its parts; without a finer time it is as fine as ``now``.
  package init(
    open: @escaping @Sendable (PortAddress) throws(SerialError) -> any ProgrammerLine,
    now: @escaping @Sendable () -> LinkTime,
    pause: @escaping @Sendable (Milliseconds) throws(SerialError) -> Void,
    nanoseconds: (@Sendable () -> UInt64)? = nil
  ) {
    self.open = open
    self.now = now
    self.pause = pause
    self.nanoseconds = nanoseconds ?? { now().rawValue * 1_000_000 }
  }

  /// The ports of this machine.
  package static let ports = LineOpener(
    open: { address throws(SerialError) in try PortLine(opening: address) },
    now: { LinkTime(rawValue: MonotonicClock.milliseconds()) },
    pause: { length throws(SerialError) in
      var nothing = PollSet(capacity: 1)
      try nothing.wait(timeoutMilliseconds: Int(clamping: length.rawValue))
    },
    nanoseconds: { MonotonicClock.nanoseconds() })

  /// What connections are opened with; a test has a pump of its own making here.
  @TaskLocal package static var current = ports
}

/// A port of this machine.
final class PortLine: ProgrammerLine {
  private let link: ByteLine
  private var waiting = PollSet(capacity: 1)

  /// A port that another program has only for a moment, as one that watches the pump does, is
  /// waited for so long, in ms.
  private static let moment: UInt64 = 1500
  private static let pause = 20

  init(opening address: PortAddress) throws(SerialError) {
    let end = MonotonicClock.milliseconds() + Self.moment
    while true {
      do {
        link = try ByteLine(opening: address)
        return
      } catch {
        guard error.kind == .busy, MonotonicClock.milliseconds() < end else { throw error }
        var nothing = PollSet(capacity: 1)
        try nothing.wait(timeoutMilliseconds: Self.pause)
      }
    }
  }

  func read(into buffer: inout [UInt8], within time: Milliseconds) throws(SerialError) -> Int? {
    waiting.removeAll()
    waiting.add(link.fileDescriptor, .readable)
    try waiting.wait(timeoutMilliseconds: Int(clamping: time.rawValue))
    switch try link.read(into: &buffer) {
    case .bytes(let count): return count
    case .wouldBlock: return nil
    case .closed: throw SerialError.endOfStream(link.path)
    }
  }

  func write(_ bytes: Span<UInt8>) { _ = try? link.write(bytes) }
}
