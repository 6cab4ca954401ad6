import Quantities
public import Telemetry

/// The catheter as a pump was told of it. Spec: therapy.md, "Catheter".
public struct FittedCatheter: Hashable, Sendable {
  /// The model's number in the profile's volume data; zero when the pump was never told.
  public internal(set) var model: UInt8 = 0
  /// The length implanted, in mm; zero when the pump was never told, and only then.
  public internal(set) var implanted: UInt16 = 0
  /// The length cut off, in mm.
  public internal(set) var cut: UInt16 = 0
  /// Where its tip lies.
  public internal(set) var tip = SpinalLevel.unknown

  /// None that the pump was told of.
  init() {}

  /// What an order says.
  init(_ order: SetCatheter) {
    model = order.model
    implanted = order.implantedMillimetres
    cut = order.cutMillimetres
    tip = order.tip
  }

  /// Reads it from a record, which is rejected when it contradicts itself.
  init(from reader: inout ByteReader) {
    model = reader.u8()
    implanted = reader.u16()
    cut = reader.u16()
    tip = SpinalLevel(from: &reader)
    let isTold = model != 0
    if isTold != (implanted != 0) || !isTold && (cut != 0 || tip != .unknown) { reader.reject() }
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(model)
    writer.put(implanted)
    writer.put(cut)
    writer.put(tip.rawValue)
  }
}
