import Foundation
import TestLimits
import TestSupport
import Testing

/// Another drug in place of the one in a pump, with both programs and one library.
@Suite(.waiting, .limited, .serialized)
struct AnotherDrugTests {
  private static let library = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/drugs/intrathecal.yaml").standardized.path
  private static let fill =
    "refill 18 mL --withdrawn 20 mL --drug morphine --concentration 1 mg/mL"
  private static let whole = "\(fill) --rinsed --bridge --dose 900 mcg/day --drugs \(library)"

  private func bench() throws -> PumpBench { try PumpBench(options: ["--drugs", Self.library]) }

  @Test func `a refill with another drug is told with both names everywhere`() throws {
    let bench = try bench()
    let asked = try bench.launch("programmer", Self.words(Self.whole)).wait()
    #expect(asked.code == 1 || asked.code == 64, "nobody confirmed a total")
    for words in [
      "ANOTHER DRUG: morphine takes the place of baclofen", "now: baclofen", "new: morphine",
      "100 mcg of baclofen", "900 mcg of morphine", "mixes with nothing: the reservoir was rinsed",
      "of the old baclofen; it ends", "Until morphine is at the catheter tip, baclofen comes out",
      "Any 24 h will hold up to 900 mcg of morphine",
    ] {
      #expect((asked.output + asked.errors).contains(words), "\(words)\n\(asked)")
    }
    #expect(try bench.status.therapy.drug == "baclofen", "nothing was changed")

    let done = try bench.programmer(Self.words(Self.whole) + ["--confirm-total", "900 mcg"])
    #expect(done.code == 0, "\(done)")
    #expect(done.json.replaced_drug == "baclofen" && done.json.change_percent == .null)
    #expect(done.json.refill.drug == "morphine" && done.json.refill.old_drug == "baclofen")
    #expect(done.json.refill.is_rinsed == .bool(true))
    #expect(done.json.refill.concentration_mcg_per_ml == 1000)
    #expect(done.json.consent.rule == "drug_replaced")
    let now = try bench.status
    #expect(now.therapy.drug == "morphine" && now.path.other_drugs.elements == ["baclofen"])
    let said = try bench.launch("programmer", ["status"]).wait().output
    #expect(said.contains("BACLOFEN from before morphine still lies in the path"), "\(said)")
    let log = try bench.launch("programmer", ["log"]).wait().output
    let entry =
      "ANOTHER DRUG in the reservoir: morphine 1000 mcg/mL in place of baclofen 2000 mcg/mL"
    #expect(log.contains(entry), "\(log)")
    let history = try bench.launch("programmer", ["history"]).wait().output
    #expect(history.contains("ANOTHER DRUG: morphine in place of baclofen"), "\(history)")
    try bench.expectDone("report visit.html --force --drugs \(Self.library)")
    let page = try String(contentsOfFile: bench.files.file("visit.html"), encoding: .utf8)
    #expect(page.contains("morphine 1000 mcg/mL") && page.contains("BACLOFEN from before morphine"))
    let rows = try bench.programmer("history").json
    #expect("\(rows)".contains("old_drug"))
  }

  @Test func `what stands against it is refused by name, and nothing is changed`() throws {
    let bench = try bench()
    let total = ["--confirm-total", "900 mcg"]
    for (words, code, refusal) in [
      ("\(Self.fill) --bridge --dose 900 mcg/day --drugs \(Self.library)", 1, "drugsWouldMix"),
      ("\(Self.fill) --rinsed --bridge --drugs \(Self.library)", 1, "programmeOfOtherDrug"),
      (
        "\(Self.fill) --rinsed --dose 900 mcg/day --drugs \(Self.library)", 1, "bridgeUndecided"
      ),
    ] {
      let answer = try bench.programmer(Self.words(words) + total)
      #expect(answer.code == code && answer.json.refusal.code == .text(refusal), "\(answer)")
    }
    let unlisted = try bench.programmer(
      Self.words("\(Self.fill) --rinsed --bridge --dose 900 mcg/day"))
    #expect(unlisted.code == 64, "\(unlisted)")
    #expect(unlisted.errors.contains("does not list morphine"), "\(unlisted)")
    let unsaid = try bench.programmer(
      Self.words(
        "refill 18 mL --withdrawn 20 mL --drug morphine --rinsed --bridge --dose 900 mcg/day "
          + "--drugs \(Self.library)"))
    #expect(unsaid.code == 64 && unsaid.errors.contains("of which strength"), "\(unsaid)")
    #expect(try bench.status.therapy.drug == "baclofen" && bench.status.reservoir.refills == 0)
  }

  @Test func `a pump that knows no other drug says so`() throws {
    let bench = try PumpBench()
    let answer = try bench.programmer(Self.words(Self.whole) + ["--confirm-total", "900 mcg"])
    #expect(answer.code == 1 && answer.json.refusal.code == "drugUnknown", "\(answer)")
    #expect(answer.json.message.string?.contains("no limits for morphine") == true, "\(answer)")
  }

  @Test func `a patient bolus has to be turned off with it`() throws {
    let bench = try bench()
    try bench.expectDone(
      "patient-bolus set 5 mcg --over 5 min --lockout 4 h --maximum-per-day 3 --yes")
    let total = ["--confirm-total", "900 mcg"]
    let kept = try bench.programmer(Self.words(Self.whole) + total)
    #expect(kept.json.refusal.code == "patientBolusOfOtherDrug", "\(kept)")
    let off = try bench.programmer(Self.words("\(Self.whole) --patient-bolus-off") + total)
    #expect(off.code == 0 && off.json.patient_bolus == .null, "\(off)")
  }

  @Test func `a library that contradicts itself switches no pump on`() throws {
    let text = try String(contentsOfFile: Self.library, encoding: .utf8)
    for (old, new, words) in [
      ("minimum_dose: 0.1 mg/day", "minimum_dose: 20 mg/day", "the wrong way round"),
      ("maximum_dose: 15 mg/day", "maximum_dose: 15 mg", "15 mg"),
      ("maximum_dose: 19.2 mcg/day", "maximum_dose: 3 mg/day", "more than this pump can give"),
      ("25 mg/mL: {", "10000 mcg/mL: {", "there already, in other words"),
      ("\nmorphine:", "\nbaclofen:", "more than one baclofen"),
      ("\nziconotide:", "\naspirin:", "no pump holds aspirin"),
      ("    largest_share: 25 %\n", "    largest_share: 25\n", "no share"),
    ] {
      let bench = try StoppedBench()
      try bench.files.write(Array(text.replacing(old, with: new).utf8), to: "bad.yaml")
      try bench.expectRefused(["--drugs", "bad.yaml"], 65, words)
    }
    let bench = try StoppedBench()
    try bench.expectRefused(["--drugs", "none.yaml"], 65, "no drug library")
  }

  @Test func `a transfer to a pump of another drug is refused with both names`() throws {
    let pumps = try TwoPumps(
      new: ["--profile", "replacement-40ml", "--drugs", Self.library])
    let filled = try pumps.new.programmer(
      Self.words("\(Self.fill) --rinsed --flushed --dose 900 mcg/day --drugs \(Self.library)")
        + ["--accept-discrepancy", "--confirm-total", "900 mcg"])
    #expect(filled.code == 0, "\(filled)")
    let refused = try pumps.transfer("--yes --confirm-total 100_mcg")
    #expect(refused.code != 0, "\(refused)")
    let words = "the old pump holds baclofen and the new one morphine"
    #expect(refused.errors.contains(words), "\(refused)")
    #expect(try pumps.old.status.flows == "programme")
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
