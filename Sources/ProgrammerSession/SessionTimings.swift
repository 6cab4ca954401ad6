public import Quantities

/// How long the programmer waits, on its own clock. Spec: session.md, "Retries".
///
/// Waiting begins when the bytes are out, and goes on while a frame comes in.
public struct SessionTimings: Sendable {
  /// For the answer to one transmission, from the end of its sending on.
  public var answer: Milliseconds
  /// How often a request that changes nothing is sent in all.
  public var tries: Int
  /// How long an order stays valid from the moment it is made.
  public var orderLife: Milliseconds
  /// Between two looks at the status when an order's answer was lost.
  public var settlePause: Milliseconds
  /// For how long a request is made again that the pump has no time for.
  public var patience = Milliseconds.seconds(10)

  /// The longest wait that is believed of a pump that makes everybody wait, in s.
  static var longestWait: UInt64 { 2 }

  /// The timings of the spec: 500 ms, 3 tries, 2 s, 100 ms.
  public init(
    answer: Milliseconds = Milliseconds(rawValue: 500), tries: Int = 3,
    orderLife: Milliseconds = .seconds(2),
    settlePause: Milliseconds = Milliseconds(rawValue: 100)
  ) {
    precondition(tries > 0, "a request must be sent at least once")
    self.answer = answer
    self.tries = tries
    self.orderLife = orderLife
    self.settlePause = settlePause
  }
}
