// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

public import Quantities

/// A programme, committed or as it would be with all that is staged, and what follows from it.
/// Spec: messages.md.
public struct TherapyReport: Hashable, Sendable {
  /// Names all that is staged in the order to commit it; zero for the committed programme.
  public var token: UInt32
  /// The programme.
  public var therapy: Therapy
  /// The drug in the reservoir.
  public var drug: DrugCode
  /// Its strength.
  public var concentration: Concentration
  /// The drug of 24 hours of this programme: of its largest day, periodic boluses included. Unit
  /// ng.
  public var dailyNanograms: UInt32
  /// The drug of its smallest day, periodic boluses included. Unit ng.
  public var leastDailyNanograms: UInt32
  /// The volume of its largest day, rounded down. Unit nL/day.
  public var flowNanolitresPerDay: UInt32

  /// One from its parts.
  public init(
    token: UInt32, therapy: Therapy, drug: DrugCode, concentration: Concentration,
    dailyNanograms: UInt32, leastDailyNanograms: UInt32, flowNanolitresPerDay: UInt32
  ) {
    self.token = token
    self.therapy = therapy
    self.drug = drug
    self.concentration = concentration
    self.dailyNanograms = dailyNanograms
    self.leastDailyNanograms = leastDailyNanograms
    self.flowNanolitresPerDay = flowNanolitresPerDay
  }
}

extension TherapyReport {
  init(from reader: inout ByteReader) {
    token = reader.u32()
    therapy = Therapy(from: &reader)
    drug = DrugCode(from: &reader)
    concentration = reader.concentration()
    dailyNanograms = reader.u32()
    leastDailyNanograms = reader.u32()
    flowNanolitresPerDay = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(token)
    therapy.encode(to: &writer)
    writer.put(drug.rawValue)
    writer.put(concentration.microgramsPerMillilitre)
    writer.put(dailyNanograms)
    writer.put(leastDailyNanograms)
    writer.put(flowNanolitresPerDay)
  }
}

extension TherapyReport: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("token", token)
    visitor.enter("therapy")
    therapy.visit(&visitor)
    visitor.leave()
    visitor.choice("drug", drug.wireName)
    visitor.number("concentration.microgramsPerMillilitre", concentration.microgramsPerMillilitre)
    visitor.number("dailyNanograms", dailyNanograms)
    visitor.number("leastDailyNanograms", leastDailyNanograms)
    visitor.number("flowNanolitresPerDay", flowNanolitresPerDay)
  }
}
