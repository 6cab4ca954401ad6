import PumpFirmware
import Quantities
import Telemetry

/// The fluid path once more: which catheter it is, and what lies in it from the reservoir's end.
extension ReferencePump {
  private var tubing: Int128 { Int128(device.path.tubing.rawValue) }

  /// What the catheter holds: by its model and length, or by the profile until it is told.
  var catheterVolume: Int128 {
    guard let catheter else { return Int128(device.path.catheter.rawValue) }
    let perCentimetre = Int128(device.path.models[catheter.model].nanolitresPerCentimetre)
    return perCentimetre * catheter.length / 10
  }

  /// The volume from the reservoir to the tip.
  var path: Int128 { tubing + catheterVolume }

  /// How far the path is filled, from the reservoir's end.
  var filledPath: Int128 {
    guard let emptied else { return path }
    return min(emptied.left + (strokes(at: now) - emptied.strokes) * stroke, path)
  }

  /// How much of what lies in the path is from before the last change of strength.
  var formerInPath: Int128 {
    guard formerStrength != nil else { return 0 }
    return max(filledPath - (strokes(at: now) - strokesAtChange) * stroke, 0)
  }

  var strengthAtTip: Int128 {
    formerInPath > 0 ? formerStrength ?? strength : strength
  }

  /// The drug in ng that a volume pushes out: of what is empty nothing, then the old liquid.
  func atTip(_ volume: Int128) -> Int128 {
    let drug = max(volume - (path - filledPath), 0)
    let old = min(drug, formerInPath)
    return Self.ng(old * (formerStrength ?? 0) + (drug - old) * strength)
  }

  /// Whether some of what lies in the path is of a drug that the reservoir no longer holds.
  var isOtherDrugInPath: Bool { formerInPath > 0 && formerDrugs.contains { $0 != drug } }

  /// Another drug or strength comes into the path. Of the drugs that were there before the one that
  /// is replaced, one is told: rather one that is gone than the one that comes.
  mutating func changePath(to next: DrugCode, _ new: Int128, isFlushed: Bool) {
    var strongest = strength
    var before: [DrugCode] = []
    if formerInPath > 0 {
      strongest = max(strongest, formerStrength ?? 0)
      before = formerDrugs.filter { $0 != drug }
    }
    let told = before.first { $0 != next } ?? before.first
    formerDrugs = [drug] + (told.map { [$0] } ?? [])
    formerStrength = isFlushed ? max(strongest, new) : strongest
    strokesAtChange = strokes(at: now)
  }

  /// Takes another catheter, unless something moves a volume of the path as it was.
  mutating func setCatheter(_ order: SetCatheter) throws(No) {
    switch running?.kind {
    case .prime: throw No(.primeRunning)
    case .bridge: throw No(.bridgeRunning)
    case .bolus, .patientBolus, .periodicBolus: throw No(.bolusRunning)
    case nil: try require(bridgeWaiting == 0, else: .bridgeRunning)
    }
    let data = device.path
    try require(order.volumesVersion == data.version, else: .volumesVersionMismatch)
    try require(order.model >= 1 && order.model <= data.models.count, else: .catheterUnknown)
    let stock = Int(data.models[order.model].stockMillimetres)
    let found = Int(order.implantedMillimetres) + Int(order.cutMillimetres)
    try require(abs(found - stock) <= Int(data.models.tolerance), else: .catheterLengthWrong)
    switch order.content {
    case .asItWas: break
    // Of what stays only whole strokes are counted.
    case .catheterEmpty:
      emptied = (min(filledPath, tubing) / stroke * stroke, strokes(at: now))
    case .pathEmpty: emptied = (0, strokes(at: now))
    }
    catheter = (order.model, Int128(order.implantedMillimetres))
    let words = [
      (Int128(order.tip.rawValue), 16), (Int128(order.reason.rawValue), 24),
      (Int128(order.content.rawValue), 32),
    ]
    note(
      .catheter, detail: order.model, short: order.implantedMillimetres, number: catheterVolume,
      amount: words.reduce(Int128(order.cutMillimetres)) { $0 + $1.0 << $1.1 })
  }
}
