import Clinic
import ProgrammerSession
package import Quantities

/// What a person wants of the line to a pump, beside the pump's address.
package struct LineWishes: Sendable {
  /// How long a port or a pump is waited for that is not there yet; `nil` for not at all.
  package var wait: Milliseconds?
  /// How long one answer is waited for; `nil` as the protocol has it.
  package var answer: Milliseconds?
  /// How often a request that changes nothing is sent in all; `nil` as the protocol has it.
  package var tries: Int?
  /// Whether the frames are told as they go.
  package var isTold = false
  /// The file that the frames' trace is appended to; `nil` for none.
  package var trace: String?

  /// Wishes for nothing.
  package init() {}

  /// The shortest and the longest answer that can be waited for.
  package static let answers = Milliseconds(rawValue: 20)...Milliseconds.seconds(60)
  /// How often a request can be sent.
  package static let tryCounts = 1...100

  /// The timings of a session, with what is wished for in them.
  func timings(_ usual: SessionTimings) -> SessionTimings {
    var timings = usual
    if let answer { timings.answer = answer }
    if let tries { timings.tries = tries }
    return timings
  }
}
