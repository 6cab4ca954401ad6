import SerialLink

/// What came in at the line.
enum SideInput {
  /// So many bytes, at the start of the buffer.
  case bytes(Int)
  /// Something happened to it.
  case event(SideEvent)
  /// Nothing more for now.
  case nothing
}

/// What happened to a line.
enum SideEvent {
  case open
  case unusable(SerialError)
  case lost(SerialError)
  case back
  case opened
  case closed
}

/// The far side of the gateway: a port, a control socket, or the pseudo-terminal that programmers
/// open. It is used by one thread at a time.
protocol LineSide: AnyObject {
  /// A client has taken the line; what that brings about is what is read next.
  func begin(at milliseconds: UInt64)
  /// The client has gone.
  func end()
  /// Adds what is to be waited for.
  func addInterests(to set: inout PollSet, _ interest: Readiness)
  /// When it has to be looked after next, in ms of the monotonic clock; `nil` for never.
  var deadline: UInt64? { get }
  /// Takes what came in.
  func read(into buffer: inout [UInt8], at milliseconds: UInt64) -> SideInput
  /// Writes as much as is accepted now and returns how many bytes that was; `nil` while there is
  /// nobody to write to.
  func write(_ bytes: Span<UInt8>) -> Int?
  /// Whether what is not accepted at once waits for room; otherwise it is thrown away.
  var makesWait: Bool { get }
  /// Whether it is read from while it is nobody's, and what comes is thrown away.
  var isAlwaysRead: Bool { get }
}
