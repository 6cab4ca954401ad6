import FoundationEssentials
import GRDB

/// A visit as it begins.
package struct NewSession {
  let serial: String
  let model: String
  let role: String
  let verb: String
  let port: String
}

/// How a session ended, as the archive names it.
package enum SessionEnd: String, CaseIterable {
  /// The pump closed the session.
  case closed = "closed"
  /// The programmer went without it.
  case leftOpen = "left open"
}

/// What was read from the pump.
package struct NewReading {
  let kind: String
  var therapySeconds: UInt32?
  var clock: String?
  var reservoirNanolitres: UInt32?
  var lowAlarmNanolitres: UInt32?
  var pumpedNanolitres: UInt64?
  var programmedPicograms: UInt64?
  let body: String
}

extension Archive {
  /// Notes the beginning of a visit; gives its number.
  package func begin(_ session: NewSession) throws -> Int64 {
    try write { db in
      try db.run(
        """
        INSERT INTO sessions (serial, model, role, verb, port, began) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          session.serial, session.model, session.role, session.verb, session.port, Self.now(),
        ])
      return db.lastInsertedRowID
    }
  }

  /// Notes the number the pump gave to the session.
  func opened(_ session: Int64, as number: UInt32) throws {
    try write { db in
      try db.run(
        "UPDATE sessions SET pump_session = ? WHERE id = ?",
        [Int64(number), session])
    }
  }

  /// Notes the end of a visit, once.
  package func end(_ session: Int64, outcome: SessionEnd) throws {
    try write { db in
      try db.run(
        "UPDATE sessions SET ended = ?, outcome = ? WHERE id = ? AND ended IS NULL",
        [Self.now(), outcome.rawValue, session])
    }
  }

  /// Keeps what was read.
  package func add(_ reading: NewReading, to session: Int64) throws {
    try write { db in
      try db.run(
        """
        INSERT INTO readings (session, at, kind, therapy_s, clock, reservoir_nl, low_alarm_nl,
          pumped_nl, programmed_pg, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          session, Self.now(), reading.kind, reading.therapySeconds.map { Int64($0) },
          reading.clock, reading.reservoirNanolitres.map { Int64($0) },
          reading.lowAlarmNanolitres.map { Int64($0) },
          reading.pumpedNanolitres.map { Int64(bitPattern: $0) },
          reading.programmedPicograms.map { Int64(bitPattern: $0) }, reading.body,
        ])
    }
  }

  /// Keeps pieces of what went over the wire.
  package func add(_ pieces: [WirePiece], to session: Int64) throws {
    try write { db in
      for piece in pieces {
        try db.run(
          "INSERT INTO wire (session, at_ms, to_pump, bytes) VALUES (?, ?, ?, ?)",
          [session, Int64(piece.milliseconds), piece.isToPump, Data(piece.bytes)])
      }
    }
  }

  /// What went over the wire in a visit, in order.
  package func wire(of session: Int64) throws -> [WirePiece] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM wire WHERE session = ? ORDER BY id", arguments: [session]
      ).map { row in
        let bytes: Data = row["bytes"]
        return WirePiece(
          milliseconds: UInt64(row["at_ms"] as Int64), isToPump: row["to_pump"],
          bytes: Array(bytes))
      }
    }
  }
}

/// A piece of what went over the wire.
package struct WirePiece: Equatable {
  /// Since the programmer started.
  package let milliseconds: UInt64
  let isToPump: Bool
  let bytes: [UInt8]

  /// The piece as a line of a capture.
  package var line: String {
    let digits = bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0\(text)" : text
    }
    return "\(milliseconds) \(isToPump ? ">" : "<") \(digits.joined())\n"
  }
}
