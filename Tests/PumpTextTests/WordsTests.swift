import PumpText
import Telemetry
import TestLimits
import Testing

/// Every number of the protocol that reaches people has words: what it is, and what to do.
@Suite(.limited)
struct WordsTests {
  static let codes = (0...UInt8.max).compactMap { RefusalCode(rawValue: $0) }
  static let alarms = (0...UInt8.max).compactMap { Alarm(rawValue: $0) }
  static let requests = (0...UInt8.max).compactMap { RequestType(rawValue: $0) }

  @Test func `every refusal has a sentence of its own, advice, and a name`() {
    let refusals = Self.codes.map { Refusal(.startBolus, $0, asked: 2_000_001, limit: 2_000_000) }
    #expect(refusals.count == 65)
    for refusal in refusals {
      #expect(refusal.sentence.count > 10 && refusal.sentence != "refused", "\(refusal.code)")
      #expect(refusal.advice.count > 8, "\(refusal.code)")
    }
    #expect(Set(refusals.map(\.sentence)).count == refusals.count)
    #expect(Set(refusals.map(\.name)).count == refusals.count)
  }

  @Test func `a level of the spine is read as people write it`() {
    for level in SpinalLevel.all where level != .unknown {
      #expect(SpinalLevel(vertebra: level.words) == level)
      #expect(SpinalLevel(vertebra: level.words.lowercased()) == level)
    }
    for text in ["", "unknown", "UNKNOWN", "T0", "T13", "C8", "L6", "10", "T 10"] {
      #expect(SpinalLevel(vertebra: text) == nil, "\(text)")
    }
  }

  @Test(arguments: codes.filter { $0.rawValue >= 32 && !(48..<64).contains($0.rawValue) })
  func `a limit's sentence has both numbers, also when they differ by one unit`(
    code: RefusalCode
  ) {
    for limit in [2_000_000, 500_000, 1_000_000_000] as [UInt64] {
      let equal = Refusal(.startBolus, code, asked: limit, limit: limit).sentence
      for asked in [limit - 1, limit + 1] {
        let sentence = Refusal(.startBolus, code, asked: asked, limit: limit).sentence
        #expect(sentence != equal, "\(sentence)")
      }
    }
  }

  @Test func `a bridge that is too fast is advised about its flow, not about a dose`() {
    let fast = Refusal(.startBridge, .flowAboveMaximum, asked: 100_000_000, limit: 24_000_000)
    #expect(fast.advice == "use a lower flow")
    let dose = Refusal(.stageTherapy, .flowAboveMaximum, asked: 100_000_000, limit: 24_000_000)
    #expect(dose.advice == "use a smaller dose")
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
    #expect(sentence(.refillAboveCapacity, 20_000_001, 20_000_000).contains("20.000001 mL"))
    #expect(sentence(.stepOffGrid, 375, 30).contains("every 30 min"))
    #expect(sentence(.stepOffGrid, 375, 30).contains("06:15"))
    #expect(sentence(.stepsOutOfOrder, 360, 481).contains("06:00"))
    #expect(sentence(.stepsOutOfOrder, 360, 481).contains("08:01"))
    #expect(sentence(.stepsOutOfOrder, 360, 0).contains("first step begins at 06:00"))
    #expect(sentence(.intervalTooShort, 12, 60).contains("every 12 min"))
    #expect(sentence(.intervalTooShort, 12, 60).contains("at least 1 h apart"))
    #expect(sentence(.bolusLongerThanInterval, 5_400_000, 3_600_000).contains("1 h 30 min"))
    #expect(sentence(.alarmVolumeTooHigh, 40_000_000, 40_000_000).contains("40.000 mL"))
    #expect(sentence(.silenceTooLong, 1441, 1440).contains("1 d 1 min of silence"))
    #expect(sentence(.withdrawnTooMuch, 22_000_000, 21_400_000).contains("21.400 mL at most"))
    #expect(sentence(.volumeDiscrepancy, 1_200_000, 1_000_000).contains("by 1.200 mL"))
    #expect(sentence(.strengthUnusual, 50, 0).contains("50 mcg/mL"))
  }

