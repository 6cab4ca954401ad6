// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

extension Request {
  /// What leads to a session, or is heard without one. Spec: messages.md, "Requests".
  public enum Opening: Hashable, Sendable {
    /// Who are you?
    case identify
    /// Open a session.
    case openSession(OpenSession)
    /// Prove to be the one who opens the session.
    case confirmSession
    /// Go to minimum rate at once, without a key.
    case emergencyRate(EmergencyRate)
  }
}

extension Request.Opening: Visitable {
  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .identify: .identify
    case .openSession: .openSession
    case .confirmSession: .confirmSession
    case .emergencyRate: .emergencyRate
    }
  }

  func encode(to writer: inout ByteWriter) {
    switch self {
    case .identify, .confirmSession: break
    case .openSession(let body): body.encode(to: &writer)
    case .emergencyRate(let body): body.encode(to: &writer)
    }
  }

  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    switch self {
    case .identify, .confirmSession: break
    case .openSession(let body): body.visit(&visitor)
    case .emergencyRate(let body): body.visit(&visitor)
    }
  }
}
