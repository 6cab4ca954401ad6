import ArgumentParser
import Foundation
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The line, a port or a connection over TCP, is lost in place of any frame of any verb, by a cable
/// that is pulled or one that goes dead: the programmer ends, with a code that the pump's log bears
/// out; the archive says the same, and the next visit knows all of it.
@Suite(.waiting, .limited)
struct TornProcessTests {
  @Test func `every verb that takes a port is torn out`() throws {
    let torn = try PumpVerb.all.map { "\(try $0.command)" }
    for command in PumpVerb.talking {
      #expect(torn.contains("\(command)"), "put a form of \(command) into OrderVerb or PumpVerb")
    }
    #expect(PumpVerb.talking.count > 20)
  }

  @Test(arguments: PumpVerb.all + [PumpVerb(verb: .otherDrug, isOrder: true)])
  func `torn out at any frame, a verb ends with a code that the pump's log bears out`(
    verb: PumpVerb
  ) async throws {
    let bench = try TornBench(verb)
    var runs: [TornBench.Run] = []
    // Silence takes long; every place has its turn with one verb or another.
    let turn = verb.verb.words.utf8.count
    while runs.last?.isTorn != false {
      let place = runs.count { $0.loss == .pulled }
      try #require(place < 200, "it does not come to an end")
      if (place + turn).isMultiple(of: 7) { runs.append(try bench.tear(behind: place, .dead)) }
      runs.append(try bench.tear(behind: place, .pulled))
    }
    #expect(try bench.orders() == [], "the pump was set back after each order that it got")
    for run in runs {
      let finished = await run.program.end()
      try expectTruth(of: run, finished, verb, bench)
    }
    let whole = try #require(runs.last)
    #expect(whole.program.wait().code == 0)
    #expect(whole.place > 1)
  }

  private func expectTruth(
    of run: TornBench.Run, _ finished: Finished, _ verb: PumpVerb, _ bench: TornBench
  ) throws {
    let what = "\(verb.verb.words), \(run.loss) behind \(run.place) frames: \(finished)"
    let exitStatus = try #require(ProgramExitStatus(rawValue: finished.code), "\(what)")
    try expectWords(finished, exitStatus, what)
    let isDone = !run.carriedOut.isEmpty
    #expect(run.carriedOut.count <= 1, "carried out twice: \(what)")
    let (orders, hasEnded) = try bench.archived(run)
    #expect(hasEnded, "the archive has a visit without an end: \(what)")
    switch exitStatus.fate {
    case .carriedOut: #expect(isDone == verb.isOrder, "\(what)")
    case .notCarriedOut: #expect(!isDone, "\(what)")
    case .unknown: #expect(verb.isOrder, "\(what)")
    }
    for order in orders {
      let isKnown = ["done", "not_done", "refused"].contains(order.outcome)
      // That a key was stored is known; which one opens from now on is not.
      #expect(
        isKnown == (exitStatus.fate != .unknown) || order.request == "rotateKey",
        "\(order.outcome) in the archive: \(what)")
      if isKnown { #expect((order.outcome == "done") == isDone, "\(what)") }
    }
    // The emergency is no order of a session, and has no place in the archive.
    if isDone, run.carriedOut != [.emergency] { #expect(orders.count == 1, "\(what)") }
    if run.snapshot != nil, run.isTorn { try expectSettled(run, bench, what) }
  }

  /// One object on standard output, and with it a sentence for the person when it did not go well.
  private func expectWords(_ finished: Finished, _ exitStatus: ProgramExitStatus, _ what: String)
    throws
  {
    #expect(!finished.json.keys.isEmpty, "\(what)")
    #expect(finished.output.split(separator: "\n").count == 1, "\(what)")
    if exitStatus == .done {
      #expect(finished.json.exit_code == .null, "\(what)")
    } else {
      #expect(finished.json.exit_code.double == Double(finished.code), "\(what)")
      #expect(finished.json.outcome == .text(exitStatus.name), "\(what)")
      #expect(finished.errors.contains("programmer: "), "\(what)")
    }
  }

  /// The next visit is as any other, and after it the archive knows what the pump does.
  private func expectSettled(_ run: TornBench.Run, _ bench: TornBench, _ what: String) throws {
    let next = try bench.visitAfter(run)
    #expect(next.code == 0, "\(next) after \(what)")
    for order in try bench.archived(run).orders {
      let name = TornBench.OrderName(session: order.pump_session, request: order.request_id)
      #expect(
        order.outcome == (run.carriedOut.contains(name) ? "done" : "not_done"),
        "\(order.outcome) after the next visit, and really \(run.carriedOut): \(what)")
    }
  }
}
