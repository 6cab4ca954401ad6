import Clinic
import ProgrammerSession
package import PumpText
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

  /// What is typed of times and counts; what it is of stands before what is wrong with it.
  package init(wait: String?, answer: String?, tries: Int?) throws(QuantityError) {
    self.wait = try Self.duration(wait, of: "wait")
    self.answer = try Self.duration(answer, of: "timeout")
    if let time = self.answer, !Self.answers.contains(time) {
      throw QuantityError("timeout is 20 ms at least and 60 s at most, not \(answer ?? "")")
    }
    if let tries, !Self.tryCounts.contains(tries) {
      throw QuantityError("tries are from 1 to 100, not \(tries)")
    }
    self.tries = tries
  }

  private static func duration(
    _ text: String?, of what: String
  ) throws(QuantityError) -> Milliseconds? {
    guard let text else { return nil }
    do throws(QuantityError) {
      return try QuantityText.duration(text)
    } catch {
      throw QuantityError("\(what): \(error.text)")
    }
  }

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
