import Telemetry
import TestSupport
import Testing

@testable import PumpFirmware

struct StateTableTests {
  @Test func `every type of request has its row, and every row all its cells`() {
    let named = Set(StateTable.cells.map { String($0.request) })
    #expect(named == Set(StateTable.types.map { "\($0)" }))
    #expect(StateTable.cells.count == StateTable.types.count * StateTable.situations.count)
    for cell in StateTable.cells where cell.expected != "ok" {
      #expect(StateTable.refusals[cell.expected] != nil, "\(cell)")
    }
  }

  @Test(arguments: StateTable.situations)
  func `each request gets the table's answer`(situation: Substring) throws {
    let start = try Bench.inSituation(situation)
    for type in StateTable.types {
      var bench = start.bench
      let before = bench.firmware.state
      let cell = StateTable.cells.first { $0.situation == situation && $0.request == "\(type)" }
      let expected = try #require(cell).expected
      let request = StateTable.request(type, bench, token: start.token ?? 1)
      let envelope: Envelope = type.needsSession ? .session(bench.session) : .open
      let answer = bench.ask(request, id: 5000, in: envelope)
      guard expected != "ok" else {
        #expect(answer?.type == type.ownAnswer, "\(type): \(String(describing: answer))")
        continue
      }
      let code = StateTable.refusals[expected]
      #expect(answer.refusal?.code == code, "\(type): \(String(describing: answer))")
      #expect(answer.refusal?.request == type)
      // Nothing changed, but for the alarm of a memory that does not work.
      var after = bench.firmware.state
      if code == .storageFailed {
        #expect(after.alarms.contains(.memoryError))
        after.alarms = before.alarms
      }
      #expect(after == before, "\(type)")
    }
  }

  @Test(arguments: StateTable.situations)
  func `the situations are what they are called`(situation: Substring) throws {
    let state = try Bench.inSituation(situation).bench.firmware.state
    let alarm: [Substring: Alarm] = [
      "low": .lowReservoir, "empt": .emptyReservoir, "lost": .memoryLost, "eos": .endOfService,
      "stal": .motorStall,
    ]
    if let expected = alarm[situation] { #expect(state.alarms.contains(expected)) }
    if alarm[situation] == nil { #expect(state.alarms.isEmpty) }
    #expect(state.isStopped == (situation == "stop"))
    #expect((state.integral.infusion != nil) == (situation == "bols"))
  }
}

extension RequestType {
  /// The type of answer that says it was carried out.
  fileprivate var ownAnswer: ReplyType {
    switch self {
    case .identify: .identity
    case .openSession: .sessionOpened
    case .interrogate: .interrogation
    case .readStatus: .status
    case .readTherapy: .therapy
    case .readBack: .staged
    case .closeSession, .stageTherapy, .commit, .discard, .startBolus, .cancelBolus, .stop,
      .resume, .setClock:
      .acknowledged
    }
  }
}
