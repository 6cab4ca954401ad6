// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Take note of the catheter as it was implanted or revised: the path's volumes follow from it.
/// Spec: messages.md, "setCatheter".
public struct SetCatheter: Hashable, Sendable {
  /// The model's number in the pump's volume data. 1 or more.
  public var model: UInt8
  /// The length implanted, from the pump to the tip. Unit mm, 1 or more.
  public var implantedMillimetres: UInt16
  /// The length cut off. Unit mm.
  public var cutMillimetres: UInt16
  /// Where its tip lies.
  public var tip: SpinalLevel
  /// Why the pump is told.
  public var reason: CatheterReason
  /// What lies in the path now.
  public var content: PathContent
  /// The version of the pump's volume data that the clinician saw; another one is refused.
  public var volumesVersion: UInt16

  /// One from its parts.
  public init(
    model: UInt8, implantedMillimetres: UInt16, cutMillimetres: UInt16, tip: SpinalLevel,
    reason: CatheterReason, content: PathContent, volumesVersion: UInt16
  ) {
    self.model = model
    self.implantedMillimetres = implantedMillimetres
    self.cutMillimetres = cutMillimetres
    self.tip = tip
    self.reason = reason
    self.content = content
    self.volumesVersion = volumesVersion
  }
}

extension SetCatheter {
  init(from reader: inout ByteReader) {
    model = reader.u8()
    if model == 0 { reader.reject() }
    implantedMillimetres = reader.u16()
    if implantedMillimetres == 0 { reader.reject() }
    cutMillimetres = reader.u16()
    tip = SpinalLevel(from: &reader)
    reason = CatheterReason(from: &reader)
    content = PathContent(from: &reader)
    volumesVersion = reader.u16()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(model)
    writer.put(implantedMillimetres)
    writer.put(cutMillimetres)
    writer.put(tip.rawValue)
    writer.put(reason.rawValue)
    writer.put(content.rawValue)
    writer.put(volumesVersion)
  }
}

extension SetCatheter: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("model", model)
    visitor.number("implantedMillimetres", implantedMillimetres)
    visitor.number("cutMillimetres", cutMillimetres)
    visitor.choice("tip", tip.wireName)
    visitor.choice("reason", reason.wireName)
    visitor.choice("content", content.wireName)
    visitor.number("volumesVersion", volumesVersion)
  }
}
