// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The catheter and what lies in the path, as it is or as `setCatheter` would make it. Nothing is
/// carried out. Spec: messages.md, "readCatheter".
public struct ReadCatheter: Hashable, Sendable {
  /// The model's number in the pump's volume data, from 1.
  public var model: UInt8
  /// The length implanted; zero for what is. Unit mm.
  public var implantedMillimetres: UInt16
  /// The length cut off; zero for what is. Unit mm.
  public var cutMillimetres: UInt16
  /// What would lie in the path; as it was for what is.
  public var content: PathContent

  /// One from its parts.
  public init(
    model: UInt8, implantedMillimetres: UInt16, cutMillimetres: UInt16, content: PathContent
  ) {
    self.model = model
    self.implantedMillimetres = implantedMillimetres
    self.cutMillimetres = cutMillimetres
    self.content = content
  }
}

extension ReadCatheter {
  init(from reader: inout ByteReader) {
    model = reader.u8()
    implantedMillimetres = reader.u16()
    if model == 0 && implantedMillimetres != 0 { reader.reject() }
    if model != 0 && implantedMillimetres == 0 { reader.reject() }
    cutMillimetres = reader.u16()
    if model == 0 && cutMillimetres != 0 { reader.reject() }
    content = PathContent(from: &reader)
    if model == 0 && content != .asItWas { reader.reject() }
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(model)
    writer.put(implantedMillimetres)
    writer.put(cutMillimetres)
    writer.put(content.rawValue)
  }
}

extension ReadCatheter: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("model", model)
    visitor.number("implantedMillimetres", implantedMillimetres)
    visitor.number("cutMillimetres", cutMillimetres)
    visitor.choice("content", content.wireName)
  }
}
