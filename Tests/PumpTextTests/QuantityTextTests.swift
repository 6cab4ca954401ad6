import Console
import PumpText
import Quantities
import TestLimits
import Testing

/// Quantities as people type them: exact, with a unit, or an error that says what to write.
@Suite(.limited)
struct QuantityTextTests {
  /// What a text reads as, whatever its kind.
  private func read(_ text: String) -> [String: UInt64] {
    var found: [String: UInt64] = [:]
    found["doseRate"] = (try? QuantityText.doseRate(text)).map { UInt64($0.nanogramsPerDay) }
    found["dose"] = (try? QuantityText.nanograms(text)).map { UInt64($0) }
    found["volume"] = (try? QuantityText.volume(text))?.rawValue
    found["flow"] = (try? QuantityText.flow(text))?.rawValue
    found["concentration"] = (try? QuantityText.concentration(text))
      .map { UInt64($0.microgramsPerMillilitre) }
    found["duration"] = (try? QuantityText.duration(text))?.rawValue
    found["energy"] = (try? QuantityText.energy(text))?.rawValue
    found["power"] = try? QuantityText.power(text)
    found["percent"] = (try? QuantityText.percent(text)).map { UInt64($0) }
    found["timeOfDay"] = (try? QuantityText.timeOfDay(text)).map { UInt64($0) }
    return found
  }

  struct Good: Sendable {
    var text: String
    var kind: String
    var value: UInt64

    init(_ text: String, _ kind: String, _ value: UInt64) {
      self.text = text
      self.kind = kind
      self.value = value
    }
  }

  static let good = [
    Good("110 mcg/day", "doseRate", 110_000), Good("0.11 mg/day", "doseRate", 110_000),
    Good("110000 ng/day", "doseRate", 110_000), Good("200 mg/day", "doseRate", 200_000_000),
    Good("0 mcg/day", "doseRate", 0), Good("50 mcg", "dose", 50_000), Good("1 ng", "dose", 1),
    Good("4294.967295 mg", "dose", .max >> 32), Good("18 mL", "volume", 18_000_000),
    Good("0.000001 mL", "volume", 1), Good("272 uL", "volume", 272_000), Good("9 nL", "volume", 9),
    Good("1000 mL", "volume", 1_000_000_000), Good("0.048 mL/day", "flow", 48_000),
    Good("2000 mcg/mL", "concentration", 2000), Good("2 mg/mL", "concentration", 2000),
    Good("0.5 mg/mL", "concentration", 500), Good("1000 mg/mL", "concentration", 1_000_000),
    Good("250 ms", "duration", 250), Good("10 min", "duration", 600_000),
    Good("1.5 h", "duration", 5_400_000), Good("3 days", "duration", 259_200_000),
    Good("2 weeks", "duration", 1_209_600_000), Good("7 years", "duration", 220_752_000_000),
    Good("1 s", "duration", 1000), Good("1 d", "duration", 86_400_000),
    Good("6311.52 J", "energy", 6_311_520_000_000), Good("288 uJ", "energy", 288_000),
    Good("3 mJ", "energy", 3_000_000), Good("20 uW", "power", 20),
    Good("10 %", "percent", 100_000), Good("12.5%", "percent", 125_000),
    Good("0.0001 %", "percent", 1), Good("1000 %", "percent", 10_000_000),
    Good("250 ppm", "percent", 250), Good("06:30", "timeOfDay", 390),
    Good("6:30", "timeOfDay", 390), Good(" 00:00 ", "timeOfDay", 0),
    Good("0:00", "timeOfDay", 0), Good("23:59", "timeOfDay", 1439),
    Good("6 h", "duration", 21_600_000), Good("14 mL", "volume", 14_000_000),
    // Spaces, case, zeros in front and behind, a bare point.
    Good("  110mcg/day ", "doseRate", 110_000), Good("110 MCG/DAY", "doseRate", 110_000),
    Good("110 mcg / day", "doseRate", 110_000), Good("18 ml", "volume", 18_000_000),
    Good("00018.000 mL", "volume", 18_000_000), Good(".5 mL", "volume", 500_000),
    Good("5. mL", "volume", 5_000_000), Good("0.0000000000000 mL", "volume", 0),
    Good("1.00000000000000000 mL", "volume", 1_000_000),
    // Units as people type them.
    Good("110 ug/d", "doseRate", 110_000), Good("110 \u{B5}g/day", "doseRate", 110_000),
    Good("110 \u{3BC}g/d", "doseRate", 110_000), Good("110 mcg per day", "doseRate", 110_000),
    Good("50 ug", "dose", 50_000), Good("50 micrograms", "dose", 50_000),
    Good("18 cc", "volume", 18_000_000),
    Good("18 millilitres", "volume", 18_000_000), Good("272 \u{B5}L", "volume", 272_000),
    Good("0.048 mL/d", "flow", 48_000), Good("2 mg/cc", "concentration", 2000),
    Good("2000 ug/ml", "concentration", 2000), Good("1 hour", "duration", 3_600_000),
    Good("2 hours", "duration", 7_200_000), Good("2 hrs", "duration", 7_200_000),
    Good("10 minutes", "duration", 600_000), Good("1 minute", "duration", 60_000),
    Good("10 mins", "duration", 600_000), Good("30 sec", "duration", 30_000),
    Good("30 seconds", "duration", 30_000), Good("1 day", "duration", 86_400_000),
    Good("1 week", "duration", 604_800_000), Good("1 year", "duration", 31_536_000_000),
    Good("20 \u{B5}W", "power", 20), Good("110\u{A0}mcg/day", "doseRate", 110_000),
  ]

