public import Quantities

/// What is to become of the old liquid in the fluid path when the strength changes.
public enum BridgeDecision: UInt8, Hashable, Sendable {
  /// Nothing was decided: only right when the strength does not change.
  case none = 0
  /// Deliver one path volume at the old programme's flow, then go over to the new one.
  case bridge = 1
  /// The path was flushed with the new liquid.
  case flushed = 2
  /// Go over at once, for a reason; the patient gets the old strength at the new flow meanwhile.
  case skip = 3
}

/// Why a bridge is skipped.
public enum SkipReason: UInt8, Hashable, Sendable {
  /// No bridge is skipped.
  case none = 0
  /// The catheter was replaced or revised.
  case catheterRevised = 1
  /// The difference in dose does not matter for this patient.
  case clinicalJudgement = 2
  /// There is no time for it.
  case emergency = 3
}

/// The request to hold the record of a refill until it is committed. Spec: messages.md,
/// "stageRefill", and therapy.md, "Refill".
public struct StageRefill: Hashable, Sendable {
  /// What was drawn out, in nL.
  public var withdrawnNanolitres: UInt32
  /// What was filled in, in nL.
  public var filledNanolitres: UInt32
  /// The drug that was filled in.
  public var drug: DrugCode
  /// Its strength.
  public var concentration: Concentration
  /// The volume at which the low-reservoir alarm is to sound, in nL.
  public var lowAlarmNanolitres: UInt32
  /// What is to become of the old liquid in the path.
  public var bridge: BridgeDecision
  /// Why a bridge is skipped; ``SkipReason/none`` exactly when ``bridge`` does not skip.
  public var skipReason: SkipReason
  /// Whether the clinician confirmed a difference between the volume drawn out and expected.
  public var acceptsDiscrepancy: Bool
  /// Whether the clinician confirmed a strength the drug profile does not name.
  public var overridesSoftLimits: Bool

  /// A request from its parts.
  public init(
    withdrawnNanolitres: UInt32, filledNanolitres: UInt32, drug: DrugCode,
    concentration: Concentration, lowAlarmNanolitres: UInt32, bridge: BridgeDecision = .none,
    skipReason: SkipReason = .none, acceptsDiscrepancy: Bool = false,
    overridesSoftLimits: Bool = false
  ) {
    self.withdrawnNanolitres = withdrawnNanolitres
    self.filledNanolitres = filledNanolitres
    self.drug = drug
    self.concentration = concentration
    self.lowAlarmNanolitres = lowAlarmNanolitres
    self.bridge = bridge
    self.skipReason = skipReason
    self.acceptsDiscrepancy = acceptsDiscrepancy
    self.overridesSoftLimits = overridesSoftLimits
  }

  init(from reader: inout ByteReader) {
    withdrawnNanolitres = reader.u32()
    filledNanolitres = reader.u32()
    drug = reader.drug()
    concentration = reader.concentration()
    lowAlarmNanolitres = reader.u32()
    bridge = reader.bridgeDecision()
    skipReason = reader.skipReason(of: bridge)
    acceptsDiscrepancy = reader.flag()
    overridesSoftLimits = reader.flag()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(withdrawnNanolitres)
    writer.put(filledNanolitres)
    writer.put(drug.rawValue)
    writer.put(concentration.microgramsPerMillilitre)
    writer.put(lowAlarmNanolitres)
    writer.put(bridge.rawValue)
    writer.put(skipReason.rawValue)
    writer.put(acceptsDiscrepancy)
    writer.put(overridesSoftLimits)
  }
}

/// What a staged refill says and will lead to, by the pump's own account. Spec: messages.md,
/// "refill".
public struct RefillReport: Hashable, Sendable {
  /// The token of everything that is staged.
  public var token: UInt32
  /// What the reservoir's counter expected to be drawn out, in nL.
  public var expectedNanolitres: UInt32
  /// What was drawn out, in nL.
  public var withdrawnNanolitres: UInt32
  /// A difference above this is suspicious, in nL.
  public var discrepancyLimitNanolitres: UInt32
  /// The volume in the reservoir after the refill, in nL.
  public var volumeNanolitres: UInt32
  /// What no syringe reaches and the new liquid mixes with, in nL.
  public var residualNanolitres: UInt32
  /// The drug that is staged.
  public var drug: DrugCode
  /// The strength in the reservoir before.
  public var oldConcentration: Concentration
  /// The strength that was filled in.
  public var filledConcentration: Concentration
  /// The strength after mixing, to the nearest mcg/mL.
  public var concentration: Concentration
  /// The volume at which the low-reservoir alarm is to sound, in nL.
  public var lowAlarmNanolitres: UInt32
  /// What is to become of the old liquid in the path.
  public var bridge: BridgeDecision
  /// Why a bridge is skipped; ``SkipReason/none`` exactly when ``bridge`` does not skip.
  public var skipReason: SkipReason
  /// What the bridge delivers, in nL; zero without one.
  public var bridgeNanolitres: UInt32
  /// The flow of the bridge in nL/day; zero without one.
  public var bridgeFlowNanolitresPerDay: UInt32
  /// How long the bridge takes in s, rounded up; zero without one.
  public var bridgeSeconds: UInt32

