public import Quantities

/// How long the programmer waits, on its own clock. Spec: session.md, "Retries".
public struct SessionTimings: Sendable {
  /// For the answer to one transmission.
  public var answer: Milliseconds
  /// How often a request that changes nothing is sent in all.
  public var tries: Int
  /// How long an order stays valid from the moment it is made.
  public var orderLife: Milliseconds
  /// Between two looks at the status when an order's answer was lost.
  public var settlePause: Milliseconds

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
