// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

public import Quantities

/// Check and hold the record of a refill. Nothing changes for the patient. Spec: messages.md,
/// "stageRefill".
public struct StageRefill: Hashable, Sendable {
  /// What was drawn out. Unit nL.
  public var withdrawnNanolitres: UInt32
  /// What was filled in. Unit nL.
  public var filledNanolitres: UInt32
  /// The drug that was filled in.
  public var drug: DrugCode
  /// Its strength.
  public var concentration: Concentration
  /// The volume at which the low-reservoir alarm is to sound. Unit nL.
  public var lowAlarmNanolitres: UInt32
  /// What is to become of the old liquid in the path.
  public var bridge: BridgeDecision
  /// Why a bridge is skipped.
  public var skipReason: SkipReason
  /// Whether the reservoir was emptied and rinsed, so that nothing of the old liquid is left in it
  /// to mix with.
  public var isRinsed: Bool
  /// Whether the clinician confirmed a difference between the volume drawn out and the counter.
  public var acceptsDiscrepancy: Bool
  /// Whether the clinician confirmed a strength the drug profile does not name.
  public var overridesSoftLimits: Bool

  /// One from its parts.
  public init(
    withdrawnNanolitres: UInt32, filledNanolitres: UInt32, drug: DrugCode,
    concentration: Concentration, lowAlarmNanolitres: UInt32, bridge: BridgeDecision = .none,
    skipReason: SkipReason = .none, isRinsed: Bool = false, acceptsDiscrepancy: Bool = false,
    overridesSoftLimits: Bool = false
  ) {
    self.withdrawnNanolitres = withdrawnNanolitres
    self.filledNanolitres = filledNanolitres
    self.drug = drug
    self.concentration = concentration
    self.lowAlarmNanolitres = lowAlarmNanolitres
    self.bridge = bridge
    self.skipReason = skipReason
    self.isRinsed = isRinsed
    self.acceptsDiscrepancy = acceptsDiscrepancy
    self.overridesSoftLimits = overridesSoftLimits
  }
}

extension StageRefill {
  init(from reader: inout ByteReader) {
    withdrawnNanolitres = reader.u32()
    filledNanolitres = reader.u32()
    drug = DrugCode(from: &reader)
    concentration = reader.concentration()
    lowAlarmNanolitres = reader.u32()
    bridge = BridgeDecision(from: &reader)
    skipReason = SkipReason(from: &reader)
    if bridge != .skip && skipReason != .none { reader.reject() }
    if bridge == .skip && skipReason == .none { reader.reject() }
    isRinsed = reader.flag()
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
    writer.put(isRinsed)
    writer.put(acceptsDiscrepancy)
    writer.put(overridesSoftLimits)
  }
}

extension StageRefill: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("withdrawnNanolitres", withdrawnNanolitres)
    visitor.number("filledNanolitres", filledNanolitres)
    visitor.choice("drug", drug.wireName)
    visitor.number("concentration.microgramsPerMillilitre", concentration.microgramsPerMillilitre)
    visitor.number("lowAlarmNanolitres", lowAlarmNanolitres)
    visitor.choice("bridge", bridge.wireName)
    visitor.choice("skipReason", skipReason.wireName)
    visitor.flag("isRinsed", isRinsed)
    visitor.flag("acceptsDiscrepancy", acceptsDiscrepancy)
    visitor.flag("overridesSoftLimits", overridesSoftLimits)
  }
}
