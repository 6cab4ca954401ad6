import Foundation
import TestLimits
import Testing

/// Implant and revision with both programs: the pump, the archive and the report know the catheter.
@Suite(.waiting, .limited, .serialized)
struct CatheterTests {
  private static let implant = "implant --catheter PL-C22 --implanted 60 cm --cut 30 cm --tip T10"

  @Test func `a catheter is told of, revised and kept with its dates`() throws {
    let bench = try PumpBench()
    try bench.expectDone("patient add P-1")
    try bench.expectDone("patient assign P-1")
    let before = try bench.programmer("interrogate").json
    #expect(before.catheter.model == .null && before.catheter.catheter_ml == 0.132)
    #expect(before.catheter.models.elements.map(\.name) == ["PL-C22", "PL-C26"])

    let told = try bench.programmer("\(Self.implant) --path as-it-was --yes").json
    #expect(told.order == "catheter" && told.catheter.to_prime == .null)
    #expect(told.catheter.wrong_prime_mcg == 264 && told.catheter.unprimed_s == 228_096)
    let trimmed = try bench.programmer(
      "revision catheter-trimmed --implanted 55 cm --cut 35 cm --yes"
    ).json
    #expect(trimmed.catheter.path_ml == 0.261 && trimmed.catheter.empty_ml == 0)
    let other = try bench.programmer(
      "revision catheter-replaced --catheter pl-c26 --implanted 50 cm --cut 50 cm --tip T8 --yes")
    #expect(other.json.catheter.to_prime == "catheter" && other.json.catheter.empty_ml == 0.13)

    let now = try bench.programmer("interrogate").json
    #expect(now.catheter.model == "PL-C26" && now.catheter.tip_level == "T8")
    #expect(now.path.catheter_ml == 0.13 && now.catheter.empty_ml == 0.13)
    let device = try #require(try bench.programmer("patient show P-1").json.pumps.elements.last)
    #expect(device.catheter_model == "PL-C26" && device.catheter_mm == 500)
    #expect(device.trimmed_mm == 500 && device.tip_level == "T8")
    let rows = try bench.programmer("history P-1").json.rows.elements
      .filter { $0.what == "catheter" }
    #expect(rows.map(\.revision) == ["implant", "catheterTrimmed", "catheterReplaced"])
    #expect(rows.map(\.catheter_mm) == [600, 550, 500])
    let log = try bench.launch("programmer", ["log"]).wait().output
    #expect(log.contains("catheter told: model 2, 50 cm implanted, 50 cm cut off, tip T8"))
    try bench.expectDone("report visit.html --force")
    let page = try String(contentsOfFile: bench.files.file("visit.html"), encoding: .utf8)
    #expect(page.contains("PL-C26, 50 cm implanted, 50 cm cut off, tip T8"))
    #expect(page.contains("EMPTY for 0.130 mL from the tip"))
  }

  @Test func `the preview tells what has to be primed and what both mistakes would do`() throws {
    let bench = try PumpBench()
    let asked = try bench.launch("programmer", Self.implant.split(separator: " ").map(String.init))
      .wait()
    #expect(asked.code == 64, "nobody agreed, and nobody could be asked")
    for words in [
      "whole path, by `programmer prime whole`: 0.272 mL, 544 mcg at 2000 mcg/mL",
      "up to 544 mcg out of the tip", "544 % of a day's 100 mcg",
      "no drug reaches the patient for 5 d 10 h at the present dose",
    ] {
      #expect((asked.output + asked.errors).contains(words), "\(words)")
    }
    #expect(try bench.programmer("interrogate").json.catheter.model == .null)
  }

  @Test func `a wrong length and an unknown model change nothing`() throws {
    let bench = try PumpBench()
    let wrong = try bench.programmer(
      "implant --catheter PL-C22 --implanted 60 cm --cut 3 cm --yes")
    #expect(wrong.code == 1 && wrong.json.refusal.code == "catheterLengthWrong")
    #expect(wrong.json.refusal.asked == 630 && wrong.json.refusal.limit == 900)
    let unknown = try bench.programmer(
      "implant --catheter PL-C99 --implanted 60 cm --cut 30 cm --yes")
    #expect(unknown.code == 64 && unknown.json.message.string?.contains("PL-C22 (90 cm)") == true)
    let unsaid = try bench.programmer("revision tip-moved --tip T8 --yes")
    #expect(unsaid.code == 64)
    #expect(try bench.programmer("interrogate").json.catheter.model == .null)
    #expect(try bench.programmer("implant --catheter PL-C22 --tip T13 --yes").code == 64)
  }
}
