import Telemetry
import Testing

@testable import programmer

/// A cable can be pulled at any moment, and what the programmer says then is so.
struct TornLineTests {
  /// A verb, and the order it gives, if it gives one.
  static let verbs: [(words: [String], order: RequestType?)] = [
    (["identify"], nil), (["status"], nil), (["interrogate"], nil), (["therapy"], nil),
    (["log"], nil), (["alarms"], nil),
    (["clock"], nil), (["patient-bolus"], nil), (["keys", "check"], nil),
    (["alarms", "test", "two-tone"], nil),
    (["dose", "110", "mcg/day", "--yes"], .commit),
    (["bolus", "5", "mcg", "--over", "5", "min", "--yes"], .startBolus),
    (["stop", "--yes"], .stop), (["alarms", "silence", "2", "h", "--yes"], .silenceAlarms),
    (["clock", "set", "2026-03-03", "09:01", "--reason", "drift", "--yes"], .setClock),
    (["patient-bolus", "request", "--yes"], .requestBolus),
    (["emergency", "--yes"], nil),
  ]

  private let lab: VerbLab

  init() throws { lab = try VerbLab() }

  private func pump(lostBehind place: Int = .max, returnsAfter: UInt64? = nil) -> PumpInMemory {
    var state = PumpInMemory.State()
    state.log.days(3)
    state.lostBehind = place
    state.returnsAfter = returnsAfter
    return PumpInMemory(state)
  }

  @Test(arguments: 0..<Self.verbs.count)
  func `torn out anywhere, every verb ends with a code and a sentence that are so`(
    place: Int
  ) {
    let (words, order) = Self.verbs[place]
    let whole = pump()
    let (code, said) = lab.run(words, at: whole)
    #expect(code == 0, "\(words): \(said)")
    let bytes = whole.with { $0.carried }
    #expect(bytes > 40)
    // Every byte of an order; of the others some, of each other ones.
    let step = place == 11 ? 1 : 29
    for lost in stride(from: 1 + place % step, to: bytes, by: step) {
      let pump = pump(lostBehind: lost)
      let (code, said) = lab.run(words, at: pump)
      let isEmergency = words[0] == "emergency"
      let isDone = pump.with { pump in
        order.map(pump.done.contains) ?? pump.requests.contains(.emergencyRate)
      }
      let isRight =
        switch code {
        case 0: order == nil && !isEmergency || isDone
        case 69, 74: !isDone
        case 75: order != nil || isEmergency
        default: false
        }
      #expect(isRight, "\(words) lost behind \(lost): \(code), done: \(isDone)\n\(said)")
      #expect(code == 0 || said.contains("programmer: "), "\(words) lost behind \(lost)")
      if !isRight { return }
    }
  }

  @Test(arguments: [0, 10, 11, 12] as [Int])
  func `a line that comes back within the order's settling tells how it ended`(place: Int) {
    let (words, order) = Self.verbs[place]
    let whole = pump()
    _ = lab.run(words, at: whole)
    let bytes = whole.with { $0.carried }
    for lost in stride(from: 1, to: bytes, by: 13) {
      let pump = pump(lostBehind: lost, returnsAfter: 1200)
      let (code, said) = lab.run(words, at: pump)
      let isDone = order.map { type in pump.with { $0.done.contains(type) } } ?? false
      let isRight = isDone ? code == 0 : [1, 69, 74].contains(code) || order == nil && code == 0
      #expect(isRight, "\(words) lost behind \(lost): \(code), done: \(isDone)\n\(said)")
      if !isRight { return }
    }
  }

  @Test func `after an order that was refused, or not done, the session is closed`() {
    for (words, type) in Self.verbs.compactMap({ verb in verb.order.map { (verb.words, $0) } }) {
      let pump = pump()
      pump.with { $0.refusals[type] = (.stopped, 1) }
      let (code, said) = lab.run(words, at: pump)
      #expect(code == 1, "\(words): \(said)")
      #expect(pump.with { $0.requests.last } == .closeSession, "\(words)")
    }
  }

  @Test func `an order that a busy pump refused is given anew, and the person is told`() {
    let pump = pump()
    pump.with { $0.refusals[.startBolus] = (.busy, 3) }
    let (code, said) = lab.run(Self.verbs[11].words, at: pump)
    #expect(code == 0, "\(said)")
    #expect(pump.with { $0.done } == [.startBolus])
    #expect(said.split(separator: "\n").count { $0.contains("it is asked again") } == 1)
  }

  @Test func `a read that a busy pump refuses is waited for, and the person is told`() {
    let pump = pump()
    pump.with { $0.refusals[.interrogate] = (.busy, 3) }
    let (code, said) = lab.run(["status"], at: pump)
    #expect(code == 0, "\(said)")
    #expect(said.contains("is storing something"))
  }
}
