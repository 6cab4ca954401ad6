import Foundation
import TestLimits
import Testing

@testable import Handheld

/// The replacement of a pump by another: over two ptys, cut off wherever it can be.
@Suite(.waiting, .limited, .serialized)
struct TransferTests {
  private static let confirmed = "--yes --confirm-total 100_mcg"

  @Test func `a schedule with everything beside it goes over, and the old pump stops`() throws {
    let own = try Self.replacement("concentration: 2000 mcg/mL", "concentration: 1000 mcg/mL")
    let pumps = try TwoPumps(
      old: ["--profile", "schedule-40ml"], new: ["--profile", own.file("own.yaml")])
    try pumps.old.expectDone("alarms low-reservoir 4 mL --yes")
    // The profile's periodic bolus runs at times; none does now.
    let total = try pumps.transfer("--yes")
    #expect(total.code == 1 && total.errors.contains("--confirm-total"), "\(total)")
    #expect(try pumps.new.status.reservoir.low_alarm_ml == 4, "agreed to before the rest")
    #expect(try pumps.old.status.flows == "programme")
    let words = try #require(total.errors.firstMatch(of: #/--confirm-total "([^"]*)"/#)?.1)
    let done = try pumps.transfer("--yes --confirm-total \(words.replacing(" ", with: "_"))")
    #expect(done.code == 0, "\(done)")
    #expect(done.json.old.state == "stopped" && done.json.new.state == "gives_therapy")
    #expect(done.json.compared.elements.count == 10)
    #expect(done.json.compared.elements.allSatisfy { $0.is_same == .bool(true) }, "\(done)")
    let both = try (pumps.old.programmer("schedule").json, pumps.new.programmer("schedule").json)
    #expect(both.0.therapy.days == both.1.therapy.days)
    #expect(both.0.flows == "stopped" && both.1.flows == "programme")
    let patient = try pumps.new.programmer("patient-bolus").json.patient_bolus
    let former = try pumps.old.programmer("patient-bolus").json.patient_bolus
    #expect(patient != .null && patient == former)
    let log = try pumps.old.launch("programmer", ["log"]).wait().output
    #expect(log.contains("taken to minimum rate") && log.contains("stop of delivery"), "\(log)")
    let other = try pumps.new.launch("programmer", ["log"]).wait().output
    #expect(other.contains("order carried out: commit"), "\(other)")
  }

  @Test(arguments: CrashPointTests.points.map(\.0))
  func `a programmer that dies on the way leaves no two therapies, and is taken up again`(
    point: ProgrammerCrashPoint
  ) throws {
    let pumps = try TwoPumps()
    try pumps.transfer("\(Self.confirmed) --crash-at \(point.rawValue)")
    try pumps.expectSafe(point.rawValue)
    try expectTakenUp(pumps)
  }

  /// The writes of a pump in a transfer: the old one stores the emergency and then the stop, the
  /// new one the commit.
  @Test(
    arguments: ["before-record", "torn-record", "after-record"],
    [("old", 1), ("old", 2), ("new", 1)])
  func `a pump that loses its power at any write is taken up again`(
    place: String, write: (pump: String, count: Int)
  ) throws {
    let pumps = try TwoPumps()
    let bench = write.pump == "new" ? pumps.new : pumps.old
    let armed = try bench.ctl("crash --at \(place) --off --count \(write.count)")
    #expect(armed.code == 0, "\(armed)")
    let cut = try pumps.transfer(Self.confirmed)
    try bench.ctl("power on")
    try pumps.expectSafe("\(place) \(write.count) of the \(write.pump) pump: \(cut)")
    try expectTakenUp(pumps)
  }

  @Test(arguments: ["old", "new"])
  func `with the cable pulled in place of a message of either pump it is taken up again`(
    side: String
  ) throws {
    // The model of the transfer is cut at every place; here at every third, of either pump others.
    var place = side == "old" ? 0 : 1
    while true {
      let pumps = try TwoPumps()
      let bench = side == "old" ? pumps.old : pumps.new
      let cut = Cut(behind: place, .pulled)
      let cable = Cable(at: bench.files.file("cable"), toPort: bench.files.file("pump")) {
        cut.treat($0)
      }
      let finished =
        try side == "old"
        ? pumps.transfer(Self.confirmed, oldPort: cable.port)
        : pumps.transfer(Self.confirmed, newPort: cable.port)
      cable.pull()
      guard cut.isCut else {
        #expect(finished.code == 0 && place > 20, "\(place): \(finished)")
        return
      }
      try pumps.expectSafe("\(place) of the \(side) pump: \(finished)")
      try expectTakenUp(pumps)
      place += 3
    }
  }

  @Test func `the old pump is not resumed while the new one gives the therapy, or may`() throws {
    let pumps = try TwoPumps()
    let link = try #require(pumps.old.ready.link.string)
    func resume(_ more: String...) throws -> Finished {
      try pumps.new.programmer(
        ["resume", "--port", link, "--card", pumps.old.files.file("card.json"), "--yes"]
          + ["--confirm-total", "100 mcg"] + more)
    }
    // Nothing was transferred yet.
    try pumps.old.expectDone("stop --yes")
    #expect(try resume().code == 0)
    try pumps.transfer("\(Self.confirmed) --crash-at after-send")
    let unsure = try resume()
    #expect(unsure.code == 1, "\(unsure)")
    #expect(unsure.errors.contains("nobody knows whether it did"), "\(unsure)")
    try pumps.expectSafe("resumed in vain")
    try expectTakenUp(pumps)
    let known = try resume()
    #expect(known.code == 1 && known.errors.contains("took over the therapy"), "\(known)")
    #expect(known.errors.contains("--despite-transfer"))
    #expect(try pumps.old.status.flows == "stopped")
    try pumps.new.expectDone("stop --yes")
    #expect(try resume("--despite-transfer").code == 0)
    #expect(try pumps.old.status.flows == "programme")
    // Without a therapy it may run like any pump.
    try pumps.old.expectDoneByTotal("dose minimum-rate --yes")
    try pumps.old.expectDone("stop --yes")
    let idle = try pumps.new.programmer(
      ["resume", "--port", link, "--card", pumps.old.files.file("card.json"), "--yes"])
    #expect(idle.code == 0, "\(idle)")
  }

