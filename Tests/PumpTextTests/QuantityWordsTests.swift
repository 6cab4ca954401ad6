import PumpText
import Quantities
import TestLimits
import Testing

/// Quantities as they are shown, and read again.
@Suite(.limited)
struct QuantityWordsTests {
  @Test func `quantities are written with their unit and without needless zeros`() throws {
    #expect(QuantityWords.dosePerDay(nanograms: 110_000) == "110 mcg/day")
    #expect(QuantityWords.dosePerDay(nanograms: 110_001) == "110.001 mcg/day")
    #expect(QuantityWords.dosePerDay(nanograms: 0) == "0 mcg/day")
    #expect(QuantityWords.dose(nanograms: 50) == "0.05 mcg")
    #expect(QuantityWords.dose(nanograms: 100_000) == "100 mcg")
    #expect(QuantityWords.volume(nanolitres: 19_920_000) == "19.920 mL")
    #expect(QuantityWords.volume(nanolitres: 5000) == "0.005 mL")
    #expect(QuantityWords.volume(nanolitres: 0) == "0.000 mL")
    #expect(QuantityWords.flow(nanolitresPerDay: 55_000) == "0.055 mL/day")
    #expect(QuantityWords.flow(nanolitresPerDay: 24_000_000) == "24 mL/day")
    let strength = try #require(Concentration(microgramsPerMillilitre: 2000))
    #expect(QuantityWords.concentration(strength) == "2000 mcg/mL")
    #expect(QuantityWords.dose(picograms: 50_000_001) == "50.000001 mcg")
    #expect(QuantityWords.exactVolume(nanolitres: 2_000_000) == "2.000 mL")
    #expect(QuantityWords.exactVolume(nanolitres: 2_000_001) == "2.000001 mL")
    #expect(QuantityWords.percent(partsPerMillion: 125_000) == "12.5 %")
    #expect(QuantityWords.percent(partsPerMillion: 1) == "0.0001 %")
    #expect(QuantityWords.count(1, "stroke", "strokes") == "1 stroke")
    #expect(QuantityWords.count(0, "stroke", "strokes") == "0 strokes")
  }

  @Test func `lengths of time are written in their two largest parts`() {
    func words(_ ms: UInt64) -> String { QuantityWords.duration(Milliseconds(rawValue: ms)) }
    #expect(words(0) == "0 ms" && words(999) == "999 ms")
    #expect(words(1000) == "1 s" && words(59_999) == "59 s")
    #expect(words(600_000) == "10 min" && words(3_600_000) == "1 h")
    #expect(words(5_430_000) == "1 h 30 min")
    #expect(words(439_200_000) == "5 d 2 h")
    #expect(words(86_400_000 + 60_000) == "1 d")
  }

  @Test func `a length of time can be written in all its parts`() {
    func words(_ ms: UInt64) -> String { QuantityWords.exactDuration(Milliseconds(rawValue: ms)) }
    #expect(words(0) == "0 s" && words(999) == "999 ms")
    #expect(words(86_400_000 + 60_000) == "1 d 1 min")
    #expect(words(90_061_001) == "1 d 1 h 1 min 1 s 1 ms")
    #expect(words(.max).hasSuffix("ms"))
  }

  @Test(arguments: 0..<1440 as Range<UInt64>)
  func `a written time of day can be read again`(minutes: UInt64) throws {
    let text = QuantityWords.timeOfDay(minutes: minutes)
    #expect(text.count == 5)
    #expect(try QuantityText.timeOfDay(text) == UInt16(minutes))
  }

  @Test(arguments: [0, 1, 9999, 10_000, 125_000, 10_000_000] as [UInt64])
  func `a written share can be read again`(share: UInt64) throws {
    #expect(try QuantityText.percent(QuantityWords.percent(partsPerMillion: share)) == share)
  }

  @Test(arguments: [0, 1, 7, 10, 999, 1000, 1001, 110_000, 199_999_999, 200_000_000] as [UInt32])
  func `what is written can be read again`(number: UInt32) throws {
    let dose = try #require(DoseRate(nanogramsPerDay: number))
    #expect(try QuantityText.doseRate(QuantityWords.dose(dose)) == dose)
    let nanograms = QuantityWords.dose(nanograms: UInt64(number))
    #expect(try QuantityText.nanograms(nanograms) == number)
    let flow = QuantityWords.flow(nanolitresPerDay: UInt64(number))
    #expect(try QuantityText.flow(flow).rawValue == UInt64(number))
    let nanolitres = UInt64(number % 1_000_000) * 1000
    let volume = QuantityWords.volume(nanolitres: nanolitres)
    #expect(try QuantityText.volume(volume).rawValue == nanolitres)
  }

  @Test(arguments: [
    "2026-03-02 08:00", "2026-03-02 08:00:00", "2026-03-02T08:00:00", "2026-03-02T08:00",
    "2026-3-2 8:00",
  ])
  func `a date and time is read in any of its forms`(text: String) throws {
    let clock = try QuantityWords.parseClock(text)
    #expect(QuantityWords.clock(clock) == "2026-03-02 08:00:00")
  }

  @Test(arguments: [0, 1, 86_399, 86_400, 5_097_600, 825_000_000, 4_291_747_199] as [UInt32])
  func `a written date and time can be read again`(seconds: UInt32) throws {
    let clock = WallClock(rawValue: seconds)
    #expect(try QuantityWords.parseClock(QuantityWords.clock(clock)) == clock)
  }

  @Test(arguments: [
    "", "now", "2026-03-02", "08:00", "2026-02-29 08:00", "2026-13-01 08:00", "2026-00-10 08:00",
    "2026-03-32 08:00", "2026-03-02 24:00", "2026-03-02 08:60", "2026-03-02 08:00:60",
    "1999-12-31 23:59", "2136-01-01 00:00", "02-03-2026 08:00", "26-03-02 08:00",
    "2026-03-02 08:00 pm", "2026-03-02 8 Uhr", "2026-03-02 08:00:00:00", "2026-03-0208:00",
    "2026-03-02 08:00:00.5", "2026-03-02 08:00Z", "99999999999999999999-03-02 08:00",
    "-2026-03-02 08:00", "2026--03-02 08:00", "2026-03-02 08:00:", "2026:03:02 08-00",
    "2026-+3-02 08:00", "2026 03 02 08 00",
  ])
  func `what the calendar or the form does not have is an error`(text: String) {
    #expect(throws: QuantityError.self) { try QuantityWords.parseClock(text) }
  }
}
