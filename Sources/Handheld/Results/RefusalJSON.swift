import PumpText
import Telemetry
import VerbOutput

/// A refusal in JSON.
package struct RefusalJSON: Encodable {
  let code: String
  let asked: UInt64
  let limit: UInt64
  /// The unit of the two; null where they are counts, names or nothing.
  @OrNull var unit: String?
  let sentence: String
  let advice: String
  let is_soft_limit: Bool

  init(_ refusal: Refusal, _ face: Face) {
    code = refusal.name
    asked = refusal.asked
    limit = refusal.limit
    unit = refusal.code.unit.map { "\($0)" }
    sentence = refusal.sentence
    advice = refusal.advice.text(face)
    is_soft_limit = refusal.code.isSoftLimit
  }
}