  @Test(arguments: good)
  func `a quantity is read exactly, and as its own kind only`(good: Good) {
    #expect(read(good.text) == [good.kind: good.value], "\(good.text)")
  }

  static let bad = [
    // No unit, no number, more than a number.
    "", " ", "110", "0", "mcg/day", "mL 5", "five mL", "+5 mL", "1 10 mcg/day", "1.2.3 mL",
    "1..2 mL", "5 5 mL", ". mL", "0x10 mL", "٣ mL", "½ mL", "1_000 mL", "5\tmL",
    // Below zero, in any dash.
    "-5 mL", "- 5 mL", "\u{2212}5 mL", "\u{2013}5 mL", "-0 mcg/day",
    // A comma can mean two things.
    "0,5 mL", "1,000 mcg", "5, mL",
    // Powers, by any sign, and numbers that no integer holds.
    "1e3 mcg", "1E3 mcg", "10^30 mcg", "1e30 mL", "10^3 mL",
    "1000000000000000000000000000000 mcg", "1000000000000000000000000000000 mL",
    "18446744073709551616 nL", "18446744073709551615 mL", "99999999999999999999999 h",
    // Units that are none, or of nothing that is typed here.
    "5 litres", "5 mcgs", "5 mcg/hour", "5 mcg/", "5 mL/h", "5 m", "5 mcg/m", "5 permL", "5 g",
    "5 kg", "5 mg/L", "5 percent",
    "5 mcg/", "5 mL/day/day", "5 MJ", "5 Mj", "5 UW", "5 KJ", "5 j",
    // Finer than can be programmed.
    "0.0001 mcg", "0.5 ng", "0.5 ng/day", "0.0000001 mL", "0.5 nL", "0.5 mcg/mL", "1.5 mcg/mL",
    "0.5 ms", "0.0001 s", "0.5 uW", "0.0000000000000000000000000000000001 mL",
    // More or less than there is.
    "200.000001 mg/day", "200001 mcg/day", "4294967296 ng", "5000 mg", "1000.000001 mL",
    "1000.000001 mL/day", "0 mcg/mL", "0.0 mg/mL", "1000001 mcg/mL", "1001 mg/mL", "101 years",
    "36501 days", "1000.0001 %", "0.00001 %", "-10 %", "10 %%", "%",
    // Times of day that no clock shows, or that could be something else.
    "24:00", "24:01", "25:00", "12:60", "99:99", "6:5", "6:", ":30", "06:30:00", "006:30", "6.30",
    "0630", "6h30", "6:30 am", "-6:30", "+6:30", "6 :30", "06：30", "٠٦:٣٠",
  ]

