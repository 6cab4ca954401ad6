import Quantities
import Telemetry

/// What stands against another drug in place of the one that a pump holds.
extension Refusal {
  /// The names of what was asked for and of what the pump holds.
  private var drugs: (new: String, old: String) { (Self.drug(asked), Self.drug(limit)) }

  private static func drug(_ number: UInt64) -> String {
    UInt8(exactly: number).flatMap { DrugCode(rawValue: $0)?.name } ?? "drug \(number)"
  }

  var drugUnknown: RefusalWords {
    RefusalWords(
      asked == limit
        ? "the pump holds \(drugs.old), and its drug library has no limits for that"
        : "the pump's drug library has no limits for \(drugs.new); it holds \(drugs.old)",
      advice: "check the vial; a pump takes only drugs that its own library knows")
  }

  var drugsWouldMix: RefusalWords {
    RefusalWords(
      "what no syringe reaches would mix \(drugs.new) with \(drugs.old), and a pump holds one drug "
        + "at a time",
      advice: "empty and rinse the reservoir before another drug is filled in, and say that it was "
        + "rinsed")
  }

  var programmeOfOtherDrug: RefusalWords {
    RefusalWords(
      "the programme was made for \(drugs.old), and no amount of that is one of \(drugs.new)",
      advice: "give a new dose of the new drug with the refill")
  }

  var patientBolusOfOtherDrug: RefusalWords {
    RefusalWords(
      "the patient bolus was made for \(drugs.old), and no amount of that is one of \(drugs.new)",
      advice: "turn the patient bolus off with the refill, or give it settings for the new drug")
  }
}
