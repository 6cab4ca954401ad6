import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// Therapies that must not be: each is refused in words that say why, and nothing is half applied.
@Suite(.waiting, .limited, .serialized)
struct BadTherapyTests {
  @Test func `days that are none, or not the pump's`() throws {
    let bench = try PumpBench()
    func expectRefused(_ steps: [String], _ code: Int32, _ says: String) throws {
      try bench.expectRefused(
        ["schedule", "set", "--yes"] + steps.flatMap { ["--step", $0] }, code, says)
    }
    let hours = (0..<14).map { "\($0 < 10 ? "0" : "")\($0):00 110 mcg/day" }
    try bench.unchanged {
      try expectRefused([], 64, "a day needs a step")
      try expectRefused(hours, 64, "this day has 14 steps, and the pump takes at most 13")
      try expectRefused(
        ["00:00 100 mcg/day", "12:00 110 mcg/day", "06:00 120 mcg/day"], 64,
        "the step at 06:00 stands behind the one at 12:00")
      try expectRefused(
        ["00:00 100 mcg/day", "06:00 110 mcg/day", "06:00 120 mcg/day"], 64,
        "two steps begin at 06:00")
      try expectRefused(
        ["00:00 100 mcg/day", "06:00 110 mcg/day", "06:10 120 mcg/day"], 1,
        "only every 30 min, counted from midnight, and 06:10 is none of these times")
      try expectRefused(
        ["00:00 100 mcg/day", "24:00 110 mcg/day"], 64, "“24:00” is the end of a day")
      try expectRefused(["06:00 100 mcg/day"], 64, "the first step begins at 06:00")
      try expectRefused(["00:00 110 mcg/h"], 64, "write 2640 mcg/day")
      try expectRefused(["00:00 110"], 64, "“110” has no unit")
      try expectRefused(["00:00 1100 mcg/day"], 1, "above the drug profile's 1000 mcg/day")
      try expectRefused(["00:00 49000 mcg/day"], 1, "above the pump's limit of 24 mL/day")
    }
    // Thirteen are a day.
    let most = hours.dropLast().flatMap { ["--step", $0] }
    #expect(try bench.programmer(["schedule", "set", "--yes"] + most).code == 0)
  }

  @Test func `a schedule in a file is refused with its line`() throws {
    let bench = try PumpBench()
    func expectRefused(_ text: String, _ code: Int32, _ says: String) throws {
      try bench.files.write(text.utf8, to: "day.yaml")
      try bench.expectRefused("schedule set day.yaml --yes", code, says)
    }
    try bench.unchanged {
      try expectRefused("every-day: []\n", 65, "day.yaml:1: a day needs a step")
      try expectRefused(
        "every-day:\n  - 00:00 100 mcg/day\n  - 08:00 120\n", 65, "day.yaml:3: “120” has no unit")
      try expectRefused("mon-fri:\n  - 00:00 100 mcg/day\n", 65, "nothing is said about Saturday")
      try expectRefused("every-day:\n  - 00:00 100 mcg/day\n  - 06:15 110 mcg/day\n", 1, "06:15")
    }
  }

  @Test func `minutes where hours were meant are obvious, and the limits stop them`() throws {
    let bench = try PumpBench()
    func periodic(_ every: String, _ options: String...) -> [String] {
      ["periodic", "60 mcg over 10 min every \(every)"] + options
    }
    try bench.unchanged {
      try bench.expectRefused(periodic("24", "--yes"), 64, "“24” has no unit")
      try bench.expectRefused(
        periodic("24 min", "--yes"), 1, "every 24 min is more often than the pump gives a bolus",
        "check that no hours were typed as minutes")
      try bench.expectRefused(
        periodic("60 min", "--yes"), 1, "1452 mcg/day is above the drug profile's 1000 mcg/day")
      // Whoever goes beyond the profile all the same sees what a day comes to before it is asked.
      try bench.expectRefused(
        periodic("60 min", "--override-soft-limits"), 1, "24 a day: 1440 mcg",
        "--confirm-total \"1452 mcg\"")
      try bench.expectRefused(
        periodic("24 h", "--override-soft-limits"), 1, "1 a day: 60 mcg",
        "--confirm-total \"72 mcg\"")
    }
  }

  @Test func `refills that cannot be, and a bridge that does not fit in the reservoir`() throws {
    let bench = try PumpBench()
    func expectRefused(_ words: String, _ says: String) throws {
      try bench.expectRefused("refill \(words) --yes", 1, says)
    }
    try bench.unchanged {
      try expectRefused(
        "41mL --withdrawn 20mL", "41.000 mL is more than the reservoir holds (40.000")
      try expectRefused("40.000001mL --withdrawn 20mL", "40.000001 mL is more")
      try expectRefused("18mL --withdrawn 17.9mL", "differs from the pump's count by 2.100 mL")
      try expectRefused("18mL --withdrawn 42mL --accept-discrepancy", "42.000 mL was drawn out")
      let other = "--withdrawn 20mL --concentration 500mcg/mL"
      try expectRefused("18mL \(other)", "would change from 2000 to 608 mcg/mL")
      try expectRefused("18mL --withdrawn 20mL --bridge", "there is nothing to bridge")
      try expectRefused(
        "0.2mL \(other) --bridge",
        "the bridge needs 0.272 mL, and the reservoir would hold 0.200 mL")
      try bench.expectRefused("refill 18mL --yes", 64, "")
      try bench.expectRefused("refill 18 --withdrawn 20mL --yes", 64, "“18” has no unit")
    }
    try bench.expectDone("refill 0.2mL --withdrawn 20mL --yes")
    for order in ["bridge 0.4mL/day", "prime whole"] {
      try bench.expectRefused(
        "\(order) --yes", 1, "needs 0.272 mL, and the reservoir holds 0.200 mL")
    }
  }

