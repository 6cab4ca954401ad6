import Quantities

/// Somebody who is shown the fields of a message one after another, in the order of the wire.
///
/// Names are constants, which no release changes: what prints or stores them depends on them.
public protocol FieldVisitor {
  /// A number, bits included, or `nil` where the field stands for none.
  mutating func number(_ name: StaticString, value: UInt64?)
  /// Yes or no.
  mutating func flag(_ name: StaticString, _ value: Bool)
  /// One of an enum's values by its name in the specification, or `nil`.
  mutating func choice(_ name: StaticString, _ value: StaticString?)
  /// Printable characters.
  mutating func text<let capacity: Int>(_ name: StaticString, _ value: ShortText<capacity>)
  /// A nonce.
  mutating func block(_ name: StaticString, _ value: AsconBlock)
  /// A key, which opens the pump for whoever sees it, and is therefore not shown.
  mutating func secret(_ name: StaticString)
  /// A part of the message that is not there.
  mutating func nothing(_ name: StaticString)
  /// The fields from here to ``leave()`` belong to a part of this name; where there are several of
  /// it, with its number from 1.
  mutating func enter(_ name: StaticString, _ number: Int?)
  /// The part that was entered last ends.
  mutating func leave()
}

extension FieldVisitor {
  /// A part of which there is one.
  public mutating func enter(_ name: StaticString) { enter(name, nil) }

  /// A number of 8 bits.
  public mutating func number(_ name: StaticString, _ value: UInt8) {
    number(name, value: UInt64(value))
  }

  /// A number of 16 bits.
  public mutating func number(_ name: StaticString, _ value: UInt16) {
    number(name, value: UInt64(value))
  }

  /// A number of 32 bits.
  public mutating func number(_ name: StaticString, _ value: UInt32) {
    number(name, value: UInt64(value))
  }

  /// A number of 64 bits.
  public mutating func number(_ name: StaticString, _ value: UInt64) {
    number(name, value: UInt64(value))
  }

  /// A number of 32 bits, or none.
  public mutating func number(_ name: StaticString, _ value: UInt32?) {
    number(name, value: value.map { UInt64($0) })
  }
}

/// What has fields to show: a message, a body, a part of one.
public protocol Visitable {
  /// Shows every field by its name, in the order of the wire.
  func visit(_ visitor: inout some FieldVisitor)
}

/// One of the protocol's vocabularies: numbers on the wire that have names in the specification.
public protocol WireNamed: RawRepresentable, Hashable, Sendable where RawValue == UInt8 {
  /// Its name in the specification, which no release changes.
  var wireName: StaticString { get }
}
