import Foundation
import Testing

/// A verb that gives an order, with what makes the pump ready for it.
struct OrderVerb: Sendable, CustomTestStringConvertible {
  let words: String
  /// Verbs of the programmer that come before.
  var before: [String] = []
  /// What the pump is started with.
  var options: [String] = []

  var testDescription: String { words }

  /// Every verb there is that gives an order, each in the form it is typed in.
  static let all = [
    OrderVerb(words: "dose 105 mcg/day --yes"),
    OrderVerb(words: "dose 100 mcg/day --periodic 5mcg over 5min every 6h --yes"),
    OrderVerb(words: "schedule set --plan every-day:00:00_105mcg/day --yes", before: clock),
    OrderVerb(words: "periodic 5 mcg over 5 min every 1 h --yes --confirm-total 132 mcg"),
    OrderVerb(words: "bolus 5 mcg --over 5 min --yes"),
    OrderVerb(words: "bolus cancel --yes", before: ["bolus 5 mcg --over 5 min --yes"]),
    OrderVerb(words: "patient-bolus set 1mcg --over 5min --lockout 4h --maximum-per-day 2 --yes"),
    OrderVerb(words: "patient-bolus off --yes"),
    OrderVerb(words: "patient-bolus request --yes", before: patientBolus),
    OrderVerb(words: "prime catheter --yes --confirm-total 364 mcg"),
    OrderVerb(words: "refill 10 mL --withdrawn 20 mL --yes"),
    OrderVerb(
      words: "refill 10 mL --withdrawn 20 mL --concentration 1000 mcg/mL --bridge --yes"),
    OrderVerb(words: "bridge 0.06 mL/day --yes"),
    OrderVerb(words: "temporary 120 mcg/day --for 4 h --reason imaging --yes"),
    OrderVerb(words: "temporary stop --for 90 min --reason procedure --yes"),
    OrderVerb(
      words: "temporary end --yes",
      before: ["temporary 120 mcg/day --for 4 h --reason other --yes"]),
    OrderVerb(words: "bridge cancel --yes", before: ["bridge 0.06 mL/day --yes"]),
    OrderVerb(words: "implant --catheter PL-C22 --implanted 60 cm --cut 30 cm --yes"),
    OrderVerb(
      words: "revision catheter-trimmed --implanted 55 cm --cut 35 cm --yes",
      before: ["implant --catheter PL-C22 --implanted 60 cm --cut 30 cm --tip T10 --yes"]),
    OrderVerb(words: "stop --yes"), OrderVerb(words: "resume --yes", before: ["stop --yes"]),
    OrderVerb(words: "alarms silence 2 h --yes"),
    OrderVerb(words: "alarms low-reservoir 4 mL --yes"), OrderVerb(words: clock[0]),
    OrderVerb(words: "keys rotate --yes"), OrderVerb(words: "emergency --yes"),
  ]

  /// A refill with another drug, which takes a pump that knows it.
  static let otherDrug = OrderVerb(
    words: "refill 18 mL --withdrawn 20 mL --drug morphine --concentration 1 mg/mL --rinsed "
      + "--bridge --dose 900 mcg/day --drugs \(library) --confirm-total 900_mcg",
    options: ["--drugs", library])

  private static let library = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../fixtures/drugs/intrathecal.yaml").standardized.path
  private static let clock = ["clock set 2026-03-02 08:00 --reason set --yes"]
  private static let patientBolus = [
    "patient-bolus set 1mcg --over 5min --lockout 4h --maximum-per-day 2 --yes"
  ]

  /// The words of the command line; what stands for a blank within one is a low line.
  var arguments: [String] {
    words.split(separator: " ").map { String($0.replacing("_", with: " ")) }
  }

  func prepare(_ bench: PumpBench) throws {
    for words in before { try bench.expectDone(words) }
  }
}
