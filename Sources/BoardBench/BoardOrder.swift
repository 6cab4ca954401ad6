/// What a bench asks of a board; the answer has the same number with the highest bit set, and
/// begins with a ``BoardVerdict``. Spec: board.md, "Bench".
package enum BoardOrder: UInt8, Sendable {
  /// Says what the board is: ``BoardGreeting``.
  case greet = 1
  /// Takes the pump's power and gives it what it has from a factory: ``FactoryFields``. Time stands
  /// from now on, until the board is reset, and passes only by ``run``.
  case hold = 2
  /// Makes the memory blank.
  case format = 3
  /// Puts bytes into the memory: offset (4), then bytes of one slot, or of whole entries.
  case put = 4
  /// Gives bytes of the memory back: offset (4), how many (2). The answer has them.
  case take = 5
  /// The physics are these from now on: a snapshot of the plant.
  case plant = 6
  /// What is around the pump from now on: ``BoardSurroundings``.
  case surround = 7
  /// Starts the firmware on the memory: cause (1), time on the link (8), noise (16).
  case start = 8
  /// Lets time pass to a true moment (8) and to a time on the link (8).
  case run = 9
  /// Takes so many bytes (4) off the pump's line at a time on the link (8), and answers them there.
  case hear = 10
  /// The pump feels whether the head is in contact, as its surroundings say: time on the link (8).
  case feel = 11
  /// The programmer left the line.
  case leave = 12
  /// A page (4) of the flash takes so many more (4) erasures, and then none.
  case wear = 13
  /// The line has an error, as a port says of a byte that was overrun.
  case disturb = 14
  /// The board's clock stands from now on, as one whose crystal breaks. Its watchdog then starts it
  /// anew; a board that has none refuses.
  case stopClock = 15

  /// The number of its answer.
  package var answer: UInt8 { rawValue | 0x80 }

  /// The number of what a board says by itself when it has started, with ``BoardVerdict/notHeld``:
  /// whoever waits for an answer waits for nothing then.
  package static var started: UInt8 { 0x80 }
}

/// What became of an order: the first byte of an answer.
package enum BoardVerdict: UInt8, Sendable {
  /// It is done. Where the pump has a state by now, that follows: ``BoardState``.
  case done = 0
  /// There is no such order.
  case unknown = 1
  /// It is not as long as it must be, or says what cannot be.
  case malformed = 2
  /// The pump is to be held first.
  case notHeld = 3
  /// The memory cannot be written.
  case memoryFailed = 4
  /// The bytes that were promised did not come before the next order did.
  case interrupted = 5

  /// What it means, for a person.
  package var meaning: String {
    switch self {
    case .done: "done"
    case .unknown: "the board knows no such order"
    case .malformed: "the board can make nothing of the order"
    case .notHeld: "the board's pump has to be held first"
    case .memoryFailed: "the board's memory cannot be written"
    case .interrupted: "the bytes that were promised did not come"
    }
  }
}
