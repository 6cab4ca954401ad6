import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing

/// Entries of the log as lines for people.
@Suite(.limited)
struct LogWordsTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var entry: LogEntry
    var words: String
    var testDescription: String { words }

    init(
      _ kind: LogKind, _ detail: UInt8 = 0, _ short: UInt16 = 0, _ number: UInt32 = 0,
      _ amount: UInt64 = 0, _ words: String
    ) {
      entry = LogEntry(
        sequence: 7, therapySeconds: 86_400, kind: kind, detail: detail, short: short,
        number: number, amount: amount)
      self.words = words
    }
  }

  static let lines = [
    Line(.switchedOn, 0, 0, 3, 1, "switched on: power came; epoch 3, 1 stroke"),
    Line(
      .switchedOn, 1, 0, 4, 320,
      "switched on: the battery had given out for a moment; epoch 4, 320 strokes"),
    Line(
      .order, 0x30, 13, 65_537, 0,
      "order carried out: start of a bolus (request 13 of session 10001)"),
    Line(
      .therapy, 3, 0, 105_500, 8,
      "programme 8 in force: day schedule, 105.5 mcg on its largest day"),
    Line(
      .override, 65, 0, 1_100_000, 1_000_000,
      "a soft limit was overridden: 1100 mcg/day is above the drug profile's 1000 mcg/day"),
    Line(.infusionStarted, 1, 0, 50_000, 600_000, "bolus begun: 50 mcg over 10 min"),
    Line(
      .infusionStarted, 5, 0, 136_000, 58_752_000, "bridge begun: 136 mcg over 16 h 19 min 12 s"),
    Line(.infusionEnded, 2, 0, 10_000, 40, "patient bolus ended: 10 mcg programmed; 40 strokes"),
    Line(.infusionEnded, 4, 1, 9999, 41, "prime cut short: 9.999 mcg programmed; 41 strokes"),
    Line(
      .infusionSkipped, 3, 15, 60_000, 0,
      "periodic bolus of 60 mcg skipped: delivery is stopped; it is not made up for"),
    Line(
      .infusionSkipped, 3, 34, 60_000, 0,
      "periodic bolus of 60 mcg skipped: a limit stood against it (dailyVolumeAboveMaximum); "
        + "it is not made up for"),
    Line(
      .infusionSkipped, 3, 0, 60_000, 3,
      "periodic bolus of 60 mcg skipped, 3 times in a row: the pump was without power; it is not "
        + "made up for"),
    Line(
      .infusionSkipped, 3, 24, 60_000, 0,
      "periodic bolus of 60 mcg skipped: a limit stood against it (lockedOut); it is not made up "
        + "for"),
    Line(
      .infusionSkipped, 3, 48, 60_000, 0,
      "periodic bolus of 60 mcg skipped: the pump does not feel the programming head on the skin "
        + "over it; it is not made up for"),
    Line(
      .infusionSkipped, 3, 26, 60_000, 0,
      "periodic bolus of 60 mcg skipped: it was refused (volumesVersionMismatch); it is not made "
        + "up for"),
    Line(.step, 2, 390, 150_000, 12, "step of 06:30 in plan 2: 150 mcg/day; 12 strokes"),
    Line(.step, 1, 0, 0, 12, "step of 00:00 in plan 1: minimum rate; 12 strokes"),
    Line(
      .delivered, 0, 0, 320, 160_000_001,
      "account: 160.000001 mcg programmed and 320 strokes made since the factory"),
    Line(
      .delivered, 0, 1, 1, 1_000_000,
      "account: 1 mcg programmed and 1 stroke made since the factory; 1 request denied"),
    Line(.alarmRaised, 6, 0, 0, 9, "alarm: the motor does not turn; the patient gets no drug"),
    Line(.alarmEnded, 0, 0, 0, 9, "over: the reservoir is low; schedule a refill"),
    Line(
      .refilled, 1, 0, 20_000_000, 2_100_000 << 32 | 2_000_000,
      "refilled with 20.000 mL; 2.100 mL drawn out, 2.000 mL expected; a bridge at the old "
        + "programme's flow"),
    Line(
      .refilled, 3, 2, 18_000_000, 1_000_000 << 32 | 1_000_001,
      "refilled with 18.000 mL; 1.000 mL drawn out, 1.000001 mL expected; the bridge skipped by "
        + "clinical judgement"),
    Line(
      .drugChanged, 1, 0, 1902, 500, "in the reservoir: baclofen 1902 mcg/mL (was 500 mcg/mL)"),
    Line(
      .clockSet, 2, 1, 846_208_800, 846_212_400,
      "clock set to 2026-10-25 02:00:00 (was 2026-10-25 03:00:00): daylight saving time began or "
        + "ended"),
    Line(
      .clockSet, 0, 0, 0, 0,
      "clock set to 2000-01-01 00:00:00 (never set before): it was never set, lost or wrong"),
    Line(
      .undelivered, 1, 0, 0, 12_500_000,
      "12.5 mcg not delivered and not made up for: the motor stalled"),
    Line(.selfTestFailed, 6, 0, 0, 0, "a self-test failed: program memory, working memory"),
    Line(.entriesLost, 0, 0, 1, 0, "1 entry of the log could not be stored and is lost"),
    Line(.entriesLost, 0, 0, 12, 0, "12 entries of the log could not be stored and are lost"),
    Line(
      .patientBolus, 1, 240, 10_000, 300_000 * 256 + 3,
      "patient bolus turned on: 10 mcg over 5 min, 4 h apart, at most 3 in 24 hours"),
    Line(.patientBolus, 0, 0, 0, 0, "patient bolus turned off"),
    Line(
      .lowAlarm, 0, 0, 4_000_000, 2_000_000,
      "low-reservoir alarm set to 4.000 mL (was 2.000 mL)"),
    Line(
      .emergency, 0, 0, 0, 12, "taken to minimum rate by somebody without a key; 12 strokes"),
    Line(
      .emergency, 0, 0, 31_250, 1,
      "taken to minimum rate by somebody without a key; 31.25 mcg withheld; 1 stroke"),
    Line(
      .emergency, 0, 0, .max, 0,
      "taken to minimum rate by somebody without a key; at least 4294967.295 mcg withheld; "
        + "0 strokes"),
    Line(
      .keyChanged, 1, 0, 0, 0,
      "pairing key of the clinician: a new one waits to be used for the first time"),
    Line(
      .keyChanged, 2, 1, 0, 0,
      "pairing key of the patient: the new one took the place of the old one"),
    Line(
      .catheter, 1, 555, 122_100, 345 | 17 << 16 | 3 << 24,
      "catheter told: model 1, 55.5 cm implanted, 34.5 cm cut off, tip T10, 0.1221 mL; a piece "
        + "of it was cut off; the path holds what it held"),
    Line(
      .temporaryBegun, 1, 240, 50_000, 17,
      "temporary rate of 50 mcg/day begun for 4 h: for an examination; 17 strokes"),
    Line(
      .temporaryBegun, 9, 90, 0, 1,
      "planned stop begun for 1 h 30 min: unknown reason 9; 1 stroke"),
    Line(
      .temporaryEnded, 1, 240, 8333, 16_666_666,
      "temporary rate or planned stop over after 4 h: its time was over; 8.333 mcg given, "
        + "8.333666 mcg withheld"),
    Line(
      .temporaryEnded, 3, 1, 100, 1000,
      "temporary rate or planned stop over after 1 min: delivery was stopped; 0.1 mcg given, "
        + "0.099 mcg given beyond the programme"),
    Line(
      .catheter, 9, 0, 0, 99 << 16 | 1 << 63,
      "catheter told: model 9, 0 cm implanted, 0 cm cut off, tip unknown level 99, 0.000 mL; "
        + "unknown reason 0; unknown content 2147483648"),
  ]

  @Test(arguments: lines)
  func `an entry reads as it should`(line: Line) {
    #expect(LogWords.sentence(line.entry) == line.words)
    #expect(
      LogWords.line(line.entry, at: "2026-03-02 08:00:00") == "#7  2026-03-02 08:00:00  "
        + line.words)
  }

  @Test func `every kind is among them`() {
    #expect(Set(Self.lines.map(\.entry.kind)) == Set(LogKind.all))
  }

  @Test(arguments: RefusalCode.all)
  func `what an entry keeps no numbers of is told without any`(code: RefusalCode) {
    let entry = LogEntry(
      sequence: 1, therapySeconds: 0, kind: .infusionSkipped,
      detail: InfusionKind.periodicBolus.rawValue, short: UInt16(code.rawValue), number: 60_000)
    let sentence = Refusal(.startBolus, code).sentence
    let hasNumbers = sentence != Refusal(.startBolus, code, asked: 1, limit: 2).sentence
    // Without its numbers it says less, and nothing that is not so.
    let isWhole = !hasNumbers || code == .bridgeUndecided
    let words = LogWords.sentence(entry)
    #expect(words.contains(isWhole ? sentence : "(\(code.name))"), "\(words)")
  }

  @Test(arguments: LogKind.all)
  func `whatever the numbers of an entry are, it is one line`(kind: LogKind) {
    for detail in 0...UInt8.max {
      for (short, number, amount) in [
        (0, 0, 0), (1, 1, 1), (.max, .max, .max), (0xFF, 1 << 31, 1 << 63), (0x100, 99, 1 << 32),
      ] as [(UInt16, UInt32, UInt64)] {
        let entry = LogEntry(
          sequence: .max, therapySeconds: .max, kind: kind, detail: detail, short: short,
          number: number, amount: amount)
        let line = LogWords.line(entry, at: "now")
        #expect(line.hasPrefix("#4294967295  now  ") && line.count > 28, "\(line)")
        #expect(!line.contains("\n"))
      }
    }
  }

  @Test func `a number without a meaning is shown as one`() {
    func sentence(_ kind: LogKind, detail: UInt8, short: UInt16 = 0) -> String {
      LogWords.sentence(
        LogEntry(sequence: 1, therapySeconds: 0, kind: kind, detail: detail, short: short))
    }
    #expect(sentence(.order, detail: 99).contains("unknown request 99"))
    #expect(sentence(.alarmRaised, detail: 77) == "alarm: unknown alarm 77")
    #expect(sentence(.infusionSkipped, detail: 3, short: 300).contains("unknown reason 300"))
    #expect(sentence(.refilled, detail: 3, short: 9).contains("unknown reason 9"))
    #expect(sentence(.selfTestFailed, detail: 16).contains("unknown part 16"))
    #expect(sentence(.override, detail: 0).contains("unknown limit 0"))
    #expect(sentence(.keyChanged, detail: 3).contains("unknown role 3"))
    #expect(sentence(.keyChanged, detail: 1, short: 2).contains("unknown change 2"))
  }
}
