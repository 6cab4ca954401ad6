import ArgumentParser
import ClinicSupport
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld
@testable import programmer

/// A cable can be pulled at any moment, and what the programmer says then is so.
@Suite(.limited)
struct TornLineTests {
  private let lab: VerbLab

  init() throws { lab = try VerbLab() }

  private func pump(lostBehind place: Int = .max, returnsAfter: UInt64? = nil) -> PumpInMemory {
    var state = PumpInMemory.State()
    state.log.days(3)
    state.lostBehind = place
    state.returnsAfter = returnsAfter
    return PumpInMemory(state)
  }

  @Test(arguments: PumpVerb.all)
  func `torn out anywhere, every verb ends with a code and a sentence that are so`(
    verb: PumpVerb
  ) throws {
    let prepared = lab.verb(verb)
    let pump = pump()
    let (whole, said) = prepared.run(at: pump)
    // The log of this pump is no life, and its account does not hold.
    #expect(whole == (verb.words.contains("--verify") ? 1 : 0), "\(verb): \(said)")
    #expect(verb.order.map { type in pump.with { $0.done == [type] } } ?? true, "\(verb)")
    #expect(pump.with { $0.carried } > 40)
    for lost in pump.with({ $0.tears }) {
      try lab.writeCard()
      let pump = self.pump(lostBehind: lost)
      let (code, said) = prepared.run(at: pump)
      let isDone = pump.with { !$0.done.isEmpty }
      let isRight =
        switch code {
        case 0: verb.order == nil || isDone
        // The pump has the new key, and no session showed it yet.
        case 73: verb.order == .rotateKey && isDone
        case 69, 74: !isDone
        case 75: verb.order != nil
        default: verb.order == nil && code == whole
        }
      #expect(isRight, "\(verb) lost behind \(lost): \(code), done: \(isDone)\n\(said)")
      #expect(code == whole || said.contains("programmer: "), "\(verb) lost behind \(lost)")
      if !isRight { return }
    }
  }

  @Test func `every verb that takes a port is among them`() throws {
    let told = Set(
      try PumpVerb.all.map {
        ObjectIdentifier(type(of: try Programmer.parseAsRoot($0.words + ["--port", "memory"])))
      })
    let missing = HelpTests.leaves(Programmer.self, "programmer").filter { leaf in
      // What takes two pumps is torn in tests of its own.
      leaf.command.helpMessage().contains("--port <port>")
        && !leaf.command.helpMessage().contains("--from-card <file>")
        && !told.contains(ObjectIdentifier(leaf.command))
        // They play the others, a replay needs a recording, and a watch goes on.
        && leaf.command != RunCommand.self && leaf.command != ReplayCommand.self
        && leaf.command != WatchCommand.self
    }
    #expect(missing.map(\.path).isEmpty)
  }

  /// An emergency call has no session in which its outcome could be asked for.
  @Test(arguments: PumpVerb.all.filter { $0.order != .emergencyRate })
  func `a line that comes back within the order's settling tells how it ended`(
    verb: PumpVerb
  ) throws {
    let prepared = lab.verb(verb)
    let whole = pump()
    let wholeCode = prepared.run(at: whole).code
    for lost in stride(from: 1, to: whole.with { $0.carried }, by: 17) {
      try lab.writeCard()
      let pump = pump(lostBehind: lost, returnsAfter: 1200)
      let (code, said) = prepared.run(at: pump)
      let isDone = pump.with { !$0.done.isEmpty }
      let isRight =
        isDone
        ? code == 0 || verb.order == .rotateKey && code == 73
        : [1, 69, 74].contains(code) || verb.order == nil && code == wholeCode
      #expect(isRight, "\(verb) lost behind \(lost): \(code), done: \(isDone)\n\(said)")
      if !isRight { return }
    }
  }

  @Test func `after an order that was refused, or not done, the session is closed`() throws {
    for verb in PumpVerb.all {
      guard let type = verb.order, type.needsSession else { continue }
      try lab.writeCard()
      let pump = pump()
      pump.with { $0.refusals[type] = (.stopped, 1) }
      let (code, said) = lab.verb(verb).run(at: pump)
      #expect(code == 1, "\(verb): \(said)")
      #expect(pump.with { $0.requests.last } == .closeSession, "\(verb)")
    }
  }

  @Test func `an order that a busy pump refused is given anew, and the person is told`() {
    let pump = pump()
    pump.with { $0.refusals[.startBolus] = (.busy, 3) }
    let (code, said) = lab.run(["bolus", "5", "mcg", "--over", "5", "min", "--yes"], at: pump)
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

extension PumpInMemory.State {
  /// Where a line is torn: about each end of what was written or read at once, and at places all
  /// over the rest. Within a frame one place is as good as another.
  fileprivate var tears: [Int] {
    let ends = marks.flatMap { [$0 - 1, $0, $0 + 1] }
    let places = Set(ends + stride(from: 1, to: carried, by: 7))
    return places.filter { 0 < $0 && $0 < carried }.sorted()
  }
}
