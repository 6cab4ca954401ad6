import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing
import Trace

/// What a pump tells of itself to whoever listens.
@Suite(.limited)
struct VirtualPumpTraceTests {
  private func traced(isKept: Bool = true, _ live: (inout Visit) throws -> Void) throws -> Trace {
    var visit = try Visit(.sample())
    visit.pump.trace = Trace(isKept: isKept)
    try live(&visit)
    return try #require(visit.pump.trace)
  }

  private func events(_ trace: Trace) -> [TraceEvent] {
    trace.lines.compactMap { if case .event(let event) = $0.content { event } else { nil } }
  }

  @Test func `a day is its strokes, all of them, and the writes`() throws {
    let trace = try traced { $0.wait(.days(1)) }
    var made: UInt32 = 0
    var records = 0
    for event in events(trace) {
      switch event {
      case .strokes(let commanded, let done):
        #expect(commanded == done)
        made += done
      case .write(let write):
        #expect(write.isGood && write.bytes > 0)
        if case .record = write.target { records += 1 }
      case .frame, .tone, .order, .power, .patient: Issue.record("\(event) in a day of nothing")
      }
    }
    var silent = try Visit(.sample())
    silent.wait(.days(1))
    #expect(UInt64(made) == silent.pump.truth.strokes && made > 0)
    #expect(records > 0)
  }

  @Test func `two lives alike have one hash, and one stroke that is missed is another life`() throws
  {
    func live(_ fault: Fault?) throws -> UInt64 {
      try traced(isKept: false) { visit in
        if let fault { try visit.pump.inject(fault, at: visit.now) }
        visit.wait(.hours(9))
      }.hash
    }
    #expect(try live(nil) == live(nil))
    #expect(try live(nil) != live(Fault(unit: .motor, kind: .intermittent, value: 70)))
  }

  @Test func `strokes that are commanded and not made are told apart`() throws {
    var truth: UInt64 = 0
    let trace = try traced { visit in
      let fault = try Fault(unit: .motor, kind: .intermittent, value: 70)
      try visit.pump.inject(fault, at: visit.now)
      visit.wait(.hours(9))
      truth = visit.pump.truth.strokes
    }
    var sums: (commanded: UInt64, made: UInt64) = (0, 0)
    for case .strokes(let commanded, let made) in events(trace) {
      sums.commanded += UInt64(commanded)
      sums.made += UInt64(made)
    }
    #expect(sums.made == truth && sums.commanded > truth)
  }

  @Test func `an order is its frames both ways, its record, and the order itself`() throws {
    let trace = try traced { visit in
      _ = visit.open()
      let bolus = StartBolus(nanograms: 10_000, milliseconds: 600_000)
      let reply = visit.ask(.order(Order(.startBolus(bolus), notAfter: 10_000)))
      if case .acknowledged? = reply { return }
      Issue.record("the bolus is not taken: \(String(describing: reply))")
    }
    let events = events(trace)
    let isOrder = events.indices.filter { if case .order = events[$0] { true } else { false } }
    let order = try #require(isOrder.first, "no order")
    #expect(isOrder.count == 1)
    let isFromPump = events[..<order].filter {
      if case .frame(.fromPump, _) = $0 { true } else { false }
    }
    // The offer, the session, and the acknowledgement.
    #expect(isFromPump.count == 3)
    let isRecord = events[..<order].contains {
      if case .write(let write) = $0, case .record = write.target { true } else { false }
    }
    #expect(isRecord)
  }

  @Test func `a cut, and the start after it`() throws {
    let trace = try traced { visit in
      visit.pump.setPower(false, at: visit.now)
      visit.wait(.hours(1))
      visit.pump.setPower(true, at: visit.now)
    }
    let power = events(trace).filter { if case .power = $0 { true } else { false } }
    #expect(power == [.power(.failed), .power(.started(.power))])
  }

  @Test func `who listens changes nothing of the life`() throws {
    func live(_ trace: Trace?) throws -> VirtualPump<TransientMemory> {
      var visit = try Visit(.sample())
      visit.pump.trace = trace
      _ = visit.open()
      visit.wait(.days(2))
      return visit.pump
    }
    let (heard, unheard) = (try live(Trace(isKept: true)), try live(nil))
    #expect(heard.memory.image == unheard.memory.image && heard.truth == unheard.truth)
  }
}
