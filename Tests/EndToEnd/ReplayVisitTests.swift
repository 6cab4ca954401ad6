import TestLimits
import Testing

/// A recorded visit that is asked again.
@Suite(.waiting, .limited, .serialized)
struct ReplayVisitTests {
  @Test func `a pump that stands still answers as it did`() throws {
    let bench = try PumpBench()
    try bench.expectDone("interrogate --capture visit.pcapng")
    let replay = try bench.programmer("replay visit.pcapng")
    #expect(replay.code == 0 && replay.json.difference == .null, "\(replay)")
    #expect(replay.json.alike == 4)
    let words = try bench.launch("programmer", ["replay", "visit.pcapng"]).wait()
    #expect(words.code == 0 && words.output.contains("no difference"), "\(words)")
    // The session's number alone makes what is held strictly another.
    let strict = try bench.programmer("replay visit.pcapng --strict")
    #expect(strict.code == 1 && strict.json.difference != .null, "\(strict)")
  }

  @Test func `the first answer that is another is named by its field, with both values`() throws {
    let bench = try PumpBench()
    try bench.expectDone("interrogate --capture visit.pcapng")
    try bench.expectDone("alarms low-reservoir 3mL --yes")
    let replay = try bench.programmer("replay visit.pcapng")
    #expect(replay.code == 1, "\(replay)")
    let difference = replay.json.difference
    #expect(difference.request == "interrogate" && difference.field == "lowAlarmNanolitres")
    #expect(difference.recorded == 2_000_000 && difference.live == 3_000_000)
    let words = try bench.launch("programmer", ["replay", "visit.pcapng"]).wait()
    #expect(words.output.contains("DIFFERENT   interrogate, exchange 2, at "), "\(words)")
  }

  @Test func `orders are given again only when that is asked for`() throws {
    let bench = try PumpBench()
    try bench.ctl("snapshot base")
    try bench.programmer("bolus 5 mcg --over 5 min --yes --capture visit.pcapng")
    // A pump that has done it says so before it is asked again: nothing is given.
    let another = try bench.programmer("replay visit.pcapng --orders")
    #expect(another.code == 1 && another.json.difference != .null, "\(another)")
    #expect(another.json.orders_given == 0)
    try bench.ctl("restore base")
    let refused = try bench.programmer("replay visit.pcapng")
    #expect(refused.code == 1, "\(refused)")
    #expect(refused.errors.contains("the capture holds 1 order: startBolus"), "\(refused)")
    let readings = try bench.programmer("replay visit.pcapng --readings --no-archive")
    #expect(readings.json.orders_skipped == 1, "\(readings)")
    #expect(try bench.status.bolus.remaining_mcg != 5)
    let given = try bench.programmer("replay visit.pcapng --orders --no-archive")
    #expect(given.json.outcome == "done" && given.json.orders_given == 1, "\(given)")
    #expect(try bench.status.bolus.remaining_mcg == 5)
  }

  @Test func `a step that a yes cannot confirm is not confirmed by a recording`() throws {
    let bench = try PumpBench()
    try bench.ctl("snapshot base")
    let total = try #require(
      try bench.programmer("dose 300 mcg/day").errors.firstMatch(
        of: /hold up to ([0-9.]+) mcg/)?.1)
    let dose = "dose 300 mcg/day --yes --capture visit.pcapng --confirm-total"
    let done = try bench.programmer(PumpBench.split(dose) + ["\(total) mcg"])
    #expect(done.code == 0, "\(done)")
    try bench.ctl("restore base")
    let refused = try bench.programmer("replay visit.pcapng --orders --no-archive")
    #expect(refused.code == 1 && refused.json.outcome != "read", "\(refused)")
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
    let given = try bench.programmer(
      PumpBench.split("replay visit.pcapng --orders --no-archive --confirm-total")
        + ["\(total) mcg"])
    #expect(given.code == 0 && given.json.difference == .null, "\(given)")
    #expect(try bench.status.therapy.dose_mcg_per_day == 300)
  }

  @Test func `what a person has to decide anew is refused before anything is sent`() throws {
    let bench = try PumpBench()
    try bench.expectDone("clock set 2026-03-02 08:10 --reason set --yes --capture visit.pcapng")
    let refused = try bench.programmer("replay visit.pcapng --orders")
    #expect(refused.code == 65, "\(refused)")
    #expect(refused.errors.contains("a time, a key or a catheter"), "\(refused)")
  }

  @Test func `a recording of another pump is opened by its key log, and another pump is told`()
    throws
  {
    let one = try PumpBench()
    try one.expectDone("status --capture visit.pcapng --keylog keys.log")
    let other = try PumpBench()
    for name in ["visit.pcapng", "keys.log"] {
      try other.files.write(try one.files.read(name), to: name)
    }
    let sealed = try other.programmer("replay visit.pcapng")
    #expect(sealed.json.difference.field == "serial", "\(sealed)")
    let replay = try other.programmer("replay visit.pcapng --opened-by keys.log")
    #expect(replay.code == 1 && replay.json.difference.field == "serial", "\(replay)")
    #expect(replay.json.sealed == 0 && sealed.json.sealed == 10)
    let nothing = try other.programmer("replay card.json")
    #expect(nothing.code == 65, "\(nothing)")
  }

  @Test func `a pump that does not answer is no difference`() throws {
    let bench = try PumpBench()
    try bench.expectDone("status --capture visit.pcapng")
    try bench.ctl("head away")
    let gone = try bench.programmer("replay visit.pcapng --timeout 50ms")
    #expect(gone.code == 69, "\(gone)")
  }
}