  @Test func `what stands against the patient's therapy is told with its numbers`() {
    func sentence(
      _ code: RefusalCode, _ asked: UInt64 = 0, _ limit: UInt64 = 0,
      _ request: RequestType = .commit
    ) -> String {
      Refusal(request, code, asked: asked, limit: limit).sentence
    }
    #expect(sentence(.lockedOut, 11_160).contains("another 3 h 6 min"))
    #expect(sentence(.patientMaximumReached, 1, 1).contains("1 bolus in 24 hours"))
    #expect(sentence(.patientMaximumReached, 3, 3).contains("3 boluses in 24 hours, and 3 is"))
    #expect(sentence(.volumesVersionMismatch, 1, 2).contains("version 1"))
    #expect(sentence(.volumesVersionMismatch, 1, 2).contains("version 2"))
    #expect(sentence(.bridgeUndecided, 1902, 500).contains("from 500 to 1902 mcg/mL"))
    #expect(sentence(.clockCrossesStep, 3600).contains("by 1 h"))
    #expect(sentence(.noSuchEntry, 17, 4).contains("no entry 17"))
    #expect(sentence(.reservoirTooLow, 2, 1, .startPrime).hasPrefix("the prime needs"))
    #expect(sentence(.reservoirTooLow, 2, 1, .startBridge).hasPrefix("the bridge needs"))
    #expect(sentence(.reservoirTooLow, 2, 1, .startBolus).hasPrefix("the bolus needs"))
    #expect(sentence(.reservoirTooLow, 2, 1, .stageRefill).contains("the reservoir would hold"))
    #expect(sentence(.reservoirTooLow, 2, 1, .resume).hasPrefix("the infusion needs"))
    #expect(sentence(.planMissing, 0, 0, .readDayPlan) != sentence(.planMissing))
  }

  @Test(arguments: [
    RequestType.stageTherapy, .stageDayPlan, .stagePatientBolus, .stageRefill, .readBack,
    .readRefill, .commit,
  ])
  func `of what is staged only the bridge can lack liquid, whatever was staged last`(
    request: RequestType
  ) {
    let refusal = Refusal(request, .reservoirTooLow, asked: 2, limit: 1)
    #expect(refusal.sentence.hasPrefix("the bridge needs"))
    #expect(refusal.sentence.contains("the reservoir would hold"))
    #expect(refusal.advice == "fill in more, or decide against the bridge")
  }

  @Test func `no number that a wire can carry stops a sentence`() {
    for code in Self.codes {
      for request in Self.requests {
        for number in [0, 1, .max / 60_000, .max - 1, .max] as [UInt64] {
          let refusals = [
            Refusal(request, code, asked: number, limit: 0),
            Refusal(request, code, asked: 0, limit: number),
            Refusal(request, code, asked: number, limit: number),
          ]
          #expect(refusals.allSatisfy { !$0.sentence.isEmpty && !$0.advice.isEmpty })
        }
      }
    }
  }

  @Test func `who is kept waiting is told for how long`() {
    let refusal = Refusal(.openSession, .tooManyAttempts, limit: 64)
    #expect(refusal.sentence.hasSuffix("another 1 min 4 s"))
    #expect(refusal.advice.contains("card"))
    #expect(Refusal(.emergencyRate, .noContact).advice.contains("head"))
  }

  @Test func `an order that is refused because there is nothing to do says so`() {
    #expect(Refusal(.stop, .stopped).advice == "nothing needs to be done")
    #expect(Refusal(.startBolus, .stopped).advice.contains("resume"))
    #expect(Refusal(.startBolus, .stopped).advice.contains("no drug"))
    #expect(Refusal(.stop, .stopped).sentence.contains("already"))
    #expect(Refusal(.startBolus, .bolusRunning).sentence.contains("already"))
    #expect(!Refusal(.stageRefill, .bolusRunning).sentence.contains("already"))
  }

  @Test func `a critical alarm stands against an infusion, and against all else a failed pump`() {
    #expect(Refusal(.startPrime, .criticalAlarm).sentence == "a critical alarm is active")
    #expect(Refusal(.startPrime, .criticalAlarm).advice.contains("alarm first"))
    for request in [RequestType.stop, .resume, .commit, .setClock] {
      #expect(Refusal(request, .criticalAlarm).sentence.contains("failed and stopped for good"))
      #expect(Refusal(request, .criticalAlarm).advice.contains("replace the pump"))
    }
  }

  @Test func `only a limit that can be overridden is advised to be`() {
    for code in Self.codes {
      let advice = Refusal(.stageTherapy, code, asked: 1, limit: 1).advice
      let offers = advice.steps.contains(.overrideSoftLimits) || advice.contains("confirm")
      let isConfirmable =
        code.isSoftLimit
        || [.clockCrossesStep, .totalUnconfirmed, .totalMismatch].contains(code)
      #expect(offers == isConfirmable, "\(code): \(advice)")
    }
  }

  @Test func `every alarm has words and a name of its own, and is listed`() throws {
    #expect(Alarm.all == Self.alarms && Self.alarms.count == 13)
    #expect(Set(Self.alarms.map(\.name)).count == 13)
    #expect(Set(Self.alarms.map(\.words)).count == 13)
    for alarm in Self.alarms {
      #expect(alarm.words.count > 15, "\(alarm)")
      // An alarm that drug is not flowing says so, or what to do now.
      let isUrgent = alarm.words.contains("now") || alarm.words.contains("no drug")
      #expect(isUrgent == alarm.isCritical, "\(alarm)")
      var set = AlarmSet()
      set.insert(alarm)
      #expect(set.list == [alarm])
    }
    let bits = try #require(AlarmSet(bits: 0x1FFF))
    #expect(bits.list == Self.alarms)
    #expect(AlarmSet().list.isEmpty)
  }

