import Telemetry
import TestLimits
import TestSupport
import Testing

/// The Swift tables against `protocol-spec/messages.json`.
@Suite(.limited)
struct MessageSpecTests {
  private let spec = MessageSpec.current

  /// What every number from 0 through 255 is called in a Swift enum.
  private func names<Choice: RawRepresentable>(_: Choice.Type) -> [UInt8: String]
  where Choice.RawValue == UInt8 {
    var names: [UInt8: String] = [:]
    for number in 0...UInt8.max { names[number] = Choice(rawValue: number).map { "\($0)" } }
    return names
  }

  private func answerType(_ name: String?) -> ReplyType? {
    spec.messages.first { $0.name == name }.flatMap { ReplyType(rawValue: $0.type) }
  }

  private func names(of messages: [MessageSpec.Message]) -> [UInt8: String] {
    Dictionary(uniqueKeysWithValues: messages.map { ($0.type, $0.name) })
  }

  private func names(of enumeration: String) throws -> [UInt8: String] {
    let values = try #require(spec.enums[enumeration]).values
    return Dictionary(uniqueKeysWithValues: values.map { ($0.number, $0.name) })
  }

  @Test func `requests and replies have the same numbers and names`() {
    let requests = spec.messages.filter { $0.direction == .request }
    let replies = spec.messages.filter { $0.direction == .reply }
    #expect(names(RequestType.self) == names(of: requests))
    #expect(names(ReplyType.self) == names(of: replies))
    #expect(requests.allSatisfy { $0.type < 128 } && replies.allSatisfy { $0.type >= 128 })
  }

