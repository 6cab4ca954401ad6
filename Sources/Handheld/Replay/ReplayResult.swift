package import Decode
import PumpText
package import VerbOutput

/// How far a pump answered as one did that was recorded.
package struct ReplayResult: VerbResult {
  /// The first answer that is another.
  package struct Difference {
    /// Which exchange of those that were asked, from 1.
    package let exchange: Int
    /// What was asked, by the name of the specification.
    package let request: String
    /// When it was asked, in ms since the recording began; `nil` where it does not say.
    package let askedAt: UInt64?
    /// The field that differs; `nil` where another message came.
    package let field: String?
    /// What was recorded in it, and what came.
    package let recorded: FieldValue
    package let live: FieldValue
    /// How long the answer took then and now, in ms.
    package let recordedMilliseconds: UInt64?
    package let liveMilliseconds: UInt64
  }

  /// How many answers were as recorded.
  package internal(set) var alike = 0
  /// How many orders the pump carried out.
  package internal(set) var ordersGiven = 0
  /// How many orders were left out.
  package internal(set) var leftOut = 0
  /// How many requests of the recording had no answer, and were not asked.
  package internal(set) var unanswered = 0
  /// How many frames of the recording nobody could open.
  package internal(set) var sealed = 0
  /// The first difference; `nil` for none.
  package internal(set) var difference: Difference?
  private let isStrict: Bool

  init(isStrict: Bool) { self.isStrict = isStrict }

  struct JSON: Encodable {
    struct Difference: Encodable {
      let exchange: Int
      let request: String
      @OrNull var asked_at_ms: UInt64?
      @OrNull var field: String?
      let recorded: FieldValue
      let live: FieldValue
      @OrNull var recorded_ms: UInt64?
      let live_ms: UInt64
    }

    let alike: Int
    let orders_given: Int
    let orders_skipped: Int
    let unanswered: Int
    let sealed: Int
    let is_strict: Bool
    @OrNull var difference: Difference?
  }

  package var outcome: VerbAnswer.Outcome { ordersGiven > 0 ? .done : .read }

  package var json: any Encodable {
    JSON(
      alike: alike, orders_given: ordersGiven, orders_skipped: leftOut, unanswered: unanswered,
      sealed: sealed, is_strict: isStrict,
      difference: difference.map { found in
        JSON.Difference(
          exchange: found.exchange, request: found.request, asked_at_ms: found.askedAt,
          field: found.field, recorded: found.recorded, live: found.live,
          recorded_ms: found.recordedMilliseconds, live_ms: found.liveMilliseconds)
      })
  }

  package var words: String {
    var text = "alike       \(count(alike, "answer"))\n"
    if ordersGiven > 0 { text += "given       \(count(ordersGiven, "order"))\n" }
    if leftOut > 0 { text += "left out    \(count(leftOut, "order"))\n" }
    if unanswered > 0 { text += "not asked   \(count(unanswered, "request")) without an answer\n" }
    if sealed > 0 { text += "sealed      \(count(sealed, "frame")) that no key opens\n" }
    if !isStrict {
      let natures = FieldNature.allCases.map(\.words).joined(separator: "; ")
      text += "not held    \(natures)\n"
    }
    guard let difference else { return text + "no difference\n" }
    let when = difference.askedAt.map { ", at \($0) ms of the recording" } ?? ""
    let took = difference.recordedMilliseconds.map { "\($0) ms then, " } ?? ""
    text += "DIFFERENT   \(difference.request), exchange \(difference.exchange)\(when)\n"
    text += "  \(difference.field ?? "the answer")\n"
    text += "  recorded  \(difference.recorded.text)\n"
    text += "  live      \(difference.live.text)\n"
    return text + "  answered  after \(took)\(difference.liveMilliseconds) ms now\n"
  }

  private func count(_ number: Int, _ thing: String) -> String {
    QuantityWords.count(UInt64(number), thing, thing + "s")
  }
}
