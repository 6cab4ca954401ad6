import PumpText
import Telemetry
import Testing

/// Every number of the protocol that reaches people has words: what it is, and what to do.
struct WordsTests {
  static let codes = (0...UInt8.max).compactMap { RefusalCode(rawValue: $0) }
  static let alarms = (0...UInt8.max).compactMap { Alarm(rawValue: $0) }
  static let requests = (0...UInt8.max).compactMap { RequestType(rawValue: $0) }

  @Test func `every refusal has a sentence of its own, advice, and a name`() {
    let refusals = Self.codes.map { Refusal(.startBolus, $0, asked: 2_000_001, limit: 2_000_000) }
    #expect(refusals.count == 28)
    for refusal in refusals {
      #expect(refusal.sentence.count > 10 && refusal.sentence != "refused", "\(refusal.code)")
      #expect(refusal.advice.count > 8, "\(refusal.code)")
    }
    #expect(Set(refusals.map(\.sentence)).count == refusals.count)
    #expect(Set(refusals.map(\.name)).count == refusals.count)
  }

  @Test(arguments: codes.filter { $0.rawValue >= 32 })
  func `a limit's sentence has both numbers, also when they differ by one unit`(
    code: RefusalCode
  ) {
    for limit in [2_000_000, 500_000, 1_000_000_000] as [UInt64] {
      let equal = Refusal(.startBolus, code, asked: limit, limit: limit).sentence
      for asked in [limit - 1, limit + 1] where code != .bolusFasterThanUsual {
        let sentence = Refusal(.startBolus, code, asked: asked, limit: limit).sentence
        #expect(sentence != equal, "\(sentence)")
      }
    }
  }

  @Test func `limits are told in the unit people use`() {
    func sentence(_ code: RefusalCode, _ asked: UInt64, _ limit: UInt64) -> String {
      Refusal(.startBolus, code, asked: asked, limit: limit).sentence
    }
    #expect(sentence(.flowAboveMaximum, 24_000_001, 24_000_000).contains("24.000001 mL/day"))
    #expect(sentence(.bolusAboveMaximum, 1_000_001, 1_000_000).contains("1.000001 mL"))
    #expect(sentence(.bolusAboveMaximum, 1_000_001, 1_000_000).contains("limit of 1.000 mL"))
    #expect(sentence(.doseAboveUsual, 1_000_001, 1_000_000).contains("1000.001 mcg/day"))
    #expect(sentence(.bolusAboveUsual, 100_001, 100_000).contains("100.001 mcg"))
    #expect(sentence(.bolusFasterThanUsual, 59_000, 60_000).contains("59 s"))
    #expect(sentence(.expired, 2000, 0).contains("2 s too late"))
  }

  @Test func `every alarm has words and a name of its own, and is listed`() throws {
    #expect(Alarm.all == Self.alarms && Self.alarms.count == 7)
    #expect(Set(Self.alarms.map(\.name)).count == 7)
    for alarm in Self.alarms {
      #expect(alarm.words.count > 15, "\(alarm)")
      // An alarm that drug is not flowing says so, or what to do now.
      let isUrgent = alarm.words.contains("now") || alarm.words.contains("no drug")
      #expect(isUrgent == alarm.isCritical, "\(alarm)")
      var set = AlarmSet()
      set.insert(alarm)
      #expect(set.list == [alarm])
    }
    let bits = try #require(AlarmSet(bits: 0x7F))
    #expect(bits.list == Self.alarms)
    #expect(AlarmSet().list.isEmpty)
  }

  @Test func `every request, mode and battery state has its name`() {
    #expect(Set(Self.requests.map(\.name)).count == 15)
    for request in Self.requests { #expect(request.name == "\(request)") }
    #expect([InfusionMode.simpleContinuous, .minimumRate].map(\.name).count == 2)
    #expect(InfusionMode.minimumRate.words == "minimum rate")
    let battery: [BatteryState] = [.ok, .electiveReplacement, .endOfService]
    #expect(battery.map(\.name) == ["ok", "eri", "eos"])
    #expect(DrugCode.baclofen.name == "baclofen")
  }

  @Test func `short texts and strings are each other's inverse`() {
    for text in ["", "PL-40", "PLK-00000001", " ~"] {
      #expect(ShortText<12>(string: text)?.string == text)
    }
    for text in ["PLK-000000001", "é", "a\n", "\u{7F}", "😀"] {
      #expect(ShortText<12>(string: text) == nil, "\(text)")
    }
  }
}