  /// Every choice of a kind has a name of its own, in snake case, that leads back to it.
  private func check<Choice: NamedChoice>(_: Choice.Type, _ names: [String]) {
    #expect(Choice.all.map(\.name) == names)
    #expect(Choice.all.map(\.rawValue) == Choice.all.map(\.rawValue).sorted())
    for choice in Choice.all { #expect(Choice(name: choice.name) == choice) }
    #expect(Choice(name: "") == nil && Choice(name: "nonsense") == nil)
    #expect(Set(names).count == names.count)
  }

  @Test func `every choice of the protocol has its name`() {
    check(
      InfusionMode.self, ["simple_continuous", "minimum_rate", "day_schedule", "periodic_bolus"])
    check(
      InfusionKind.self, ["bolus", "patient_bolus", "periodic_bolus", "prime", "bridge"])
    check(BatteryState.self, ["ok", "eri", "eos"])
    check(DrugCode.self, ["baclofen", "morphine", "ziconotide"])
    check(Role.self, ["clinician", "patient"])
    check(Source.self, ["committed", "staged"])
    check(PrimedPath.self, ["whole_path", "catheter"])
    check(BridgeDecision.self, ["none", "bridge", "flushed", "skip"])
    check(SkipReason.self, ["none", "catheter_revised", "clinical_judgement", "emergency"])
    check(ClockReason.self, ["set", "drift", "daylight_saving", "travel"])
    check(
      TemporaryReason.self, ["imaging", "procedure", "side_effects", "illness", "other"])
    check(TemporaryEnd.self, ["time", "order", "stop", "emergency", "failure", "clock_lost"])
    check(Tone.self, ["single", "two_tone"])
    check(ResetCause.self, ["power", "low_battery", "clock_lost"])
    check(UndeliveredCause.self, ["stall", "failure", "power"])
    check(
      Alarm.self,
      [
        "low_reservoir", "empty_reservoir", "eri", "eos", "memory_error", "memory_lost",
        "motor_stall", "stopped_too_long", "low_battery_reset", "self_test_failed",
        "delivery_fault", "clock_uncertain", "emergency_rate",
      ])
    check(
      LogKind.self,
      [
        "switched_on", "order", "therapy", "override", "infusion_started", "infusion_ended",
        "infusion_skipped", "step", "delivered", "alarm_raised", "alarm_ended", "refilled",
        "drug_changed", "clock_set", "undelivered", "self_test_failed", "entries_lost",
        "patient_bolus", "low_alarm", "emergency", "key_changed", "catheter", "temporary_begun",
        "temporary_ended",
      ])
    check(
      SpinalLevel.self,
      ["unknown"] + (1...7).map { "c\($0)" } + (1...12).map { "t\($0)" }
        + (1...5).map { "l\($0)" })
    check(
      CatheterReason.self,
      [
        "implant", "catheter_replaced", "catheter_trimmed", "tip_moved", "pump_replaced",
        "corrected",
      ])
    check(PathContent.self, ["as_it_was", "catheter_empty", "path_empty"])
    check(RefusalCode.self, Self.codes.map { "\($0)" })
    #expect(Set(Self.requests.map(\.name)).count == 37)
    for request in Self.requests { #expect(request.name == "\(request)") }
  }

  @Test func `every choice that people read has words of its own`() {
    let words: [[String]] = [
      RequestType.all.map(\.words), Alarm.all.map(\.title),
      InfusionMode.all.map(\.words), InfusionKind.all.map(\.words), PrimedPath.all.map(\.words),
      BridgeDecision.all.map(\.words), SkipReason.all.map(\.words), ClockReason.all.map(\.words),
      Tone.all.map(\.words), ResetCause.all.map(\.words), UndeliveredCause.all.map(\.words),
      LogKind.all.map(\.words), TemporaryReason.all.map(\.words),
      TemporaryEnd.all.map(\.words),
    ]
    for words in words {
      #expect(Set(words).count == words.count)
      #expect(words.allSatisfy { $0.count >= 4 && !$0.contains("_") })
    }
    #expect(InfusionMode.minimumRate.words == "minimum rate")
    #expect(PlanNumber.plan3.words == "plan 3")
    #expect(Tone.single.words.contains("schedule") && Tone.twoTone.words.contains("now"))
    #expect(SelfTest(bits: 15)?.failures.count == 4 && SelfTest.sound.failures.isEmpty)
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
