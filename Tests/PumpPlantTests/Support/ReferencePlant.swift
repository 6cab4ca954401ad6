import PumpPlant
import Quantities

/// The plant once more, the slow way: the path as a list of single nanolitres, the motor stroke by
/// stroke, and every amount that can be broken as the whole part of an exact product of totals.
///
/// It knows sharp fronts only, and however many of them.
struct ReferencePlant {
  let profile: PlantProfile
  private(set) var now: UInt64 = 0
  private(set) var strokes: UInt64 = 0
  private(set) var filled = Liquid.none
  private(set) var withdrawn = Liquid.none
  private(set) var replaced = Liquid.none
  private(set) var pocket = Liquid.none
  private(set) var pumped = Liquid.none
  private(set) var leaked = Liquid.none
  private(set) var patient = Liquid.none
  /// The drug of each nanolitre in the path, the tip's first, behind those that have left.
  private var path: [UInt64]
  private var firstInPath = 0
  /// What was in the reservoir when it was last mixed, and how much has left it since.
  private var mixed: Liquid
  private var drawn: UInt64 = 0
  private var faults: [PlantUnit: PlantFault] = [:]
  /// Totals since a fault began: commanded strokes, what came to the fault in the catheter, time.
  private var commanded: UInt64 = 0
  private var arrived = Liquid.none
  private var leakedBefore = Liquid.none
  private var leakTime: UInt128 = 0
  /// All that strokes should have moved, in millionths of a nanolitre.
  private var stroked: UInt128 = 0
  private var energyUsed: UInt128 = 0

  init(_ profile: PlantProfile, reservoir: UInt64, mcgPerMl: UInt32, isPrimed: Bool) {
    self.profile = profile
    path = .init(
      repeating: isPrimed ? UInt64(mcgPerMl) : 0, count: Int(profile.pathVolume.rawValue))
    let volume = reservoir + profile.residualVolume.rawValue
    mixed = Liquid(nl: volume, pg: volume * UInt64(mcgPerMl))
    filled = mixed
  }

  var catheter: Liquid {
    let inPath = path[firstInPath...]
    return Liquid(nl: UInt64(inPath.count), pg: inPath.reduce(0, +))
  }

  /// All in the reservoir, and the part of it that is above the residual.
  var reservoir: (all: Liquid, above: Liquid) {
    let left = mixed.volume.rawValue - drawn
    let above = left - profile.residualVolume.rawValue
    return (
      Liquid(nl: left, pg: drug(from: drawn, through: mixed.volume.rawValue)),
      Liquid(nl: above, pg: drug(from: drawn, through: drawn + above))
    )
  }

  var energyLeft: UInt64 {
    let capacity = UInt128(profile.batteryCapacity.rawValue)
    if faults[.battery]?.kind == .dead || energyUsed >= capacity { return 0 }
    return UInt64(capacity - energyUsed)
  }

  /// How much drug has left the mixture with so much volume.
  private func drug(in volume: UInt64) -> UInt64 {
    guard mixed.volume > .zero else { return 0 }
    let product = UInt128(mixed.drug.rawValue) * UInt128(volume)
    return UInt64(product / UInt128(mixed.volume.rawValue))
  }

  private func drug(from start: UInt64, through end: UInt64) -> UInt64 {
    drug(in: end) - drug(in: start)
  }

  /// How much of a volume there is above the residual.
  private func available(_ volume: UInt64) -> UInt64 {
    min(volume, mixed.volume.rawValue - drawn - profile.residualVolume.rawValue)
  }

  private mutating func take(_ volume: UInt64) -> Liquid {
    let count = available(volume)
    let liquid = Liquid(nl: count, pg: drug(from: drawn, through: drawn + count))
    drawn += count
    return liquid
  }

  mutating func advance(to time: UInt64) {
    let length = UInt128(time - now)
    let drain = faults[.battery].flatMap { $0.kind == .drain ? $0.value : nil } ?? 1
    energyUsed += length * UInt128(profile.idlePower) * UInt128(drain)
    if let leak = faults[.reservoir], leak.kind == .leak, let rate = leak.value {
      let before = leakTime * UInt128(rate) / 86_400_000
      leakTime += length
      pocket += take(UInt64(leakTime * UInt128(rate) / 86_400_000 - before))
    }
    now = time
    if let stall = faults[.motor], stall.kind == .stall, let end = stall.value, end <= time {
      faults[.motor] = nil
    }
  }

