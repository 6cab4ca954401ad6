import PumpFirmware
import PumpPlant
package import PumpWorld
public import Quantities
import Telemetry

/// What hands and instruments do to a pump. The pump is told nothing of it.
extension Pump {
  /// Where the programming head is.
  public enum Head: Sendable {
    /// Too far: no byte passes.
    case away
    /// Within reach of the link but not on the skin.
    case near
    /// On the skin over the pump, where every order is taken.
    case contact

    package var place: HeadPlace {
      switch self {
      case .away: .away
      case .near: .near
      case .contact: .contact
      }
    }
  }

  /// Moves the programming head.
  public func moveHead(_ head: Head) {
    use { bench in bench.pump.setHead(head.place, at: bench.now) }
  }

  /// What came into a syringe.
  public struct Drawn: Equatable, Sendable {
    /// Its volume.
    public let volume: Nanolitres
    /// The drug in it.
    public let drug: Picograms

    package init(volume: Nanolitres, drug: Picograms) {
      self.volume = volume
      self.drug = drug
    }
  }

  /// Draws liquid out of the reservoir with a syringe; gives what came, which is less where the
  /// reservoir holds less.
  @discardableResult
  public func withdraw(_ volume: Nanolitres) -> Drawn {
    use { bench in
      let drawn = bench.pump.withdraw(volume, at: bench.now)
      return Drawn(volume: drawn.liquid.volume, drug: drawn.liquid.drug)
    }
  }

  /// Fills liquid into the reservoir; of no strength it holds no drug. Throws ``BenchProblem`` for
  /// more than there is room for.
  public func fill(_ volume: Nanolitres, of strength: Concentration?) throws {
    try use { bench in
      do throws(BenchError) {
        try bench.pump.fill(volume, of: strength, at: bench.now)
      } catch {
        throw BenchProblem(error)
      }
    }
  }

  /// Takes the pump's power away. The world goes on without it.
  public func cutPower() { use { $0.pump.setPower(false, at: $0.now) } }

  /// Gives the pump power again: it starts on what it remembers.
  public func restorePower() { use { $0.pump.setPower(true, at: $0.now) } }

  /// A place before, in or after one of the pump's writes to its memory.
  public struct WriteMoment: Hashable, Sendable {
    fileprivate let point: CrashPoint

    /// Nothing of a record is written yet.
    public static let beforeRecord = Self(point: .beforeRecord)
    /// A part of a record is written.
    public static let tornRecord = Self(point: .tornRecord)
    /// A record is written, and the pump does not know yet.
    public static let afterRecord = Self(point: .afterRecord)
    /// Nothing of an entry of the log is written yet.
    public static let beforeLog = Self(point: .beforeLog)
    /// A part of an entry of the log is written.
    public static let tornLog = Self(point: .tornLog)
    /// An entry of the log is written, and the pump does not know yet.
    public static let afterLog = Self(point: .afterLog)
  }

  /// Lets power fail at the pump's Nth write from here, 1 being the next; it comes back at once.
  public func failPower(at moment: WriteMoment, write: UInt32 = 1) {
    use { $0.pump.powerFailure = PowerFailure(moment.point, count: write) }
  }
}
