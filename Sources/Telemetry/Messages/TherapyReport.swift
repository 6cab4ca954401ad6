public import Quantities

/// A programme as the pump understands it, with what follows from it: the committed one, or the
/// staged one for the read-back. Spec: messages.md, "therapy".
public struct TherapyReport: Hashable, Sendable {
  /// Names the staged programme in the order to commit it; zero for the committed programme.
  public var token: UInt32
  /// The programme.
  public var therapy: Therapy
  /// The drug in the reservoir.
  public var drug: DrugCode
  /// Its strength.
  public var concentration: Concentration
  /// The drug of 24 hours of this programme in ng: of its largest day, periodic boluses included.
  public var dailyNanograms: UInt32
  /// The drug of its smallest day, in ng.
  public var leastDailyNanograms: UInt32
  /// The volume of its largest day, in nL, rounded down.
  public var flowNanolitresPerDay: UInt32

  /// A report from its parts.
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

  init(from reader: inout ByteReader) {
    token = reader.u32()
    therapy = Therapy(from: &reader)
    drug = reader.drug()
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

extension ByteReader {
  package mutating func drug() -> DrugCode {
    let drug = DrugCode(rawValue: u8())
    if drug == nil { reject() }
    return drug ?? .baclofen
  }

  package mutating func concentration() -> Concentration {
    let value = u32()
    if let concentration = Concentration(microgramsPerMillilitre: value) { return concentration }
    reject()
    return .weakest
  }

  /// Minutes, of which the highest value means "never".
  mutating func optionalMinutes() -> UInt32? { optionalSpan() }

  /// A time from now, or a moment, of which the highest value means that there is none.
  mutating func optionalSpan() -> UInt32? {
    let value = u32()
    return value == .max ? nil : value
  }
}

extension ByteWriter {
  mutating func put(minutes: UInt32?) { put(span: minutes) }
  mutating func put(span: UInt32?) { put(span ?? .max) }
}
