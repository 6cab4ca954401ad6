import BadLink
import BenchClient
import BenchControl
import Quantities
import TestLimits
import Testing
import VerbOutput

/// What comes back, as values and as what goes over the socket.
@Suite(.limited)
struct BenchAnswerTests {
  /// An answer of each kind in which nothing is left out.
  private static let answers: [(BenchMethod, BenchAnswer)] = [
    (.truth, .truth(truth)), (.withdraw, .withdrawal(withdrawal)), (.faults, .faults(faults)),
    (.reconcile, .reconciliation(reconciliation)), (.link, .line(line)),
    (.patient, .patient(patient)), (.events, .events(events)),
  ]

  private static var events: EventsAnswer {
    var event = EventAnswer(.log, number: 7, seconds: 8)
    event.alarm = "motor_stall"
    event.is_critical = true
    event.tone = "two_tone"
    var entry = EventAnswer.Entry()
    entry.kind = "step"
    entry.amount = .max
    event.entry = entry
    event.state = "on"
    event.cause = "power"
    event.head = "near"
    event.unit = "motor"
    event.kind = "drift"
    event.value = .min
    event.until_s = 9
    event.reason = "quit"
    event.calls = 2
    event.method = "fill"
    event.port = "/dev/ttyUSB0"
    event.count = .max
    var events = EventsAnswer()
    events.newest = 7
    events.events = [event, event]
    return events
  }

  private static var truth: TruthAnswer {
    var truth = TruthAnswer()
    truth.strokes = .max
    truth.battery_percent = 99
    truth.power = "battery dead"
    truth.tones.last_s = 7
    var body = TruthAnswer.Body()
    body.has_pump = true
    body.injected_pg = 50_000_000
    body.catheter_nl = 120_000
    body.catheter_pg = 0
    body.patient = patient.patient
    truth.body = body
    truth.faults = [fault]
    var drug = DrugTruth()
    drug.drug = "morphine"
    drug.filled_pg = .max
    drug.body = DrugTruth.Body()
    drug.body?.catheter_pg = 3
    truth.drugs = [drug]
    truth.crash = TruthAnswer.Crash(ArmedCrash(place: .tornLog, kind: .kill, count: 3))
    var belief = TruthAnswer.Belief()
    belief.alarms = ["low_reservoir", "motor_stall"]
    truth.pump = belief
    var stop = TruthAnswer.Stop()
    stop.is_reached = true
    stop.until = "alarm"
    stop.alarm = "motor_stall"
    stop.therapy_time_ms = .max
    truth.stop = stop
    return truth
  }

  private static var patient: PatientAnswer {
    var report = PatientAnswer()
    report.patient.name = "child:7"
    report.patient.cells_pg = [1, .max]
    report.patient.other_drugs = [DrugAnswer("morphine", pg: 5)]
    report.patient.called_for = "tones"
    report.patient.called_s = 8
    var day = PatientAnswer.Day()
    day.day = 3
    day.is_over = true
    day.lowest_tone = 4
    report.diary = [day, PatientAnswer.Day()]
    return report
  }

  private static var fault: FaultAnswer {
    var fault = FaultAnswer()
    fault.unit = "motor"
    fault.kind = "drift"
    fault.value = .min
    fault.until_s = 1
    return fault
  }

  private static var withdrawal: WithdrawalAnswer {
    var report = WithdrawalAnswer()
    report.came_nl = 5
    report.drugs = [DrugAnswer("baclofen", pg: 0), DrugAnswer("ziconotide", pg: .max)]
    report.truth = truth
    return report
  }

  private static var faults: FaultsAnswer {
    var pair = FaultsAnswer.Supported()
    pair.measure = "ppm"
    pair.lowest = -500_000
    pair.highest = 500_000
    pair.is_event = true
    var report = FaultsAnswer()
    report.supported = [pair, pair]
    report.active = [fault]
    return report
  }

  private static var reconciliation: ReconciliationAnswer {
    var report = ReconciliationAnswer()
    report.truth.pumped_drugs = [DrugAnswer("morphine", pg: 5)]
    report.truth.patient_drugs = []
    report.log.damaged = 2
    report.log.account_s = 3
    report.log.account_pumped_nl = 4
    report.log.account_programmed_pg = 5
    report.differences.counter_truth_nl = -6
    report.differences.log_counter_nl = -7
    report.differences.log_programme_pg = .min
    return report
  }

  private static var line: LineFaultsAnswer {
    var report = LineFaultsAnswer()
    report.to_pump.seed = .max
    report.to_pump.counts = LinkCounts()
    report.to_pump.counts?.writes = 40
    for (place, chance) in LinkChance.allCases.enumerated() {
      report.to_pump.faults[chance] = Chance(partsPerMillion: UInt32(place + 1)) ?? .never
      report.to_pump.counts?[chance] = UInt64(place + 20)
    }
    for (place, length) in LinkLength.allCases.enumerated() {
      report.to_pump.faults[length] = Milliseconds(rawValue: UInt64(place + 50))
    }
    report.to_pump.faults.burstLength = 8
    report.to_pump.faults.baud = 9600
    report.from_pump = report.to_pump
    report.from_pump.counts = nil
    return report
  }

