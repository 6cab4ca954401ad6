import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Synchronization
import Telemetry
import TestLimits
import TestSupport
import Testing
import Trace

/// What a pump tells of its steps to whoever does the same beside it.
@Suite(.limited)
struct MirrorTests {
  /// Takes down each step, and what came of it.
  private final class Recorder: Sendable {
    struct Told {
      var steps: [PumpMirror.Step] = []
      var befores: [PumpMirror.Before] = []
      var afters: [PumpMirror.After] = []
    }

    let told = Mutex(Told())

    var mirror: PumpMirror {
      PumpMirror(
        begin: { [self] step, before in
          told.withLock {
            $0.steps.append(step)
            $0.befores.append(before)
          }
        },
        end: { [self] after in told.withLock { $0.afters.append(after) } })
    }

    var words: [String] {
      told.withLock { told in
        told.steps.map { step in
          switch step {
          case .start(let cause, _): "start \(cause.wireName)"
          case .run: "run"
          case .hear(let bytes): "hear \(bytes.count)"
          case .feel: "feel"
          case .leave: "leave"
          }
        }
      }
    }
  }

  private func pump(_ recorder: Recorder) throws -> VirtualPump<TransientMemory> {
    let setup = try PumpSetup.sample()
    let image = setup.newMemory()
    return try VirtualPump(
      profile: setup.device, secrets: setup.secrets, world: try setup.newWorld(),
      memory: TransientMemory(image: image), image: image.span, link: .zero,
      mirror: recorder.mirror)
  }

  private func now(_ hours: UInt64) -> Instant {
    Instant(therapy: .zero.after(.hours(hours)), link: LinkTime(rawValue: hours))
  }

  @Test func `each step is told once, with what it is a part of`() throws {
    let recorder = Recorder()
    var pump = try pump(recorder)
    pump.advance(to: now(1))
    _ = pump.exchange([0, 1, 0], at: now(1))
    pump.setHead(.away, at: now(2))
    pump.setPower(false, at: now(3))
    pump.setPower(true, at: now(4))
    pump.linkInterrupted()
    #expect(
      recorder.words == [
        "start power", "run", "run", "hear 3", "run", "leave", "feel", "run", "run", "start power",
        "leave",
      ])
    let told = recorder.told.withLock { $0 }
    #expect(told.afters.count == told.steps.count)
  }

  @Test func `a start within a step is a part of it`() throws {
    let recorder = Recorder()
    var pump = try pump(recorder)
    pump.powerFailure = PowerFailure(.tornRecord)
    pump.advance(to: now(30))
    #expect(recorder.words == ["start power", "run"])
    let told = recorder.told.withLock { $0 }
    #expect(told.befores.last?.failure != nil)
    #expect(told.afters.last?.failure == nil)
  }

  /// The hash is that of a trace with the same events, and what was sent is what came.
  @Test func `what came of a step is what a trace and a line have of it`() throws {
    let recorder = Recorder()
    var pump = try pump(recorder)
    var hash = recorder.told.withLock { $0.afters.last?.hash }
    pump.advance(to: now(5))
    let sent = pump.exchange([UInt8](repeating: 0, count: 40), at: now(6))
    let told = recorder.told.withLock { $0 }
    #expect(told.afters.last?.sent == sent)
    #expect(told.afters.last?.image == pump.memory.image)
    #expect(told.afters.last?.hash != hash)
    hash = told.afters.last?.hash
    pump.notePatient(at: now(6).link)
    pump.linkInterrupted()
    // What the patient has got is told by whoever looks, and is no step of the pump.
    #expect(recorder.told.withLock { $0.afters.last?.hash } == hash)
    // Nor is that somebody takes its power: whoever does the same beside it is told so before.
    pump.setPower(false, at: now(6))
    #expect(recorder.told.withLock { $0.afters.last?.hash } == hash)
    pump.advance(to: now(7))
    #expect(recorder.told.withLock { $0.befores.last?.world.isPowered } == false)
    #expect(recorder.told.withLock { $0.afters.last?.hash } == hash)
  }

  @Test func `a copy that is left alone tells nothing`() throws {
    let recorder = Recorder()
    var copy = try pump(recorder)
    copy.leaveAlone()
    copy.advance(to: now(9))
    #expect(recorder.words == ["start power"])
  }
}
