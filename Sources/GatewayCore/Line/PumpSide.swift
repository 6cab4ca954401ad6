import SerialLink

/// The pseudo-terminal at which programmers find the pump of a page. It is there whether a page is
/// or not; what a programmer says to nobody is thrown away.
final class PumpSide: LineSide {
  private let pty: Pty
  private var isOpened = false
  /// What of a programmer's comings and goings is still to be told.
  private var untold: [SideEvent] = []

  /// A new pseudo-terminal with a stable link to it. Throws what `Pty` does.
  init(link: String) throws(SerialError) {
    var pty = try Pty()
    try pty.publish(link: link)
    self.pty = consume pty
  }

  /// The link's absolute path.
  var path: String { pty.path }

  let makesWait = false
  let isAlwaysRead = true
  let deadline: UInt64? = nil

  func begin(at milliseconds: UInt64) {
    // What the page before this one said, and nobody heard; and what was said to no page.
    try? pty.discardUnreadOutput()
    try? look()
    discardInput()
    untold = isOpened ? [.open, .opened] : [.open]
  }

  func end() { untold = [] }

  func addInterests(to set: inout PollSet, _ interest: Readiness) {
    if let events = pty.clientEvents { set.add(events, .readable) }
    if !interest.isEmpty { set.add(pty.fileDescriptor, interest) }
  }

  /// Comings and goings before bytes, so that what a pump says to a programmer that has left never
  /// reaches the next.
  func read(into buffer: inout [UInt8], at milliseconds: UInt64) -> SideInput {
    do throws(SerialError) {
      try look()
      if !untold.isEmpty { return .event(untold.removeFirst()) }
      switch try pty.read(into: &buffer) {
      case .bytes(let count): return .bytes(count)
      case .wouldBlock: return .nothing
      case .closed: return .event(.lost(.endOfStream(path)))
      }
    } catch {
      return .event(.lost(error))
    }
  }

  /// Throws away what programmers said, as much as there can have been of it.
  private func discardInput() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<64 {
      guard case .bytes? = try? pty.read(into: &buffer) else { return }
    }
  }

  private func look() throws(SerialError) {
    let change = try pty.drainClientEvents()
    if change.closed > 0 { try pty.prepareForNextClient() }
    guard change.opened > 0 || change.closed > 0 else { return }
    // What came between two looks is told in the order in which it can have been.
    let isNowOpened =
      change.opened > change.closed || isOpened && change.opened == change.closed
    if !isOpened { untold.append(.opened) }
    if change.closed > 0 {
      untold.append(.closed)
      if isNowOpened { untold.append(.opened) }
    }
    isOpened = isNowOpened
  }

  func write(_ bytes: Span<UInt8>) -> Int? { isOpened ? (try? pty.write(bytes)) ?? 0 : nil }
}
