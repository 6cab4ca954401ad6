import ArgumentParser
import BenchClient
import BenchControl
import CommandEntry
import Foundation
import PumpText
import Quantities
import SerialLink
import Synchronization
import TestLimits
import Testing

@testable import PumpSimulator

/// A bench at a socket behind which there is no pump, or one that does not come to an end.
@Suite(.limited)
struct ControlClientTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Asks at a socket whose listener sends `answer` and no more, or closes the connection.
  private func failure(
    of request: BenchRequest, _ answer: String, closes: Bool = false,
    patience milliseconds: UInt64 = 80
  ) throws -> ControlError? {
    let path = directory.file("s")
    let listener = try UnixListener(listeningAt: path)
    // The bench is connected before it is accepted, so one after the other is enough.
    var patience = ControlClient.Patience()
    patience.sign = 40
    patience.answer = milliseconds
    let far = FarSide(consume listener, answer, closes: closes)
    defer { far.stop() }
    do {
      _ = try ControlClient(path, patience: patience).ask(request)
      return nil
    } catch {
      return error as? ControlError
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a socket that says nothing does not hold the bench for ever`() throws {
    // Only who has given a sign is waited for as long as an answer may take.
    let read = try #require(try failure(of: .truth, "", patience: 90_000))
    #expect(read.cause == .unavailable)
    #expect(read.description.contains("nothing came within 0 s"), "\(read)")
    let change = try #require(try failure(of: .advance(.minutes(1)), ""))
    #expect(change.cause == .unknown, "what lies in the socket may still be done")
    #expect(change.description.contains("Nobody knows whether it was done"), "\(change)")
  }

  @Test func `a request that was taken is waited for longer, and its silence is another`() throws {
    let read = try #require(try failure(of: .truth, " "))
    #expect(read.cause == .unavailable)
    #expect(read.description.contains("took the request and did not answer"), "\(read)")
    #expect(try #require(try failure(of: .advance(.minutes(1)), " ")).cause == .unknown)
  }

  @Test func `a pump that ends meanwhile leaves unknown what it was to change`() throws {
    #expect(try #require(try failure(of: .reconcile, " ", closes: true)).cause == .io)
    #expect(
      try #require(try failure(of: .fill(Nanolitres(rawValue: 5), nil), " ", closes: true)).cause
        == .unknown)
  }

  @Test func `what was done and not saved was done`() throws {
    let answer = #"{"id":1,"jsonrpc":"2.0","error":{"code":-32000,"message":"not saved"}}"# + "\n"
    #expect(try #require(try failure(of: .advance(.minutes(1)), answer)).cause == .untold)
    let none = try #require(try failure(of: .truth, "hello\n"))
    #expect(none.cause == .protocolViolation && none.description.contains("control socket"))
    let change = try #require(try failure(of: .advance(.minutes(1)), "hello\n"))
    #expect(change.cause == .unknown, "whatever answered so was asked to change something")
  }

  /// Told a second time: a method that only reads is never unknown, whatever becomes of its answer.
  @Test func `the methods that only read are these, and every other may have changed something`() {
    let readings = BenchMethod.allCases.filter(\.isReading)
    #expect(
      readings == [.capture, .events, .faults, .follow, .link, .patient, .reconcile, .truth, .usb])
  }

  @Test func `every method has its verb, and help shows it`() {
    var verbs: [String] = []
    func look(_ command: any ParsableCommand.Type, _ path: [String]) {
      let configuration = command.configuration
      let names =
        configuration.groupedSubcommands.flatMap(\.subcommands)
        + configuration.ungroupedSubcommands
      if names.isEmpty { verbs.append(path.joined(separator: "_")) }
      for next in names { look(next, path + [next._commandName]) }
    }
    look(ControlCommand.self, [])
    // Reading the line, its capture and its adapter is what their verbs do by themselves; a sample
    // is many a truth. Following is an option of `events`.
    let shown: Set<BenchMethod> = [.link, .capture, .usb]
    let methods = BenchMethod.allCases.filter { $0 != .follow }.map {
      shown.contains($0) ? "\($0.rawValue)_show" : $0.rawValue
    }
    #expect(verbs.sorted() == (methods + ["sample"]).sorted())
  }

  @Test func `a command that only holds others does not end as if it had done something`() {
    var groups: [String] = []
    func look(_ command: any ParsableCommand.Type) {
      let configuration = command.configuration
      for next in configuration.subcommands { look(next) }
      guard !configuration.subcommands.isEmpty, configuration.defaultSubcommand == nil else {
        return
      }
      groups.append("\(command)")
      #expect(command is any VerbGroup.Type, "\(command)")
    }
    look(PumpFirmwareSim.self)
    #expect(groups.sorted() == ["ControlCommand", "PumpFirmwareSim"])
  }

  @Test(arguments: [
    (["ctl", "fault", "motor", "drift", "-20000", "ppm"], ["ctl"]),
    (["ctl", "fault", "motor", "drift", "-2 ppm", "--for", "-1 h"], ["ctl", "--for", "-1 h"]),
    (["ctl", "advance", "-1 h"], ["ctl", "advance", "-1 h"]), ([], []),
  ])
  func `the value of a fault may be negative, and nothing else`(words: [String], left: [String]) {
    #expect(PumpFirmwareSim.unsigned(words) == left)
  }
}

/// Listens, and answers the first that comes with a text.
private final class FarSide: Sendable {
  private let goesOn = Mutex(true)
  private let ended = Mutex(false)

  init(_ listener: consuming sending UnixListener, _ answer: String, closes: Bool) {
    let box = Mutex<UnixListener?>(consume listener)
    Thread.detachNewThread {
      if let listener = box.withLock({ $0.take() }) {
        try? self.serve(listener, answer, closes: closes)
      }
      self.ended.withLock { $0 = true }
    }
  }

  func stop() {
    goesOn.withLock { $0 = false }
    while !ended.withLock({ $0 }) {
      var nothing = PollSet(capacity: 1)
      _ = try? nothing.wait(timeoutMilliseconds: 2)
    }
  }

  private func serve(_ listener: borrowing UnixListener, _ answer: String, closes: Bool) throws {
    var set = PollSet(capacity: 1)
    set.add(listener.fileDescriptor, .readable)
    while goesOn.withLock({ $0 }) {
      try set.wait(timeoutMilliseconds: 5)
      guard let connection = try listener.accept() else { continue }
      // Who ends before the request came has not taken it, which is another case.
      if closes { try take(connection) }
      if !answer.isEmpty { _ = try connection.write(Array(answer.utf8)) }
      if closes { return }
      var nothing = PollSet(capacity: 1)
      while goesOn.withLock({ $0 }) { try nothing.wait(timeoutMilliseconds: 5) }
      return
    }
  }

  /// Reads a request to its end.
  private func take(_ connection: borrowing UnixConnection) throws {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 1)
    set.add(connection.fileDescriptor, .readable)
    while goesOn.withLock({ $0 }) {
      try set.wait(timeoutMilliseconds: 5)
      switch try connection.read(into: &buffer) {
      case .bytes(let count): if buffer[..<count].contains(UInt8(ascii: "\n")) { return }
      case .wouldBlock: continue
      case .closed: return
      }
    }
  }
}
