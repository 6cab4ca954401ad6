import BenchControl
import Foundation
import PumpFirmware
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing
import VerbOutput

@testable import PumpSimulator

/// Crashes that are planned over the control socket.
@Suite(.waiting, .limited)
struct CrashTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// A pump on a state file, and a programmer with a session.
  private struct Scene {
    let host: PumpHost
    let service: ControlService
    var client: SealedClient

    init(_ path: String) throws {
      let setup = try Samples.setup()
      host = try PumpHost(
        setup, try StateFile.open(path, setup), clock: .manual, Randomness(seed: 1))
      service = ControlService(host, BenchLine())
      client = SealedClient(
        pairingKey: Samples.keys.clinician, serial: setup.device.identity.serial)
    }

    private func exchange(_ bytes: [UInt8]) -> [UInt8] { host.exchange(bytes) }

    /// Opens a session and gives the order to stop; gives the answer, if one comes.
    mutating func stop() -> Reply? {
      guard client.takeOffer(in: exchange(client.openSession())) != nil else { return nil }
      _ = exchange(client.confirmSession())
      let order = Request.order(Order(.stop, notAfter: 3_600_000))
      return client.answer(in: exchange(client.next(order)))
    }

    /// Plans a crash; gives what the pump refuses it with.
    func plan(_ place: String, _ state: ArmedCrash.Kind, count: UInt32 = 1) throws -> Int? {
      let parameters = Parameters(state: state.rawValue, point: place, count: count)
      return try service.ask("crash", parameters, as: TruthAnswer.self).error?.code
    }
  }

  @Test(arguments: CrashPlace.allCases.filter { $0.point != nil })
  private func `power fails at the write it is planned for, and comes back or not`(
    place: CrashPlace
  ) throws {
    for kind in [ArmedCrash.Kind.cycle, .off] {
      var scene = try Scene(directory.file("\(place)-\(kind)"))
      #expect(try scene.plan(place.rawValue, kind) == nil)
      #expect(scene.host.armedCrash?.place == place)
      // The answer follows the record, and the log follows the answer.
      #expect((scene.stop() != nil) == (place.write == .log))
      #expect(scene.host.armedCrash == nil)
      #expect(scene.host.pump.world.isPumpOn == (kind == .cycle))
      scene.host.touch { pump, now in pump.setPower(true, at: now) }
      #expect(scene.host.pump.firmware.state.epoch == 2)
      #expect(scene.host.pump.firmware.state.isStopped == Self.isDone(place))
    }
  }

  /// Whether an order whose record was to be written is carried out after all.
  private static func isDone(_ place: CrashPlace) -> Bool {
    place == .afterRecord || place.write == .log
  }

  @Test(arguments: CrashPlace.allCases)
  private func `a simulator that is killed at a write wakes up on one side of it`(
    place: CrashPlace
  ) async throws {
    let path = directory.file("state")
    let name = place.rawValue
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, name = name as String] in
      var scene = try Scene(path)
      _ = try scene.plan(name, .kill)
      _ = scene.stop()
    }
    var scene = try Scene(path)
    #expect(scene.host.pump.firmware.state.isStopped == Self.isDone(place))
    #expect(scene.host.pump.firmware.state.epoch == 2)
    #expect(scene.host.pump.firmware.state.alarms == AlarmSet())
    let damaged = scene.host.touch { pump, _ in pump.readLogWitness().damaged }
    #expect(damaged == nil)
    guard case .some = scene.stop() else {
      Issue.record("no answer after the crash")
      return
    }
  }

  @Test func `what cannot be planned is refused, and a plan can be given up`() throws {
    var scene = try Scene(directory.file("state"))
    #expect(try scene.plan("before-lunch", .cycle) == -32602)
    #expect(try scene.plan("after-log", .cycle, count: 0) == -32602)
    #expect(try scene.plan("after-world", .off) == -32001)
    #expect(scene.host.armedCrash == nil)
    #expect(try scene.plan("after-world", .kill) == nil)
    #expect(scene.host.armedCrash?.kind == .kill)
    #expect(try scene.plan("after-log", .off, count: 7) == nil)
    #expect(scene.host.armedCrash?.count == 7)
    #expect(try scene.plan("none", .off) == nil)
    #expect(scene.host.armedCrash == nil)
    #expect(scene.stop() != nil)
    scene.host.touch { pump, now in pump.setPower(false, at: now) }
    #expect(try scene.plan("after-log", .cycle) == -32001)
  }
}