  mutating func pump(_ wanted: UInt32, until time: UInt64) -> UInt32 {
    advance(to: time)
    var made: UInt32 = 0
    for _ in 0..<wanted {
      var turns: Int64 = 1
      if let fault = faults[.motor], let value = fault.value {
        commanded += 1
        if fault.kind == .stall { turns = 0 }
        if fault.kind == .runaway { turns = 1 + value }
        if fault.kind == .intermittent { turns = commanded % UInt64(value) == 0 ? 0 : 1 }
      }
      for _ in 0..<turns where energyLeft >= profile.strokeEnergy.rawValue {
        energyUsed += UInt128(profile.strokeEnergy.rawValue)
        made += 1
        stroke()
      }
    }
    strokes += UInt64(made)
    return made
  }

  private mutating func stroke() {
    var millionths = 1_000_000 + Int64(profile.strokeErrorPPM)
    if let fault = faults[.motor], fault.kind == .drift || fault.kind == .overInfusion {
      millionths += fault.value ?? 0
    }
    let before = stroked / 1_000_000
    stroked += UInt128(profile.strokeVolume.rawValue) * UInt128(millionths)
    var volume = UInt64(stroked / 1_000_000 - before)
    let fault = faults[.catheter]
    if let fault, fault.kind == .occlusion, let percent = fault.value {
      let passed = arrived.volume.rawValue * UInt64(percent) / 100
      arrived.volume += .nl(volume)
      volume = arrived.volume.rawValue * UInt64(percent) / 100 - passed
    }
    let isOff = fault?.kind == .disconnection
    let leak = fault?.kind == .leak ? UInt64(fault?.value ?? 0) : 0
    var given = drug(in: drawn)
    for _ in 0..<available(volume) {
      drawn += 1
      let total = drug(in: drawn)
      let drop = Liquid(nl: 1, pg: total - given)
      given = total
      pumped += drop
      if isOff { leaked += drop } else { push(drop.drug.rawValue, leak: leak) }
    }
  }

  /// One nanolitre in, one out, of which a leak takes its part of all that came since it began.
  private mutating func push(_ drug: UInt64, leak percent: UInt64) {
    path.append(drug)
    let out = Liquid(nl: 1, pg: path[firstInPath])
    firstInPath += 1
    if firstInPath == 100_000 {
      path.removeFirst(firstInPath)
      firstInPath = 0
    }
    patient += out
    guard percent > 0 else { return }
    arrived += out
    let lost = Liquid(
      nl: arrived.volume.rawValue * percent / 100, pg: arrived.drug.rawValue * percent / 100)
    let total = leakedBefore + lost
    patient.volume -= total.volume - leaked.volume
    patient.drug -= total.drug - leaked.drug
    leaked = total
  }

  mutating func withdraw(_ volume: UInt64) { withdrawn += take(volume) }

  mutating func fill(_ volume: UInt64, mcgPerMl: UInt32) {
    guard volume > 0 else { return }
    var strength = UInt64(mcgPerMl)
    if let fault = faults[.reservoir], fault.kind == .wrongContents {
      strength = UInt64(fault.value ?? 0)
    }
    let added = Liquid(nl: volume, pg: volume * strength)
    filled += added
    mixed = reservoir.all + added
    drawn = 0
  }

  mutating func inject(_ fault: PlantFault) {
    clear(fault.unit)
    faults[fault.unit] = fault
    guard fault.kind == .wrongContents else { return }
    let volume = reservoir.all.volume.rawValue
    replaced += reservoir.all
    mixed = Liquid(nl: volume, pg: volume * UInt64(fault.value ?? 0))
    filled += mixed
    drawn = 0
  }

  mutating func clear(_ unit: PlantUnit) {
    faults[unit] = nil
    switch unit {
    case .motor: commanded = 0
    case .catheter:
      arrived = .none
      leakedBefore = leaked
    case .reservoir: leakTime = 0
    default: break
    }
  }
}
