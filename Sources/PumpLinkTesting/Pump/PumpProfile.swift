import PumpFirmware
import PumpPlant
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
  /// The size of the reservoir, in mL.
  let capacity: UInt64
  /// The model, as the pump tells it.
  let model: String
  /// By how much a refill may differ from the counter before that is suspicious.
  let discrepancy: Nanolitres
  /// What is usual of the drug.
  let usual: Usual
  /// What of the catheter is left, in mm.
  let catheterMillimetres: UInt64

  /// What is in the reservoir at the start.
  public var fill: Nanolitres
  /// The volume at which the low-reservoir alarm sounds.
  public var lowAlarm: Nanolitres
  /// The strength of the baclofen in the reservoir and, once primed, in the path.
  public var concentration: Concentration
  /// The dose day and night at the start; `nil` for minimum rate.
  public var dose: DoseRate?
  /// What the pump's clock shows at the start; `nil` for a clock that was never set.
  public var clock: WallClock? = .on(2026, 3, 2, at: 8)
  /// By how much a stroke really moves more than the pump counts, in parts per million: -500 000 to
  /// 500 000.
  public var strokeErrorPPM: Int32
  /// Whether the path is full of drug at the start; if not, it is full of liquid without any.
  public var isPrimed = true
  /// Whether anything of it was changed, which a failure says.
  var isChanged = false

  /// The soft limits of the drug.
  struct Usual {
    var maximumDose: DoseRate
    var maximumBolus: Picograms
  }

  /// A pump of 40 mL for an adult, half full of 2000 mcg/mL, at 100 mcg/day.
  public static let adult40ml = PumpProfile(
    name: "adult40ml", capacity: 40, model: "PL-40", discrepancy: .millilitres(2),
    usual: Usual(maximumDose: .mcgPerDay(1000), maximumBolus: .mcg(100)),
    catheterMillimetres: 600, fill: .millilitres(20), lowAlarm: .millilitres(2),
    concentration: .mcgPerMillilitre(2000), dose: .mcgPerDay(100), strokeErrorPPM: 0)

  /// A pump of 20 mL for a child, of 18 mL of 500 mcg/mL, at 90 mcg/day. Its motor moves 2 % more
  /// than it counts, as real ones do on average.
  public static let child20ml = PumpProfile(
    name: "child20ml", capacity: 20, model: "PL-20", discrepancy: .millilitres(1),
    usual: Usual(maximumDose: .mcgPerDay(400), maximumBolus: .mcg(50)),
    catheterMillimetres: 400, fill: .millilitres(18), lowAlarm: .millilitres(4),
    concentration: .mcgPerMillilitre(500), dose: .mcgPerDay(90), strokeErrorPPM: 20_000)

  /// This pump with something otherwise.
  public func with(_ change: (inout PumpProfile) -> Void) -> PumpProfile {
    var profile = self
    change(&profile)
    profile.isChanged = true
    return profile
  }
}
