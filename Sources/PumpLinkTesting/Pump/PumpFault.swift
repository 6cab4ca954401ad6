package import PumpWorld
public import Quantities

/// Something in a pump that fails. What each does is told in protocol-spec/bench.md, "Faults".
public struct PumpFault: Equatable, Sendable {
  /// A part of the pump that can fail.
  public enum Unit: Sendable {
    /// The rotor and what drives it.
    case motor
    /// The path from the pump to the tip.
    case catheter
    /// The reservoir and what is in it.
    case reservoir
    /// The battery.
    case battery
    /// What counts the pump's time.
    case clock
    /// The memory that survives a power cut.
    case memory
    /// The processor.
    case processor

    package var inWorld: FaultUnit {
      switch self {
      case .motor: .motor
      case .catheter: .catheter
      case .reservoir: .reservoir
      case .battery: .battery
      case .clock: .clock
      case .memory: .memory
      case .processor: .processor
      }
    }
  }

  /// The part that fails.
  public let unit: Unit
  private let kind: FaultKind
  private let value: Int64?

  private init(_ unit: Unit, _ kind: FaultKind, _ value: Int64? = nil) {
    self.unit = unit
    self.kind = kind
    self.value = value
  }

  /// The fault as the world has it; throws where there is no such fault.
  package var fault: Fault {
    get throws(BenchProblem) {
      do throws(FaultError) {
        return try Fault(unit: unit.inWorld, kind: kind, value: value)
      } catch {
        throw BenchProblem(error)
      }
    }
  }

  /// The motor does not turn, whatever it is told.
  public static let motorStall = PumpFault(.motor, .stall)
  /// Each stroke moves so many millionths more, or less: -500 000 to 500 000.
  public static func motorDrift(ppm: Int32) -> PumpFault {
    PumpFault(.motor, .drift, Int64(ppm))
  }
  /// Each stroke moves so many millionths more: 1 to 9 000 000.
  public static func overInfusion(ppm: UInt32) -> PumpFault {
    PumpFault(.motor, .overInfusion, Int64(ppm))
  }
  /// So many strokes more are made with each: 1 to 100.
  public static func runaway(strokes: UInt8) -> PumpFault {
    PumpFault(.motor, .runaway, Int64(strokes))
  }
  /// Each Nth stroke is not made: 2 to 1 000 000.
  public static func missing(everyNthStroke count: UInt32) -> PumpFault {
    PumpFault(.motor, .intermittent, Int64(count))
  }

  /// Only so much passes the catheter, in percent: 0 to 99.
  public static func occlusion(passing percent: UInt8) -> PumpFault {
    PumpFault(.catheter, .occlusion, Int64(percent))
  }
  /// So much is lost just before the tip, in percent: 1 to 100.
  public static func catheterLeak(percent: UInt8) -> PumpFault {
    PumpFault(.catheter, .leak, Int64(percent))
  }
  /// The catheter has come off the pump.
  public static let disconnection = PumpFault(.catheter, .disconnection)

  /// The reservoir holds, and takes, something of another strength than was recorded; of none it is
  /// without drug.
  public static func wrongContents(_ strength: Concentration?) -> PumpFault {
    PumpFault(.reservoir, .wrongContents, Int64(strength?.microgramsPerMillilitre ?? 0))
  }
  /// So much of the reservoir is lost under the skin each day: up to 100 mL.
  public static func reservoirLeak(perDay volume: Nanolitres) -> PumpFault {
    PumpFault(.reservoir, .leak, Int64(clamping: volume.rawValue))
  }

  /// The battery runs down so many times as fast at rest: 2 to 1000.
  public static func batteryDrain(times: UInt16) -> PumpFault {
    PumpFault(.battery, .drain, Int64(times))
  }
  /// The battery gives nothing.
  public static let batteryDead = PumpFault(.battery, .dead)
  /// The supply breaks down for a moment, once.
  public static let batteryReset = PumpFault(.battery, .reset)

  /// The pump's second is so many millionths shorter, or longer: -500 000 to 500 000.
  public static func clockDrift(ppm: Int32) -> PumpFault {
    PumpFault(.clock, .drift, Int64(ppm))
  }
  /// The time of day is lost, once.
  public static let clockReset = PumpFault(.clock, .reset)
  /// What is written to the memory cannot be read back.
  public static let memoryFailure = PumpFault(.memory, .failure)
  /// A bit of an entry of the log turns, once.
  public static func logDamage(entry: UInt32) -> PumpFault {
    PumpFault(.memory, .damage, Int64(entry))
  }
  /// The firmware starts anew, once.
  public static let processorReset = PumpFault(.processor, .reset)
  /// The self-test finds a fault.
  public static let processorFailure = PumpFault(.processor, .failure)
}

extension Pump {
  /// Lets a part of the pump fail from now on, for some time or until it is cleared. Another fault
  /// of the same part ends. Throws ``BenchProblem`` for a fault there is not.
  public func inject(_ fault: PumpFault, for length: Milliseconds? = nil) throws {
    let fault = try fault.fault
    try use { bench in
      do throws(BenchError) {
        try bench.pump.inject(fault, for: length, at: bench.now)
      } catch {
        throw BenchProblem(error)
      }
    }
  }

  /// Mends a part of the pump; says whether there was something to mend.
  @discardableResult
  public func mend(_ unit: PumpFault.Unit) -> Bool {
    use { bench in bench.pump.clear(unit.inWorld, at: bench.now) != nil }
  }
}
