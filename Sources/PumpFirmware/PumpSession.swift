import Quantities
import Telemetry

/// The place for the one session a pump holds, and for all that dies with it: what is staged, and
/// the answers that are kept for a repeat. Spec: session.md.
struct PumpSession: Sendable {
  /// The session; `nil` while none is open.
  var held: HeldSession?
  /// What waits in the session for its commit.
  var staged: StagedSet?
  /// The last answers of the session.
  private var replies = ReplyCache()
  /// The moment on the link's clock at which it ends if nobody uses it; `nil` without a session.
  private(set) var deadline: LinkTime?

  /// The number of the session that is open.
  @inline(__always)
  var number: UInt32? { held?.number }

  /// The role of the session that is open.
  @inline(__always)
  var role: Role? { held?.role }

  /// Opens a session by its first request, in place of the one before.
  mutating func open(_ session: HeldSession, by request: UInt16, until deadline: LinkTime) {
    end()
    held = session
    held?.highestRequest = request
    self.deadline = deadline
  }

  /// Overwrites the keys and forgets all of the session.
  mutating func end() {
    held?.zeroise()
    held = nil
    staged = nil
    replies = ReplyCache()
    deadline = nil
  }

  /// Somebody is there: the session lasts until then.
  @inline(__always)
  mutating func extend(to deadline: LinkTime) { self.deadline = deadline }

  /// Whether nobody used it for too long.
  @inline(__always)
  func isOver(at now: LinkTime) -> Bool {
    if let deadline { return now >= deadline }
    return false
  }

  /// Gives what is staged a token that names it as it is now.
  mutating func nameStaged() {
    staged?.token = held?.nextToken() ?? 0
  }

  /// Whether the answer of a request is kept.
  @_addressableSelf
  func keepsReply(to request: UInt16) -> Bool { replies.place(of: request) != nil }

  /// Sends the same answer to the same request once more, if it is kept; true also when it was sent
  /// again too often, and nothing is sent.
  mutating func answerAgain(
    _ request: UInt16, checksum: UInt32, on transceiver: inout Transceiver
  ) -> Bool {
    guard let place = replies.place(of: request), replies.checksum(at: place) == checksum else {
      return false
    }
    guard let left = held?.repeatsLeft, left > 0 else { return true }
    held?.repeatsLeft = left - 1
    return transceiver.send {
      replies.copyReply(at: place, to: &$0)
      return true
    }
  }

  /// Keeps the answer that is being sent for a repeat of its request.
  mutating func keepReply(
    to request: UInt16, checksum: UInt32, from transceiver: @_addressable Transceiver
  ) {
    replies.keep(transceiver.transmission, request: request, checksum: checksum)
  }

  /// Seals an answer and sends it; false when the session has no counter left for it.
  mutating func seal(_ reply: Reply, id: UInt16, on transceiver: inout Transceiver) -> Bool {
    transceiver.send { held?.seal(reply, id: id, into: &$0) == true }
  }
}