  @Test(arguments: bad)
  func `what is not clear is an error`(text: String) {
    #expect(read(text) == [:], "\(text)")
  }

  @Test func `an error says what is wrong and what to write`() {
    func message(_ text: String) -> String {
      do throws(QuantityError) {
        return "\(try QuantityText.doseRate(text))"
      } catch { return error.description }
    }
    #expect(message("110").contains("has no unit"))
    #expect(message("110").contains("for example 110 mcg/day"))
    #expect(message("-5 mcg/day").contains("is negative"))
    #expect(message("0,5 mcg/day").contains("comma"))
    #expect(message("1e3 mcg/day").contains("write") && message("1e3 mcg/day").contains("digits"))
    #expect(message("5 mL").contains("mcg/day, mg/day, ng/day"))
    #expect(message("0.0001 mcg/day").contains("finer"))
    #expect(message("201 mg/day").contains("200 mg/day"))
    for text in Self.bad {
      #expect(message(text).contains("“\(text.shown)”") || text == "0", "\(message(text))")
    }
  }

  @Test(
    arguments: [
      ("5 mcg/h", "120 mcg/day"), ("0.5 \u{B5}g/hour", "12 mcg/day"), ("1 mg/hr", "24000 mcg/day"),
      ("4.5 mcg per hour", "108 mcg/day"),
    ])
  func `a dose per hour is refused with the dose per day that it is`(text: String, day: String) {
    let error = #expect(throws: QuantityError.self) { try QuantityText.doseRate(text) }
    #expect(error?.description.contains("write \(day) if") == true, "\(error?.description ?? "")")
  }

  @Test func `a flow per hour is refused in the same way`() {
    let error = #expect(throws: QuantityError.self) { try QuantityText.flow("0.01 mL/h") }
    #expect(error?.description.contains("write 0.24 mL/day if") == true)
  }

  @Test func `an m could be minutes or months`() {
    let error = #expect(throws: QuantityError.self) { try QuantityText.duration("10 m") }
    #expect(error?.description.contains("minutes or months") == true)
  }

  @Test func `a comma in a number is told where commas separate the parts of a text`() {
    #expect(throws: QuantityError.self) {
      try QuantityText.refuseDecimalComma("2,5 mcg over 10 min")
    }
    #expect(throws: Never.self) {
      try QuantityText.refuseDecimalComma("sat,sun: 00:00 1 mcg/day, 06:00 2")
    }
  }

  @Test func `a concentration of zero has a sentence of its own`() {
    let error = #expect(throws: QuantityError.self) {
      try QuantityText.concentration("0 mcg/mL")
    }
    #expect(error?.description.contains("no drug in it") == true)
  }

  @Test(arguments: ["24:00", " 24:00"])
  func `a step at the end of a day is refused with a sentence of its own`(text: String) {
    let error = #expect(throws: QuantityError.self) { try QuantityText.timeOfDay(text) }
    #expect(error?.description.contains("the end of a day") == true)
    #expect(error?.description.contains("00:00") == true)
  }

  @Test func `a time of day that is none says what to write`() {
    func message(_ text: String) -> String {
      do throws(QuantityError) {
        return "\(try QuantityText.timeOfDay(text))"
      } catch { return error.description }
    }
    #expect(message("24:30").contains("not on the clock"))
    #expect(message("12:60").contains("00 to 59"))
    for text in ["6", "6 h", "0630", "06:5", "noon", ""] {
      #expect(message(text).contains("for example 06:30"), "\(text)")
      #expect(message(text).contains("“\(text)”"), "\(text)")
    }
  }
}
