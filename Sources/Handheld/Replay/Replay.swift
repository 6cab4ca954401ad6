import Clinic
import ClinicText
import Decode
import ProgrammerSession
import PumpText
import Quantities
import Telemetry

/// Plays the programmer's side of a recording to a pump: asks the same again, in a session of its
/// own, and holds each answer against the one that was recorded, up to the first that differs.
package struct Replay {
  /// What becomes of orders.
  package enum Orders {
    /// They are left out.
    case leftOut
    /// They are given, on this consent.
    case given(GivenConsent, overridesSoftLimits: Bool)
  }

  private let recording: RecordedVisit
  private let orders: Orders
  private let isStrict: Bool
  /// What has to be said with the next order that commits: the pump's own token for it.
  var token: UInt32 = 0
  private var result: ReplayResult

  /// A replay of a recording.
  /// - Parameter isStrict: Whether fields count that are another each time.
  package init(_ recording: RecordedVisit, orders: Orders, isStrict: Bool) {
    self.recording = recording
    self.orders = orders
    self.isStrict = isStrict
    result = ReplayResult(isStrict: isStrict)
    result.sealed = recording.closedFrames
  }

  /// Refuses, before anything is sent, an order that cannot be given again as it was.
  func check() throws {
    guard case .given = orders else { return }
    for exchange in recording.exchanges where exchange.request.isOrder && exchange.reply != nil {
      try Self.check(exchange.request)
    }
  }

  /// Asks, one exchange after the other.
  mutating func play(to visit: Visit) throws -> ReplayResult {
    defer { visit.end() }
    for exchange in recording.exchanges {
      guard let recorded = exchange.reply, exchange.isAsked else {
        if exchange.reply == nil { result.unanswered += 1 }
        continue
      }
      if exchange.request.isOrder, case .leftOut = orders {
        result.leftOut += 1
        continue
      }
      let start = visit.connection.now
      let live = try ask(exchange.request, visit)
      let waited = visit.connection.now.since(start).rawValue
      if case .staged(let report) = live { token = report.token }
      if exchange.request.isOrder, case .acknowledged = live { result.ordersGiven += 1 }
      if let difference = difference(recorded, live) {
        result.difference = ReplayResult.Difference(
          exchange, difference, number: result.alike + 1, liveMilliseconds: waited)
        return result
      }
      result.alike += 1
    }
    return result
  }

  private func difference(_ recorded: Reply, _ live: Reply) -> FieldDifference? {
    guard recorded.type == live.type else {
      return FieldDifference(message: "\(recorded.type.wireName)", live: "\(live.type.wireName)")
    }
    return FieldDifference(
      FieldList.of(recorded), FieldList.of(live), isStrict: isStrict)
  }

  private func ask(_ request: Request, _ visit: Visit) throws -> Reply {
    let outcome: Outcome
    switch (request, orders) {
    case (.order(let order), .given(let given, let overrides)):
      let permitted = try permit(order.body, given, overrides, visit)
      outcome = try visit.connection.order(permitted)
    case (.order, .leftOut), (.opening, _), (.query, _), (.part, _):
      outcome = try visit.connection.perform(request)
    }
    switch outcome {
    case .reply(let reply): return reply
    case .refused(let refusal): return .refused(refusal)
    case .failed(let error):
      throw OutcomeWords.error(error, port: visit.connection.name, role: recording.role)
    case .unknown:
      throw ProgrammerError(.unknown, OutcomeWords.unknown(visit.connection.unsettled))
    case .doneUnheard, .notDone:
      throw ProgrammerError(
        .io,
        "the answer to \(request.type.name) was lost, so it cannot be held against the recorded "
          + "one; \(outcome == .notDone ? "it was not carried out" : "it was carried out")")
    }
  }
}

extension ReplayResult.Difference {
  init(
    _ exchange: RecordedExchange, _ difference: FieldDifference, number: Int,
    liveMilliseconds: UInt64
  ) {
    self.init(
      exchange: number, request: "\(exchange.request.type.wireName)", askedAt: exchange.asked,
      field: difference.field, recorded: difference.recorded, live: difference.live,
      recordedMilliseconds: exchange.waited, liveMilliseconds: liveMilliseconds)
  }
}
