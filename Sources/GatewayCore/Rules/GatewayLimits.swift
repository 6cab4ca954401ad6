/// How much of anything the gateway has room and time for.
package struct GatewayLimits: Sendable {
  /// The longest message a client may send, in bytes.
  package var message = 65_536
  /// So many pieces a message may come in.
  package var fragments = 64
  /// What a client sent and the line has not taken, in bytes, from which on it is not read from.
  package var unsent = 65_536
  /// What the line sent and a client has not taken, in bytes, from which on the line is not read
  /// from.
  package var unread = 131_072
  /// The longest line of the control socket, in bytes.
  package var line = 8_388_608
  /// Events that a client has not taken, in bytes, from which on it is given up.
  package var untold = 262_144
  /// Connections at once.
  package var connections = 32
  /// How long a request may take to come, in ms.
  package var request: Int64 = 5_000
  /// How long an answer may take to be fetched, in ms.
  package var answer: Int64 = 30_000
  /// How long a client may take to close after it was told to, in ms.
  package var farewell: Int64 = 1_000
  /// How long it is until the next look for a port that is not there, in ms.
  package var look: UInt64 = 500
  /// How long calling a port by TCP may take, in ms.
  package var call = 2_000

  /// The usual ones.
  package init() {}
}