  /// Doing it again brings it to its end, whatever was done before.
  private func expectTakenUp(_ pumps: TwoPumps) throws {
    let again = try pumps.transfer(Self.confirmed)
    #expect(again.code == 0, "\(again)")
    #expect(again.json.old.state == "stopped", "\(again)")
    #expect(try TwoPumps.givesTherapy(pumps.new) && !TwoPumps.givesTherapy(pumps.old))
    let commits = try pumps.new.launch("programmer", ["log"]).wait().output
      .split(separator: "\n").count { $0.contains("order carried out: commit") }
    #expect(commits == 1)
  }

  @Test func `what stands against it leaves both pumps as they were`() throws {
    let pumps = try TwoPumps()
    func expectRefused(_ code: Int32, _ words: String) throws {
      let refused = try pumps.transfer(Self.confirmed)
      #expect(refused.code == code && refused.errors.contains(words), "\(refused)")
      #expect(try pumps.new.status.therapy.mode == "minimum_rate")
      #expect(try pumps.old.status.flows == "programme")
    }
    try pumps.old.ctl("head near")
    try expectRefused(1, "the pump refused")
    try pumps.old.ctl("head place")
    try pumps.old.expectDone("bolus 5 mcg --over 5 min --yes")
    try expectRefused(1, "a bolus runs in the old pump")
    try pumps.old.expectDone("bolus cancel --yes")
    try pumps.new.ctl("head away")
    let nobody = try pumps.transfer(Self.confirmed)
    #expect(nobody.code == 69 || nobody.code == 74, "\(nobody)")
    #expect(try pumps.old.status.flows == "programme")
    try pumps.new.ctl("head place")
    try pumps.new.expectDone("stop --yes")
    let stopped = try pumps.transfer(Self.confirmed)
    #expect(stopped.code == 1 && stopped.errors.contains("the new pump is stopped"), "\(stopped)")
  }

  @Test func `a pump of another model is said to be one, and takes the therapy`() throws {
    let text = try String(contentsOfFile: Self.profile, encoding: .utf8)
    let files = try TemporaryDirectory()
    var other = text
    for (old, new) in [
      ("model: PL-40", "model: PL-20"), ("capacity: 40 mL", "capacity: 20 mL"),
      ("fill: 40 mL", "fill: 20 mL"), ("discrepancy: 2 mL", "discrepancy: 1 mL"),
    ] {
      #expect(other.contains(old))
      other = other.replacing(old, with: new)
    }
    try files.write(other.utf8, to: "own.yaml")
    let pumps = try TwoPumps(new: ["--profile", files.file("own.yaml")])
    let link = try #require(pumps.old.ready.link.string)
    let asked = try pumps.new.launch(
      "programmer",
      ["transfer", "--from", link, "--from-card", pumps.old.files.file("card.json"), "--yes"]
    ).wait()
    #expect(asked.code == 1, "a yes is not enough: \(asked)")
    #expect(asked.errors.contains("of another model: its reservoir holds 20.000 mL"), "\(asked)")
    #expect(try pumps.old.status.flows == "programme")
    try expectTakenUp(pumps)
  }

  @Test func `a new pump with its own therapy, strength or limits is refused by what is wrong`()
    throws
  {
    for (old, new, words) in [
      (
        "mode: minimum_rate", "mode: simple_continuous\n  dose: 110 mcg/day",
        "a programme of its own"
      ),
      ("concentration: 2000 mcg/mL", "concentration: 500 mcg/mL", "the same strength"),
      (
        "maximum_flow: 24 mL/day", "maximum_flow: 0.049 mL/day", "new pump: the pump refused"
      ),
      (
        "maximum_dose: 1000 mcg/day", "maximum_dose: 90 mcg/day", "--override-soft-limits"
      ),
      ("trimmed_length: 30 cm", "trimmed_length: 20 cm", "tell the new pump of the catheter"),
    ] {
      let files = try Self.replacement(old, new)
      let pumps = try TwoPumps(new: ["--profile", files.file("own.yaml")])
      let refused = try pumps.transfer(Self.confirmed)
      #expect(refused.code == 1 && refused.errors.contains(words), "\(refused)")
      #expect(try pumps.old.status.flows == "programme" && pumps.old.status.alarms == [])
    }
  }

  /// A folder with the profile of the pump that follows, in which one thing is another.
  private static func replacement(_ old: String, _ new: String) throws -> TemporaryDirectory {
    let files = try TemporaryDirectory()
    let text = try String(contentsOfFile: profile, encoding: .utf8)
    #expect(text.contains(old))
    try files.write(text.replacing(old, with: new).utf8, to: "own.yaml")
    return files
  }

  private static let profile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../fixtures/profiles/replacement-40ml.yaml").standardizedFileURL
    .path
}
