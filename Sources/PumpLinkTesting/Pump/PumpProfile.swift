import PumpWorld
public import Quantities
import Telemetry

/// Which pump it is, how it was implanted, and what of that a test wants otherwise.
///
/// ``adult40ml`` and ``child20ml`` are the pumps that `PumpFirmwareSim run --profile` knows by the
/// names `adult-40ml` and `child-20ml`, figure for figure. Everything is fictional; nothing is
/// dosing advice.
///
///     let nearlyEmpty = PumpProfile.adult40ml.with { $0.fill = .millilitres(3) }
public struct PumpProfile: Sendable {
  /// What it is called in a failure.
  public let name: String
  /// All there is to it.
  var pump: StandardPump
  /// Whether anything of it was changed, which a failure says.
  var isChanged = false

  private init(_ name: String, _ pump: StandardPump) {
    self.name = name
    self.pump = pump
  }

  /// What is in the reservoir at the start.
  public var fill: Nanolitres {
    get { pump.fill }
    set { pump.fill = newValue }
  }

  /// The volume at which the low-reservoir alarm sounds.
  public var lowAlarm: Nanolitres {
    get { pump.lowAlarm }
    set { pump.lowAlarm = newValue }
  }

  /// The strength of the baclofen in the reservoir and, once primed, in the path.
  public var concentration: Concentration {
    get { pump.concentration }
    set { pump.concentration = newValue }
  }

  /// The dose day and night at the start; `nil` for minimum rate.
  public var dose: DoseRate? {
    get { pump.dose }
    set { pump.dose = newValue }
  }

  /// What the pump's clock shows at the start; `nil` for a clock that was never set.
  public var clock: WallClock? {
    get { pump.clock }
    set { pump.clock = newValue }
  }

  /// By how much a stroke really moves more than the pump counts, in parts per million: -500 000 to
  /// 500 000.
  public var strokeErrorPPM: Int32 {
    get { pump.strokeErrorPPM }
    set { pump.strokeErrorPPM = newValue }
  }

  /// Whether the path is full of drug at the start; if not, it is full of liquid without any.
  public var isPrimed: Bool {
    get { pump.isPrimed }
    set { pump.isPrimed = newValue }
  }

  /// A pump of 40 mL for an adult, half full of 2000 mcg/mL, at 100 mcg/day.
  public static let adult40ml = PumpProfile("adult40ml", .adult40ml)

  /// A pump of 20 mL for a child, of 18 mL of 500 mcg/mL, at 90 mcg/day. Its motor moves 2 % more
  /// than it counts, as real ones do on average.
  public static let child20ml = PumpProfile("child20ml", .child20ml)

  /// This pump with something otherwise.
  public func with(_ change: (inout PumpProfile) -> Void) -> PumpProfile {
    var profile = self
    change(&profile)
    profile.isChanged = true
    return profile
  }
}
