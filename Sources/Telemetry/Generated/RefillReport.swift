// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

public import Quantities

/// What a staged refill says and will lead to, by the pump's own account. Spec: messages.md,
/// "refill".
public struct RefillReport: Hashable, Sendable {
  /// Names all that is staged in the order to commit it.
  public var token: UInt32
  /// What the reservoir counter expected to be drawn out. Unit nL.
  public var expectedNanolitres: UInt32
  /// What was drawn out. Unit nL.
  public var withdrawnNanolitres: UInt32
  /// A difference above this is suspicious. Unit nL.
  public var discrepancyLimitNanolitres: UInt32
  /// What the counter will hold after the refill. Unit nL.
  public var volumeNanolitres: UInt32
  /// What no syringe reaches and the new liquid mixes with; rinsed, nothing of the old liquid. Unit
  /// nL.
  public var residualNanolitres: UInt32
  /// The drug in the reservoir before.
  public var oldDrug: DrugCode
  /// The drug that is staged.
  public var drug: DrugCode
  /// Whether it is said that the reservoir was emptied and rinsed.
  public var isRinsed: Bool
  /// The strength in the reservoir before.
  public var oldConcentration: Concentration
  /// The strength that was filled in.
  public var filledConcentration: Concentration
  /// The strength after mixing, to the nearest; rinsed, that of what was filled in.
  public var concentration: Concentration
  /// The volume at which the low-reservoir alarm is to sound. Unit nL.
  public var lowAlarmNanolitres: UInt32
  /// What is to become of the old liquid in the path.
  public var bridge: BridgeDecision
  /// Why a bridge is skipped.
  public var skipReason: SkipReason
  /// What the bridge delivers. Unit nL.
  public var bridgeNanolitres: UInt32
  /// The flow of the bridge; zero without one. Unit nL/day.
  public var bridgeFlowNanolitresPerDay: UInt32
  /// How long the bridge takes, rounded up; zero without one. Unit s.
  public var bridgeSeconds: UInt32

  /// One from its parts.
  public init(
    token: UInt32, expectedNanolitres: UInt32, withdrawnNanolitres: UInt32,
    discrepancyLimitNanolitres: UInt32, volumeNanolitres: UInt32, residualNanolitres: UInt32,
    oldDrug: DrugCode, drug: DrugCode, isRinsed: Bool = false, oldConcentration: Concentration,
    filledConcentration: Concentration, concentration: Concentration, lowAlarmNanolitres: UInt32,
    bridge: BridgeDecision, skipReason: SkipReason, bridgeNanolitres: UInt32,
    bridgeFlowNanolitresPerDay: UInt32, bridgeSeconds: UInt32
  ) {
    self.token = token
    self.expectedNanolitres = expectedNanolitres
    self.withdrawnNanolitres = withdrawnNanolitres
    self.discrepancyLimitNanolitres = discrepancyLimitNanolitres
    self.volumeNanolitres = volumeNanolitres
    self.residualNanolitres = residualNanolitres
    self.oldDrug = oldDrug
    self.drug = drug
    self.isRinsed = isRinsed
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
}

extension RefillReport {
  init(from reader: inout ByteReader) {
    token = reader.u32()
    expectedNanolitres = reader.u32()
    withdrawnNanolitres = reader.u32()
    discrepancyLimitNanolitres = reader.u32()
    volumeNanolitres = reader.u32()
    residualNanolitres = reader.u32()
    oldDrug = DrugCode(from: &reader)
    drug = DrugCode(from: &reader)
    isRinsed = reader.flag()
    oldConcentration = reader.concentration()
    filledConcentration = reader.concentration()
    concentration = reader.concentration()
    lowAlarmNanolitres = reader.u32()
    bridge = BridgeDecision(from: &reader)
    skipReason = SkipReason(from: &reader)
    if bridge != .skip && skipReason != .none { reader.reject() }
    if bridge == .skip && skipReason == .none { reader.reject() }
    bridgeNanolitres = reader.u32()
    if bridge != .bridge && bridgeNanolitres != 0 { reader.reject() }
    if bridge == .bridge && bridgeNanolitres == 0 { reader.reject() }
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
    writer.put(oldDrug.rawValue)
    writer.put(drug.rawValue)
    writer.put(isRinsed)
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

extension RefillReport: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("token", token)
    visitor.number("expectedNanolitres", expectedNanolitres)
    visitor.number("withdrawnNanolitres", withdrawnNanolitres)
    visitor.number("discrepancyLimitNanolitres", discrepancyLimitNanolitres)
    visitor.number("volumeNanolitres", volumeNanolitres)
    visitor.number("residualNanolitres", residualNanolitres)
    visitor.choice("oldDrug", oldDrug.wireName)
    visitor.choice("drug", drug.wireName)
    visitor.flag("isRinsed", isRinsed)
    visitor.number(
      "oldConcentration.microgramsPerMillilitre", oldConcentration.microgramsPerMillilitre)
    visitor.number(
      "filledConcentration.microgramsPerMillilitre", filledConcentration.microgramsPerMillilitre)
    visitor.number("concentration.microgramsPerMillilitre", concentration.microgramsPerMillilitre)
    visitor.number("lowAlarmNanolitres", lowAlarmNanolitres)
    visitor.choice("bridge", bridge.wireName)
    visitor.choice("skipReason", skipReason.wireName)
    visitor.number("bridgeNanolitres", bridgeNanolitres)
    visitor.number("bridgeFlowNanolitresPerDay", bridgeFlowNanolitresPerDay)
    visitor.number("bridgeSeconds", bridgeSeconds)
  }
}