  @Test func `nothing begins during a prime, a bridge, an alarm or a stop`() throws {
    let bench = try PumpBench()
    let starts = ["bolus 5mcg --over 10min", "prime catheter", "bridge 0.4mL/day"]
    func expectRefused(_ says: String, _ others: String...) throws {
      try bench.unchanged {
        for order in starts + others { try bench.expectRefused("\(order) --yes", 1, says) }
      }
    }
    try bench.expectDone("bolus 50mcg --over 10min --yes")
    try expectRefused("a bolus is running")
    try bench.expectDone("bolus cancel --yes")
    try bench.expectDoneByTotal("prime whole --yes")
    try expectRefused("the fluid path is being primed", "refill 18mL --withdrawn 20mL")
    try bench.expectDone("bolus cancel --yes")
    try bench.expectDoneByTotal("bridge 0.4mL/day --yes")
    try expectRefused("a bridge between two strengths is running", "bolus cancel")
    try bench.expectDone("bridge cancel --yes")
    try bench.ctl("fault motor stall")
    try bench.ctl("advance 1 h")
    #expect(try bench.status.alarms == ["motor_stall"])
    try expectRefused("a critical alarm is active")
    try bench.ctl("clear motor")
    try bench.ctl("advance 1 h")
    try bench.expectDone("stop --yes")
    try expectRefused("delivery is stopped", "stop")
    try bench.expectDone("resume --yes")
    try bench.expectRefused("resume --yes", 1, "delivery is not stopped")
    try bench.expectRefused("patient-bolus request --role patient --yes", 1, "is turned off")
  }

  @Test func `a clock is not set across a step unless that is meant`() throws {
    let bench = try PumpBench(options: ["--profile", "schedule-40ml"])
    try bench.ctl("advance 90 min")
    // 09:30, half an hour into the step of 09:00.
    let back = "clock set 2026-03-02 08:45 --yes"
    try bench.unchanged {
      try bench.expectRefused(back, 64, "--reason")
      try bench.expectRefused(
        "\(back) --reason travel", 1, "by 45 min across the beginning of a step")
    }
    #expect(try bench.status.therapy.basal_mcg_per_day == 110)
    try bench.expectDone("clock set 2026-03-02 09:15 --yes --reason drift")
    try bench.expectDone("\(back) --reason travel --accept-shift")
    #expect(try bench.status.therapy.basal_mcg_per_day == 160)
    #expect(try bench.status.clock == "2026-03-02T08:45:00")
  }

  @Test func `a log that was changed in the pump's memory is found out`() throws {
    let bench = try PumpBench()
    try bench.expectDone("bolus 50mcg --over 10min --yes")
    try bench.ctl("advance 3 days")
    let sound = try bench.programmer("log --verify")
    #expect(sound.code == 0, "\(sound)")
    #expect(sound.json.holds == true && sound.json.account.holds == true)
    // All that was ever pumped, which is what the pump says of itself.
    #expect(try sound.json.account.pumped_ml == bench.status.pumped_ml)
    try bench.ctl("fault memory damage entry 3")
    for archive in [[], ["--no-archive"]] {
      let broken = try bench.programmer(["log", "--verify"] + archive)
      #expect(broken.code == 1, "\(broken)")
      #expect(broken.json.holds == false)
      #expect([3, 4].contains(broken.json.first_fault.sequence))
    }
    let words = try bench.launch("programmer", ["log", "--verify"]).wait().output
    #expect(words.contains("THE LOG DOES NOT HOLD from entry"))
    // It is therapy that matters: the pump goes on, and takes orders.
    try bench.expectDone("dose 110mcg/day --yes")
  }

  @Test func `an archive of a newer programmer, or a file that is none, is left alone`() throws {
    let bench = try PumpBench()
    let path = bench.files.file("archive.sqlite")
    try bench.expectDone("dose 110mcg/day --yes")
    let next = ArchiveMigration(name: "\(ArchiveSchema.migrations.count + 1)") { _ in }
    _ = try Archive(at: path, migrations: ArchiveSchema.migrations + [next])
    try bench.files.write("no archive\n".utf8, to: "other")
    for (file, code, says) in [
      ("archive.sqlite", 78, "written by a newer programmer"), ("other", 65, "no archive"),
    ] as [(String, Int32, String)] {
      let before = try bench.files.read(file)
      for words in ["interrogate", "dose 120mcg/day --yes", "stop --yes"] {
        let finished = try bench.programmer("\(words) --archive \(file)")
        #expect(finished.code == code, "\(finished)")
        #expect(finished.errors.contains(says), "\(finished.errors)")
        #expect(finished.errors.contains("Nothing was sent to the pump"), "\(finished.errors)")
      }
      #expect(try bench.files.read(file) == before)
    }
    let status = try bench.programmer("interrogate --no-archive")
    #expect(status.json.therapy.dose_mcg_per_day == 110 && status.json.delivery == "running")
  }
}