  @Test func `enums have the same numbers and names`() throws {
    #expect(names(Role.self) == (try names(of: "role")))
    #expect(names(InfusionMode.self) == (try names(of: "infusionMode")))
    #expect(names(DrugCode.self) == (try names(of: "drug")))
    #expect(names(BatteryState.self) == (try names(of: "batteryState")))
    #expect(names(RequestType.self) == (try names(of: "requestType")))
    #expect(names(RefusalCode.self) == (try names(of: "refusalCode")))
    #expect(names(Source.self) == (try names(of: "source")))
    #expect(names(PlanNumber.self) == (try names(of: "planNumber")))
    #expect(names(BridgeDecision.self) == (try names(of: "bridgeDecision")))
    #expect(names(SkipReason.self) == (try names(of: "skipReason")))
    #expect(names(PrimedPath.self) == (try names(of: "primedPath")))
    #expect(names(InfusionKind.self) == (try names(of: "infusionKind")))
    #expect(names(ClockReason.self) == (try names(of: "clockReason")))
    #expect(names(Tone.self) == (try names(of: "tone")))
    #expect(names(LogKind.self) == (try names(of: "logKind")))
    #expect(names(ResetCause.self) == (try names(of: "resetCause")))
    #expect(names(UndeliveredCause.self) == (try names(of: "undeliveredCause")))
    #expect(names(ForecastSubject.self) == (try names(of: "forecastSubject")))
    #expect(names(TemporaryReason.self) == (try names(of: "temporaryReason")))
    #expect(names(TemporaryEnd.self) == (try names(of: "temporaryEnd")))
    #expect(names(StepRule.self) == (try names(of: "stepRule")))
    #expect(names(SpinalLevel.self) == (try names(of: "spinalLevel")))
    #expect(names(CatheterReason.self) == (try names(of: "catheterReason")))
    #expect(names(PathContent.self) == (try names(of: "pathContent")))
    #expect(names(RunningInfusion.self) == (try names(of: "runningInfusion")))
    // A plan or none.
    var plans = names(PlanNumber.self)
    plans[0] = "none"
    #expect(plans == (try names(of: "weekdayPlan")))
    #expect(
      spec.enums.keys.sorted() == [
        "batteryState", "bridgeDecision", "catheterReason", "clockReason", "drug",
        "forecastSubject", "infusionKind", "infusionMode", "logKind", "pathContent", "planNumber",
        "primedPath", "refusalCode", "requestType", "resetCause", "role", "runningInfusion",
        "skipReason", "source", "spinalLevel", "stepRule", "temporaryEnd", "temporaryReason",
        "tone", "undeliveredCause",
        "weekdayPlan",
      ])
  }

  @Test func `a week has the same bits for each day`() throws {
    let members = try #require(spec.bits["weekPlan"]).members
    #expect(members.count == 7)
    for (weekday, member) in members.enumerated() {
      var week = WeekPlan()
      week[weekday] = .plan7
      #expect(UInt64(week.bits) == 7 << UInt64(member.low))
      #expect(week[weekday] == .plan7 && member.bits == 4)
      week[weekday] = nil
      #expect(week == WeekPlan())
    }
  }

  @Test func `a self-test has the same bits`() throws {
    let members = try #require(spec.bits["selfTest"]).members
    let failed = [
      SelfTest.processor, .programMemory,
      .workingMemory, .storedRecord,
    ]
    #expect(failed.map { UInt64($0.bits) } == members.map(\.mask))
    #expect(failed.map(\.processorFailed) == [true, false, false, false])
    #expect(failed.map(\.programMemoryFailed) == [false, true, false, false])
    #expect(failed.map(\.workingMemoryFailed) == [false, false, true, false])
    #expect(failed.map(\.storedRecordFailed) == [false, false, false, true])
    #expect(SelfTest.sound.isSound && !failed.contains(where: \.isSound))
    for bits in 0...UInt8.max { #expect((SelfTest(bits: bits)?.bits == bits) == (bits < 16)) }
  }

  @Test func `alarms have the same bits, and the same ones are critical`() throws {
    let members = try #require(spec.bits["alarms"]).members
    #expect(
      names(Alarm.self)
        == Dictionary(uniqueKeysWithValues: members.map { (UInt8($0.low), $0.name) }))
    for member in members {
      let alarm = try #require(Alarm(rawValue: UInt8(member.low)))
      #expect(alarm.isCritical == member.critical)
      #expect(member.bits == 1)
      var set = AlarmSet()
      set.insert(alarm)
      #expect(UInt64(set.bits) == member.mask)
    }
  }

  @Test func `refusals of a soft limit are the ones that may be overridden`() throws {
    for value in try #require(spec.enums["refusalCode"]).values {
      let code = try #require(RefusalCode(rawValue: value.number))
      #expect(code.isSoftLimit == (value.kind == "soft"))
      let isHard = (32..<48).contains(value.number) || (56..<60).contains(value.number)
      #expect(isHard == (value.kind == "hard"))
    }
  }

  @Test func `the same requests change therapy, expire and need a session`() throws {
    for message in spec.messages where message.direction == .request {
      let type = try #require(RequestType(rawValue: message.type))
      #expect("\(type.kind)" == message.kind)
      #expect(type.changesTherapy == (message.kind == "order"))
      #expect(type.answer == answerType(message.answer))
      for role in [Role.clinician, .patient] {
        #expect(type.isFor(role) == (message.roles ?? []).contains("\(role)"))
      }
      #expect(type.needsSession == (message.envelope == "sealed"))
      var random = SplitMix64(seed: 1)
      let values = WireValues(random: message, using: &random)
      guard case .request(let request) = WireMessage(message, values) else {
        Issue.record("\(message.name) is no request")
        continue
      }
      #expect(request.type == type && request.kind == type.kind)
      #expect((type.kind == .order) == (message.fields.last?.name == "notAfter"))
      #expect(message.fields.dropLast().allSatisfy { $0.name != "notAfter" })
      if case .order(let order) = request {
        #expect(order.notAfter == UInt32(truncatingIfNeeded: values["notAfter"]))
      }
      let answer = try #require(spec.messages.first { $0.name == message.answer })
      #expect(answer.direction == .reply)
    }
  }

  @Test func `the numbers of the link are the same`() {
    #expect(spec.link.delimiter == FrameLimits.delimiter)
    #expect(spec.link.wireBytesMax == FrameLimits.wireBytes)
    #expect(spec.link.contentBytesMax == FrameLimits.contentBytes)
    #expect(spec.link.stuffedBytesMax == FrameLimits.contentBytes + 1)
    #expect(spec.link.checksumBytes == FrameLimits.checksumBytes)
    #expect(spec.link.messageBytesMax == FrameLimits.messageBytes)
    #expect(spec.link.checksum.check == "0xE3069283")
    #expect(spec.link.checksum.reflected == "0x82F63B78")
    #expect(spec.protocolVersion.major == ProtocolVersion.current.major)
    #expect(spec.protocolVersion.minor == ProtocolVersion.current.minor)
  }

  @Test func `reasons for dropping have the same numbers and names`() {
    let drops = Dictionary(uniqueKeysWithValues: spec.drops.map { ($0.number, $0.name) })
    #expect(names(FrameError.Reason.self) == drops)
  }

  @Test func `a sealed message of any type would fit a frame`() throws {
    let sealed = try #require(spec.envelopes.first { $0.name == "sealed" })
    let fields = sealed.fields.reduce(0) { $0 + (spec.types[$1.type] ?? 0) }
    let overhead = 1 + fields + (sealed.tagBytes ?? 0) + FrameLimits.checksumBytes
    #expect(FrameLimits.messageBytes + overhead <= FrameLimits.contentBytes)
  }

  @Test func `fields stand one after another and fill the body`() {
    for message in spec.messages {
      var offset = 0
      for field in message.fields {
        #expect(field.offset == offset, "\(message.name) \(field.name)")
        #expect(field.size > 0)
        offset += field.size
      }
      #expect(message.bodyBytes == offset, "\(message.name)")
    }
  }
}