  /// A report from its parts.
  public init(
    token: UInt32, expectedNanolitres: UInt32, withdrawnNanolitres: UInt32,
    discrepancyLimitNanolitres: UInt32, volumeNanolitres: UInt32, residualNanolitres: UInt32,
    drug: DrugCode, oldConcentration: Concentration, filledConcentration: Concentration,
    concentration: Concentration, lowAlarmNanolitres: UInt32, bridge: BridgeDecision,
    skipReason: SkipReason, bridgeNanolitres: UInt32, bridgeFlowNanolitresPerDay: UInt32,
    bridgeSeconds: UInt32
  ) {
    self.token = token
    self.expectedNanolitres = expectedNanolitres
    self.withdrawnNanolitres = withdrawnNanolitres
    self.discrepancyLimitNanolitres = discrepancyLimitNanolitres
    self.volumeNanolitres = volumeNanolitres
    self.residualNanolitres = residualNanolitres
    self.drug = drug
    self.oldConcentration = oldConcentration
    self.filledConcentration = filledConcentration
    self.concentration = concentration
    self.lowAlarmNanolitres = lowAlarmNanolitres
    self.bridge = bridge
    self.skipReason = skipReason
    self.bridgeNanolitres = bridgeNanolitres
    self.bridgeFlowNanolitresPerDay = bridgeFlowNanolitresPerDay
    self.bridgeSeconds = bridgeSeconds
  }

  init(from reader: inout ByteReader) {
    token = reader.u32()
    expectedNanolitres = reader.u32()
    withdrawnNanolitres = reader.u32()
    discrepancyLimitNanolitres = reader.u32()
    volumeNanolitres = reader.u32()
    residualNanolitres = reader.u32()
    drug = reader.drug()
    oldConcentration = reader.concentration()
    filledConcentration = reader.concentration()
    concentration = reader.concentration()
    lowAlarmNanolitres = reader.u32()
    bridge = reader.bridgeDecision()
    skipReason = reader.skipReason(of: bridge)
    bridgeNanolitres = reader.u32()
    if (bridgeNanolitres != 0) != (bridge == .bridge) { reader.reject() }
    bridgeFlowNanolitresPerDay = reader.u32()
    if bridgeNanolitres == 0 && bridgeFlowNanolitresPerDay != 0 { reader.reject() }
    bridgeSeconds = reader.u32()
    if bridgeNanolitres == 0 && bridgeSeconds != 0 { reader.reject() }
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(token)
    writer.put(expectedNanolitres)
    writer.put(withdrawnNanolitres)
    writer.put(discrepancyLimitNanolitres)
    writer.put(volumeNanolitres)
    writer.put(residualNanolitres)
    writer.put(drug.rawValue)
    writer.put(oldConcentration.microgramsPerMillilitre)
    writer.put(filledConcentration.microgramsPerMillilitre)
    writer.put(concentration.microgramsPerMillilitre)
    writer.put(lowAlarmNanolitres)
    writer.put(bridge.rawValue)
    writer.put(skipReason.rawValue)
    writer.put(bridgeNanolitres)
    writer.put(bridgeFlowNanolitresPerDay)
    writer.put(bridgeSeconds)
  }
}

extension ByteReader {
  fileprivate mutating func bridgeDecision() -> BridgeDecision {
    let decision = BridgeDecision(rawValue: u8())
    if decision == nil { reject() }
    return decision ?? .none
  }

  /// The reason that stands beside a decision: one exactly when that is to skip the bridge.
  fileprivate mutating func skipReason(of decision: BridgeDecision) -> SkipReason {
    let reason = SkipReason(rawValue: u8())
    if reason == nil || (decision == .skip) != (reason != SkipReason.none) { reject() }
    return reason ?? .none
  }
}
