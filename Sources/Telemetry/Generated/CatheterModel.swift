// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// A model of catheters in the pump's volume data. Spec: messages.md.
public struct CatheterModel: Equatable, Sendable {
  /// Its name; empty where there is no model of this number.
  public var name: ShortText<8>
  /// The length it is made in; zero where there is no model of this number. Unit mm.
  public var stockMillimetres: UInt16
  /// What a length of it holds. Unit nL/cm.
  public var nanolitresPerCentimetre: UInt16

  /// One from its parts.
  public init(name: ShortText<8>, stockMillimetres: UInt16, nanolitresPerCentimetre: UInt16) {
    self.name = name
    self.stockMillimetres = stockMillimetres
    self.nanolitresPerCentimetre = nanolitresPerCentimetre
  }
}

extension CatheterModel {
  init(from reader: inout ByteReader) {
    name = ShortText(from: &reader)
    stockMillimetres = reader.u16()
    nanolitresPerCentimetre = reader.u16()
  }

  func encode(to writer: inout ByteWriter) {
    name.encode(to: &writer)
    writer.put(stockMillimetres)
    writer.put(nanolitresPerCentimetre)
  }
}

extension CatheterModel: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.text("name", name)
    visitor.number("stockMillimetres", stockMillimetres)
    visitor.number("nanolitresPerCentimetre", nanolitresPerCentimetre)
  }
}
