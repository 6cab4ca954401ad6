package import Clinic
package import VerbOutput

/// Visits, as the archive lists them.
package struct SessionsResult: VerbResult, Encodable {
  let sessions: [SessionSummary]

  package init(_ sessions: [SessionSummary]) { self.sessions = sessions }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { self }
  package var words: String {
    sessions.isEmpty ? "no visits\n" : sessions.map(SessionWords.line).joined()
  }
}

/// One visit with what was ordered and read in it.
package struct SessionResult: VerbResult, Encodable {
  let session: SessionSummary
  let orders: [OrderRecord]
  let readings: [ReadingRecord]

  package init(_ session: SessionSummary, _ orders: [OrderRecord], _ readings: [ReadingRecord]) {
    self.session = session
    self.orders = orders
    self.readings = readings
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { self }
  package var words: String { SessionWords.whole(session, orders, readings) }
}

/// What went over the wire in a visit, as a capture.
package struct WireResult: VerbResult {
  let pieces: [WirePiece]

  package init(_ pieces: [WirePiece]) { self.pieces = pieces }

  struct JSON: Encodable { let wire: [String] }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(wire: pieces.map { String($0.line.dropLast()) }) }
  package var words: String { pieces.map(\.line).joined() }
}

/// The orders to each pump.
package struct PumpHistoryResult: VerbResult, Encodable {
  struct Pump: Encodable {
    let serial: String
    let history: [HistoryItem]
  }

  let pumps: [Pump]

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { self }
  package var words: String {
    pumps.map { pump in
      "pump \(pump.serial)\n"
        + (pump.history.isEmpty
          ? "  no orders\n" : pump.history.map(SessionWords.line).joined())
    }.joined()
  }
}

extension Archive {
  /// The orders to one pump, or to each that the archive knows of.
  package func pumpHistory(serial: String?) throws -> PumpHistoryResult {
    PumpHistoryResult(
      pumps: try (serial.map { [$0] } ?? serials()).map {
        PumpHistoryResult.Pump(serial: $0, history: try history(serial: $0))
      })
  }
}

/// An order that a person answered for.
package struct SettlementResult: VerbResult, Encodable {
  let order: Int64
  let settled_as: OrderFate

  package init(_ order: Int64, as fate: OrderFate) {
    self.order = order
    settled_as = fate
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { self }
  package var words: String {
    "done: order \(order) counts as \(settled_as == .done ? "carried out" : "not carried out")\n"
  }
}
