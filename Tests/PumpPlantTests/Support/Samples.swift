import PumpPlant
import Quantities
import Testing

extension PlantProfile {
  /// A 20 mL pump with 272 000 nL of path and ten years of idle in its battery, unless told.
  static func sample(
    strokeVolume: UInt64 = 250, strokeErrorPPM: Int32 = 0, pathVolume: UInt64 = 272_000,
    tubingVolume: UInt64 = 0,
    frontSmear: UInt64 = 0, reservoirCapacity: UInt64 = 20_000_000, residualVolume: UInt64 = 0,
    batteryCapacity: UInt64 = 6_311_520_000_000, idlePower: UInt64 = 20,
    strokeEnergy: UInt64 = 288_000
  ) throws(PlantProfileError) -> PlantProfile {
    try PlantProfile(
      strokeVolume: .nl(strokeVolume), strokeErrorPPM: strokeErrorPPM, pathVolume: .nl(pathVolume),
      tubingVolume: .nl(tubingVolume),
      frontSmear: .nl(frontSmear), reservoirCapacity: .nl(reservoirCapacity),
      residualVolume: .nl(residualVolume),
      batteryCapacity: Nanojoules(rawValue: batteryCapacity), idlePower: idlePower,
      strokeEnergy: Nanojoules(rawValue: strokeEnergy))
  }
}

extension Plant {
  /// A primed plant at 500 mcg/mL, unless told.
  static func sample(
    _ profile: PlantProfile, reservoir: UInt64 = 20_000_000, mcgPerMl: UInt32 = 500,
    isPrimed: Bool = true
  ) throws(FillError) -> Plant {
    try Plant(
      profile: profile, reservoir: .nl(reservoir), concentration: .mcgPerMl(mcgPerMl),
      isPrimed: isPrimed)
  }

  /// The snapshot as an array.
  var snapshot: [UInt8] {
    [UInt8](capacity: Plant.snapshotBytes) { bytes in encodeSnapshot(into: &bytes) }
  }

  /// The plant of a snapshot in an array; `#require` cannot be given a span.
  init?(bytes: [UInt8], profile: PlantProfile) {
    self.init(snapshot: bytes.span, profile: profile)
  }

  /// Pumps with no time passing.
  @discardableResult
  mutating func pump(_ strokes: UInt32) -> UInt32 { pump(strokes: strokes, until: therapyTime) }
}

extension Plant {
  /// Gives a unit a fault.
  mutating func inject(_ unit: PlantUnit, _ kind: PlantFaultKind, _ value: Int64? = nil) throws {
    let fault = try #require(PlantFault(unit: unit, kind: kind, value: value))
    try inject(fault)
  }
}

extension Concentration {
  /// A concentration, or `nil` (drug-free) for zero.
  static func mcgPerMl(_ value: UInt32) -> Concentration? {
    Concentration(microgramsPerMillilitre: value)
  }
}

extension Nanolitres {
  static func nl(_ value: UInt64) -> Nanolitres { Nanolitres(rawValue: value) }
}

extension Picograms {
  static func pg(_ value: UInt64) -> Picograms { Picograms(rawValue: value) }
}

extension TherapyTime {
  static func ms(_ value: UInt64) -> TherapyTime { TherapyTime(rawValue: value) }
}

extension Liquid {
  init(nl: UInt64, pg: UInt64) { self.init(volume: .nl(nl), drug: .pg(pg)) }
}
