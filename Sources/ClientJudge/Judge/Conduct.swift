package import Quantities
package import Telemetry

/// What a client did, as seen at its end of the line, and what a pump carried out of it.
///
/// Hand in every frame that the client sends or is given, and every order that the pump carries
/// out, in the order in which they happen.
package struct Conduct: Sendable {
  /// What passed one way.
  package struct Traffic: Equatable, Sendable {
    /// Frames, copies among them.
    package var frames = 0
    /// Bytes, also those that are no frame.
    package var bytes = 0
  }

  /// A change that a client was refused.
  struct Refused {
    let request: Request
    let code: RefusalCode
    var times = 1
    /// Whether a status was read since.
    var isLookedAt = false
  }

  /// What a client knows of what it has staged in a session.
  struct StagedSet {
    let session: UInt32
    var sent: Therapy?
    var readBack: [(token: UInt32, therapy: Therapy?)] = []
  }

  /// What the client sent.
  package internal(set) var sent = Traffic()
  /// What the client was given.
  package internal(set) var heard = Traffic()
  /// The sessions that opened for the client, by their numbers.
  package internal(set) var sessions: [UInt32] = []
  /// The orders that it gave, in their order; those whose session has no key here are not among
  /// them.
  package internal(set) var orders: [GivenOrder] = []
  /// What the pump carried out, in its order, whoever ordered it.
  package internal(set) var carriedOut: [(name: AppliedCommand, type: RequestType)] = []
  /// The rules it broke, in the order in which it did.
  package internal(set) var breaches: [Breach] = []
  /// When the client sent something first; `nil` before that.
  package internal(set) var first: LinkTime?
  /// When something passed last.
  package internal(set) var last: LinkTime?

  var asked: [UInt64: Request] = [:]
  var refused: [Refused] = []
  var staged: [StagedSet] = []

  /// Nothing yet.
  package init() {}

  /// How long the client was on the line, from its first byte to the last that passed.
  package var time: Milliseconds {
    guard let first, let last else { return .zero }
    return last.since(first)
  }

  /// The most confirmed totals of its orders, in ng, in their order; without zeros.
  package var confirmed: [UInt32] {
    orders.compactMap { $0.order.body.confirmedNanograms }.filter { $0 > 0 }
  }

  static func key(_ session: UInt32?, _ id: UInt16) -> UInt64 {
    UInt64(session ?? 0) << 16 | UInt64(id)
  }

  mutating func pass(at now: LinkTime) { last = now }

  /// The pump carried out an order.
  package mutating func carryOut(_ name: AppliedCommand, _ type: RequestType, at now: LinkTime) {
    carriedOut.append((name, type))
    if let place = orders.lastIndex(where: { $0.name == name }) { orders[place].carriedOut = now }
  }
}
