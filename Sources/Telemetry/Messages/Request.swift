import Quantities

/// What a programmer asks of the pump, by what it does. Spec: messages.md, "Requests".
public enum Request: Hashable, Sendable {
  /// What leads to a session, or is heard without one.
  case opening(Opening)
  /// What is answered at once and changes nothing beyond the session; it may be sent again.
  case query(Query)
  /// What is checked and held until it is committed; it may be sent again.
  case part(Part)
  /// What changes what the patient gets, the clock that says when, the alarms, or the keys.
  case order(Order)

  /// What it is by what it does.
  public var kind: RequestType.Kind {
    switch self {
    case .opening: .opening
    case .query: .query
    case .part: .part
    case .order: .order
    }
  }

  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .opening(let opening): opening.type
    case .query(let query): query.type
    case .part(let part): part.type
    case .order(let order): order.body.type
    }
  }
}

extension Request: Visitable {
  func encode(to writer: inout ByteWriter) {
    switch self {
    case .opening(let opening): opening.encode(to: &writer)
    case .query(let query): query.encode(to: &writer)
    case .part(let part): part.encode(to: &writer)
    case .order(let order):
      order.body.encode(to: &writer)
      writer.put(order.notAfter)
    }
  }

  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    switch self {
    case .opening(let opening): opening.visit(&visitor)
    case .query(let query): query.visit(&visitor)
    case .part(let part): part.visit(&visitor)
    case .order(let order):
      order.body.visit(&visitor)
      visitor.number("notAfter", order.notAfter)
    }
  }
}
