import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// Names that are stored stay what they are, whatever a case of an enum is called.
@Suite(.limited)
struct StoredNameTests {
  @Test func `the names of a refill's decisions are those of earlier archives`() {
    #expect(BridgeDecision.all.map(\.storedName) == ["none", "bridge", "flushed", "skip"])
    #expect(
      SkipReason.all.map(\.storedName)
        == ["none", "catheterRevised", "clinicalJudgement", "emergency"])
  }

  @Test func `the names of answers are those of earlier archives and captures`() {
    let answers = (UInt8.min...UInt8.max).compactMap(ReplyType.init(rawValue:))
    #expect(
      answers.map(\.storedName) == [
        "identity", "sessionOpened", "sessionOffered", "noSession", "interrogation", "status",
        "therapy", "dayPlan", "patientBolus", "logPage", "forecast", "catheter", "staged",
        "refill", "acknowledged", "refused",
      ])
  }

  @Test func `the names of a catheter's reason and content are those of earlier archives`() {
    #expect(
      CatheterReason.all.map(\.storedName)
        == [
          "implant", "catheterReplaced", "catheterTrimmed", "tipMoved", "pumpReplaced",
          "corrected",
        ])
    #expect(PathContent.all.map(\.storedName) == ["asItWas", "catheterEmpty", "pathEmpty"])
    #expect(SpinalLevel.all.map(\.storedName).prefix(2) == ["unknown", "c1"])
  }

  @Test func `what a history calls a dose has words`() {
    let words = OrderEffects.DoseKind.allCases.map { kind in
      SessionWords.kind(
        HistoryItem(order_id: 1, at: "", outcome: OrderFate.done.rawValue, kind: kind.rawValue))
    }
    #expect(
      words == [
        "bolus", "patient bolus", "prime", "bridge", "patient bolus set", "patient bolus off",
        "temporary rate", "planned stop",
      ])
  }
}