  @Test func `a direction of the line shows each fault once, under the key it is set with`() throws
  {
    guard case .object(let way) = Self.line.to_pump.tree, case .object(let counts)? = way["counts"]
    else {
      Issue.record("no direction")
      return
    }
    let keys = Set(BenchMethod.linkSet.parameters.map(\.name)).subtracting(["direction"])
    #expect(Set(way.keys) == keys.union(["counts"]))
    let chances = LinkChance.allCases
    #expect(chances.map { way[$0.name] } == (1...9).map { .number($0) })
    #expect(LinkLength.allCases.map { way[$0.name] } == (50...52).map { .number($0) })
    #expect(way["burst_bytes"] == .number(8) && way["baud"] == .number(9600))
    #expect(chances.map { counts[$0.countName] } == (20...28).map { .number($0) })
    #expect(Set(counts.keys) == Set(chances.map(\.countName) + ["writes"]))
    #expect(counts["writes"] == .number(40))
  }

  @Test func `what a direction does not have is left out, and a chance above all is none`() {
    guard case .object(var way) = LineFaultsAnswer.Way().tree else {
      Issue.record("no direction")
      return
    }
    for name in ["burst_bytes", "stall_ms", "baud", "counts"] { #expect(way[name] == nil) }
    #expect(LineFaultsAnswer.Way(.object(way)) == LineFaultsAnswer.Way())
    way["loss_ppm"] = .number(Int128(Chance.whole) + 1)
    #expect(LineFaultsAnswer.Way(.object(way)) == nil)
  }

  @Test func `an answer comes over the socket as it was given`() throws {
    for (method, answer) in Self.answers {
      let reply = ControlReply(id: .number(1), .done(answer))
      let text = try JSONText.line(reply.tree)
      #expect(ControlReply(try #require(BenchTree(json: text)), to: method) == reply, "\(method)")
    }
    let failed = ControlReply(id: nil, .failed(.refused("no “room”")))
    let text = try JSONText.line(failed.tree)
    #expect(ControlReply(try #require(BenchTree(json: text)), to: .fill) == failed)
  }

  @Test func `a notice is told from an answer and from what is none`() throws {
    let notice = EventNotice(EventAnswer(.alarm, number: 3, seconds: 4))
    let text = try JSONText.line(notice.tree)
    #expect(EventNotice(try #require(BenchTree(json: text))) == notice)
    guard case .object(var object) = notice.tree else { return }
    object["id"] = .number(1)
    #expect(EventNotice(.object(object)) == nil)
    let answer = ControlReply(id: .number(1), .done(.events(Self.events)))
    #expect(EventNotice(answer.tree) == nil)
  }

  /// What is wrong with a record and all in it: fields that it has and does not show, or shows
  /// under another name.
  private func faults(_ record: Any, _ tree: BenchTree, _ path: String) -> [String] {
    // What is computed from a table has a test of its own.
    if record is LineFaultsAnswer.Way { return [] }
    let mirror = Mirror(reflecting: record)
    switch tree {
    case .object(let shown):
      let names = mirror.children.compactMap(\.label)
      var faults = Set(names).symmetricDifference(shown.keys).map { "\(path).\($0)" }
      for child in mirror.children {
        guard let name = child.label, let part = shown[name] else { continue }
        faults += self.faults(Self.whole(child.value), part, "\(path).\(name)")
      }
      return faults
    case .list(let parts):
      return zip(mirror.children, parts).flatMap { self.faults($0.value, $1, path) }
    case .null, .foreign, .flag, .number, .text: return []
    }
  }

  /// What is in an optional that holds something.
  private static func whole(_ value: Any) -> Any {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional ? mirror.children.first?.value ?? value : value
  }

  @Test func `every field is shown, under its name`() {
    for (method, answer) in Self.answers {
      let report = Mirror(reflecting: answer).children.first?.value ?? answer
      #expect(faults(report, answer.tree, method.rawValue) == [])
    }
    #expect(faults(BenchFailure(.refused, ""), BenchFailure(.refused, "").tree, "failure") == [])
    #expect(faults((a: 1, b: 2), .object(["a": .number(1)]), "it") == ["it.b"], "it would be found")
  }

  @Test func `what lacks a field, or has it of another kind, is no answer`() {
    for (method, answer) in Self.answers {
      guard case .object(let whole) = answer.tree else { continue }
      for name in whole.keys {
        var part = whole
        part[name] = .flag(true)
        #expect(BenchAnswer(.object(part), to: method) == nil, "\(method) \(name)")
        part[name] = nil
        let mayLack = ["body", "crash", "drugs", "pump", "stop"].contains(name)
        #expect((BenchAnswer(.object(part), to: method) == nil) != mayLack, "\(method) \(name)")
      }
      for other in BenchMethod.Answer.allCases where other != method.answer {
        let asked = BenchMethod.allCases.first { $0.answer == other }
        #expect(asked.flatMap { BenchAnswer(answer.tree, to: $0) } == nil, "\(method) is \(other)")
      }
    }
  }
}
