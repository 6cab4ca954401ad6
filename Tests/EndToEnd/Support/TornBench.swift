import Foundation
import Synchronization
import Telemetry
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// A pump whose programmers have their cables torn out, each in a directory of its own with a copy
/// of the card and an archive.
final class TornBench {
  private let bench: PumpBench
  private let socket: BenchSocket
  private let verb: PumpVerb
  /// How many entries the pump's log has before anything is torn.
  private let known: Int
  private var snapshots = 0

  /// How a line is lost.
  enum Loss: Sendable { case pulled, dead }

  /// A bench of its own, with the pump ready for a verb.
  init(_ verb: PumpVerb) throws {
    self.verb = verb
    bench = try PumpBench(options: verb.verb.options)
    try verb.verb.prepare(bench)
    socket = try BenchSocket(bench)
    known = try Self.log(bench, card: "card.json").count
    try ask("snapshot", bench.files.file("base"))
  }

  /// A verb that ran, or still runs, at the end of a cable that is torn out.
  final class Run {
    let place: Int
    let loss: Loss
    let program: Program
    fileprivate let cable: Cable
    fileprivate let state: Cut
    /// Its directory, with its card and its archive.
    fileprivate let name: String
    /// The pump as it was when the line was lost; `nil` when no order had passed.
    fileprivate(set) var snapshot: String?
    /// The orders that are in the pump's log by then.
    fileprivate(set) var carriedOut: [OrderName] = []

    fileprivate init(
      _ place: Int, _ loss: Loss, _ program: Program, _ cable: Cable, _ state: Cut, _ name: String
    ) {
      self.place = place
      self.loss = loss
      self.program = program
      self.cable = cable
      self.state = state
      self.name = name
    }

    /// Whether the line was lost before the programmer had ended.
    var isTorn: Bool { state.isCut }
  }

  /// What an order is known by to both sides; an emergency has no number.
  struct OrderName: Equatable {
    let session: Int64
    let request: Int64
    static let emergency = OrderName(session: 0, request: 0)
  }

  /// Runs the verb until its line is lost in place of the frame behind so many, and takes down what
  /// the pump did by then. The programmer may run on.
  func tear(behind place: Int, _ loss: Loss) throws -> Run {
    let name = "\(loss)-\(place)"
    try bench.files.makeDirectory(name)
    try bench.files.copy(bench.files.file("card.json"), to: "\(name)/card.json")
    let link = bench.files.file("\(name)/cable")
    let state = Cut(behind: place, loss)
    let pump = bench.files.file("pump")
    // Every place has its turn on both with one verb or another.
    let cable =
      (place + verb.verb.words.utf8.count).isMultiple(of: 2)
      ? Cable(at: link, toPort: pump) { state.treat($0) }
      : Cable(overTcpBeside: link, toPort: pump) { state.treat($0) }
    let program = try bench.launch(
      "programmer", verb.verb.arguments + ["--json", "--port", cable.port] + own(name))
    state.watch(program)
    state.wait()
    let run = Run(place, loss, program, cable, state, name)
    if loss == .pulled || !state.isCut { cable.pull() }
    guard state.hasOrderPassed else { return run }
    let snapshot = bench.files.file("\(name)/snapshot")
    try ask("snapshot", snapshot)
    run.snapshot = snapshot
    run.carriedOut = try orders(name)
    // What a key was changed to is on the card of this run alone.
    try ask("restore", bench.files.file("base"))
    return run
  }

  /// The orders in the pump's log that were not there at first.
  func orders(_ name: String = ".") throws -> [OrderName] {
    try bench.files.copy(bench.files.file("\(name)/card.json"), to: "\(name)/reader.json")
    defer { try? FileManager.default.removeItem(atPath: bench.files.file("\(name)/reader.json")) }
    return try Self.log(bench, card: "\(name)/reader.json").dropFirst(known).compactMap { entry in
      switch entry.kind {
      case "order":
        OrderName(
          session: Int64(entry.number.double ?? 0), request: Int64(entry.short.double ?? 0))
      case "emergency": .emergency
      default: nil
      }
    }
  }

  private static func log(_ bench: PumpBench, card: String) throws -> [JSON] {
    let log = try bench.programmer("log --no-archive --card \(card)")
    try #require(log.code == 0, "\(log)")
    return log.json.entries.elements
  }

  /// What the archive of a run has; empty when it made none.
  func archived(_ run: Run) throws -> (orders: [OrderRecord], hasEnded: Bool) {
    let path = bench.files.file("\(run.name)/archive.sqlite")
    guard FileManager.default.fileExists(atPath: path) else { return ([], true) }
    let archive = try Archive(at: path, mustExist: true)
    let sessions = try archive.sessions(serial: nil, last: 100)
    return (
      try sessions.reversed().flatMap { try archive.session($0.id)?.orders ?? [] },
      sessions.allSatisfy { $0.ended != nil }
    )
  }

  /// The next visit after a run, to the pump as the run left it.
  func visitAfter(_ run: Run) throws -> Finished {
    try ask("restore", run.snapshot ?? bench.files.file("base"))
    return try bench.programmer(["status"] + own(run.name))
  }

  private func own(_ name: String) -> [String] {
    ["--card", "\(name)/card.json", "--archive", "\(name)/archive.sqlite"]
  }

  private func ask(_ method: String, _ path: String) throws {
    let answer = try socket.ask(
      #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{"path":"\#(path)"}}"#)
    try #require(answer.result != .null, "\(method): \(answer)")
  }
}

/// The place at which a cable is torn out, and what passed before.
final class Cut: Sendable {
  private struct State {
    var passed = 0
    var isCut = false
    var hasOrderPassed = false
  }

  private let place: Int
  private let loss: TornBench.Loss
  private let state = Mutex(State())
  private let isOver = DispatchSemaphore(value: 0)

  init(behind place: Int, _ loss: TornBench.Loss) {
    self.place = place
    self.loss = loss
  }

  var isCut: Bool { state.withLock { $0.isCut } }
  /// Whether the pump got an order.
  var hasOrderPassed: Bool { state.withLock { $0.hasOrderPassed } }

  func treat(_ frame: Cable.Frame) -> Cable.Fate {
    let isCut = state.withLock { state in
      state.isCut = state.passed == place
      state.passed += 1
      if !state.isCut, let request = frame.request {
        state.hasOrderPassed =
          state.hasOrderPassed || request.changesTherapy || request == .emergencyRate
      }
      return state.isCut
    }
    guard isCut else { return Cable.unharmed(frame) }
    isOver.signal()
    return loss == .pulled ? .pulled : .dead
  }

  /// A program that ends by itself ends the waiting, too.
  func watch(_ program: Program) { program.whenEnded { [isOver] in isOver.signal() } }

  /// Waits until the line is lost, or there is nobody left to lose it.
  func wait() { isOver.wait() }
}
