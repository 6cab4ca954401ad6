import BadLink
import ProgrammerSession
import PumpFirmware
import PumpWorld
import Quantities
import Synchronization
import Telemetry
public import Testing

/// A virtual pump in this process: the firmware, the physics and the line to it, in virtual time.
///
/// It has no file, no thread and no process, and waits for nothing: seven days are as quick as a
/// minute, and a thousand of them live side by side.
///
///     let pump = try Pump(.adult40ml, seed: 7)
///     pump.advance(by: .days(7))
///     #expect(pump.truth.received.difference(from: .mcg(700)) <= .mcg(1))
///
/// The same profile, seed and calls give the same life, to the bit, on any machine. A test that has
/// the trait `.pump`, a ``PumpTrait``, finds its own in ``current``.
public final class Pump: Sendable {
  /// Which pump it is.
  public let profile: PumpProfile
  /// What its keys, its noise and the luck of its line are drawn from.
  public let seed: UInt64
  private let bench: Mutex<Bench>
  let serialText: ShortText<12>
  private let keys: PairingKeys

  /// The pump of the test that runs, which the trait `.pump` made.
  ///
  /// Throws where no test has one.
  public static var current: Pump {
    get throws {
      guard let pump = running else {
        throw BenchProblem("there is no pump here: give the test or its suite the trait .pump()")
      }
      return pump
    }
  }

  @TaskLocal static var running: Pump?

  /// A pump that was just implanted, at therapy time zero.
  ///
  /// Throws where there can be no such pump, as with more in the reservoir than it holds.
  public init(_ profile: PumpProfile = .adult40ml, seed: UInt64 = 1) throws {
    var random = SeededGenerator(seed: seed)
    let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    let tail = String((0..<6).map { _ in letters[Int(random.next() % 32)] })
    serialText = ShortText(letters: "PLT-\(tail)")
    keys = PairingKeys(clinician: AsconBlock(from: &random), patient: AsconBlock(from: &random))
    let secrets = PumpSecrets(factoryKeys: keys, noise: AsconBlock(from: &random))
    let setup = try profile.setup(serial: serialText, secrets)
    let line = DuplexLine(seed: random.next(), faults: .none)
    self.profile = profile
    self.seed = seed
    do throws(SetupError) {
      bench = Mutex(Bench(try setup.newPump(), line: line))
    } catch {
      throw BenchProblem(error)
    }
  }

  private init(copying other: Pump) {
    profile = other.profile
    seed = other.seed
    serialText = other.serialText
    keys = other.keys
    bench = Mutex(other.use { $0 })
  }

  /// Another pump that has lived the same life so far, line and patient included, and goes its own
  /// way from here: what would have been, beside what is. Handhelds stay with the pump they were
  /// made for.
  public func fork() -> Pump { Pump(copying: self) }

  /// Does something with the pump and its line, alone.
  func use<Result, Failure: Error>(
    _ body: (inout sending Bench) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try bench.withLock(body)
  }

  /// Its serial number, as the pump tells it and the implant card names it.
  public var serial: String { serialText.letters }

  /// What opens sessions with it for a role.
  func pairing(_ role: Role) -> Pairing { Pairing(serial: serialText, key: keys[role]) }

  /// What makes this pump again, as it is written.
  public var replay: String {
    ".pump(.\(profile.name), seed: \(seed))" + (profile.isChanged ? " with the test's changes" : "")
  }
}

extension Pump: CustomTestStringConvertible {
  /// What makes this pump again.
  public var testDescription: String { replay }
}

extension ShortText {
  /// The text as people read it.
  var letters: String { String(decoding: (0..<count).map { self[$0] }, as: UTF8.self) }
}
