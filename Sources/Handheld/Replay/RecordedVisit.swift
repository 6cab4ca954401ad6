import Clinic
import ClinicText
package import Decode
import PumpText
package import Telemetry

/// A recording that is to be played to a pump: what is asked again, and what is not.
package struct RecordedVisit {
  /// In the order in which they were begun.
  package let exchanges: [RecordedExchange]
  /// On whose behalf the sessions were opened.
  package let role: Role
  /// Frames that nobody could open.
  private let closed: Int

  /// The recording of what was found in a capture. Throws where it holds sessions of both roles, or
  /// nothing that can be asked.
  package init(_ items: [DecodedItem], of path: String) throws {
    exchanges = RecordedExchange.all(in: items)
    closed = items.count { $0.seal?.state == .closed }
    var roles: [Role] = []
    for exchange in exchanges {
      if case .opening(.openSession(let opening)) = exchange.request,
        !roles.contains(opening.role)
      {
        roles.append(opening.role)
      }
    }
    guard roles.count <= 1 else {
      throw ProgrammerError(
        .data,
        "\(path): it holds sessions of both roles, and one visit has one; nothing was sent. Cut "
          + "the capture in two")
    }
    role = roles.first ?? .clinician
    guard exchanges.contains(where: \.isAsked) else {
      let reason =
        closed == 0
        ? "it holds nothing that could be asked"
        : "all it asks is sealed (\(QuantityWords.count(UInt64(closed), "frame", "frames"))); give "
          + "the card or the key log of that visit"
      throw ProgrammerError(.data, "\(path): \(reason). Nothing was sent")
    }
  }

  /// The orders in it, which change the therapy of whatever pump they are played to.
  package var orders: [RequestType] {
    exchanges.map(\.request).filter(\.isOrder).map(\.type)
  }

  /// How many frames stay sealed.
  package var closedFrames: Int { closed }
}

extension RecordedExchange {
  /// Whether it is asked again: what opens and closes a session is the visit's own, and what had no
  /// answer has nothing to be held against.
  var isAsked: Bool {
    if reply == nil { return false }
    switch request {
    case .opening(.openSession), .opening(.confirmSession), .query(.closeSession): return false
    case .opening(.identify), .opening(.emergencyRate), .query, .part, .order: return true
    }
  }
}

extension Request {
  /// Whether it changes the therapy.
  var isOrder: Bool {
    switch self {
    case .order, .opening(.emergencyRate): true
    case .opening, .query, .part: false
    }
  }
}
