import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

@Suite(.limited)
struct StateTableTests {
  @Test func `every type of request has its row, and every row all its cells`() {
    let named = Set(StateTable.cells.map { String($0.request) })
    #expect(named == Set(StateTable.types.map { "\($0)" }))
    #expect(StateTable.cells.count == StateTable.types.count * StateTable.situations.count)
    for cell in StateTable.cells where !["ok", "late", "wait"].contains(cell.expected) {
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
      let offered = type == .confirmSession ? bench.firmware.openings.offer?.offered.session : nil
      let envelope: Envelope = type.needsSession ? .session(offered ?? bench.session) : .open
      let answer = bench.ask(request, id: 5000, in: envelope)
      if expected == "late" {
        #expect(answer == nil)
        bench.memory.behaviour = .works
        bench.endStore(true)
        let late = bench.sent.first.flatMap { bench.reply(in: $0) }?.reply
        #expect(late?.type == type.answer, "\(type)")
        continue
      }
      if expected == "wait" {
        #expect(answer == nil)
        bench.expectRefusalWhenMemoryWorks(of: type, asOf: before)
        continue
      }
      if expected == "ses" && type.needsSession {
        #expect(answer == .noSession(NoSession(session: bench.session)), "\(type)")
        #expect(bench.firmware.state == before, "\(type)")
        continue
      }
      guard expected != "ok" else {
        #expect(answer?.type == type.answer, "\(type): \(String(describing: answer))")
        continue
      }
      let code = StateTable.refusals[expected]
      #expect(answer.refusal?.code == code, "\(type): \(String(describing: answer))")
      #expect(answer.refusal?.request == type)
      // Nothing changed, but for the count of the patient's requests that the pump judged and
      // denied, and the alarm when it could not be stored.
      var after = bench.firmware.state
      if situation == "fail" && type == .requestBolus {
        #expect(after.alarms.contains(.memoryError))
        after.alarms = before.alarms
        after.log = before.log
      }
      if type == .requestBolus, code != .noSession, code != .busy {
        #expect(after.patientDenied == before.patientDenied + 1)
        after.patientDenied = before.patientDenied
      }
      #expect(after == before, "\(type)")
    }
  }

  @Test(arguments: [Role.clinician, .patient])
  func `a session may send what the specification says of its role`(role: Role) throws {
    for type in StateTable.types where type.needsSession && type != .confirmSession {
      var bench = try Bench.inSituation(role == .patient ? "ptnt" : "runs").bench
      let answer = bench.ask(StateTable.request(type, bench), id: 5000)
      let isRefused = answer.refusal?.code == .roleNotAllowed
      #expect(isRefused == !type.isFor(role), "\(type): \(String(describing: answer))")
    }
  }

  @Test(arguments: StateTable.situations)
  func `the situations are what they are called`(situation: Substring) throws {
    let state = try Bench.inSituation(situation).bench.firmware.state
    let alarm: [Substring: Alarm] = [
      "low": .lowReservoir, "empt": .emptyReservoir, "lost": .memoryLost, "eos": .endOfService,
      "stal": .motorStall, "lbat": .lowBatteryReset, "clku": .clockUncertain,
      "self": .selfTestFailed, "dlvf": .deliveryFault, "emrg": .emergencyRate,
    ]
    if let expected = alarm[situation] { #expect(state.alarms.contains(expected)) }
    if alarm[situation] == nil { #expect(state.alarms.isEmpty) }
    #expect(state.isStopped == ["stop", "brwt", "lbat"].contains(situation))
    let infusion: [Substring: InfusionKind] = [
      "bols": .bolus, "prim": .prime, "brdg": .bridge, "peri": .periodicBolus,
    ]
    #expect(state.integral.infusion?.kind == infusion[situation])
    #expect((state.bridgeWaiting > .zero) == (situation == "brwt"))
    #expect((state.therapy.mode == .daySchedule) == (situation == "schd"))
    #expect((state.patientBolus != nil) == situation.hasPrefix("pb"))
  }
}

extension Bench {
  /// After an order met a memory that does not work: nothing but its alarm changed, everything is
  /// busy, and the refusal comes with the first write that is good.
  fileprivate mutating func expectRefusalWhenMemoryWorks(
    of type: RequestType, asOf before: DurableState
  ) {
    var after = firmware.state
    #expect(after.alarms.contains(.memoryError))
    after.alarms = before.alarms
    after.log = before.log
    #expect(after == before, "\(type)")
    #expect(ask(.query(.readStatus), id: 5001).refusal?.code == .busy)
    memory.behaviour = .works
    let answers = receive(frame(.query(.readStatus), id: 5002)).compactMap { reply(in: $0) }
    #expect(answers.map(\.header.request) == [5002, 5000], "\(type)")
    #expect(answers.last?.reply == .refused(Refusal(type, .storageFailed)))
  }
}
