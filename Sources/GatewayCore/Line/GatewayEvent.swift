import VerbOutput

/// What the gateway tells its clients, as a text message, and whoever started it.
package struct GatewayEvent: Encodable, Equatable, Sendable {
  /// What happened.
  package enum Kind: String, CaseIterable, Encodable, Sendable {
    /// The line is open, and this client's.
    case open
    /// Nothing is there that could be opened.
    case away
    /// Another client or another program has it.
    case held
    /// The client that had it has gone.
    case free
    /// It was there, and is gone.
    case lost
    /// It is there again.
    case back
    /// Bytes were thrown away.
    case dropped
    /// A programmer opened the pump's port.
    case opened
    /// A programmer closed the pump's port.
    case closed
    /// A text message said nothing that can be done.
    case misunderstood
    /// The gateway ends.
    case ending
  }

  /// Who has a line that somebody else wants.
  package struct Holder: Encodable, Equatable, Sendable {
    /// What it is.
    package enum Who: String, CaseIterable, Encodable, Sendable {
      /// A page of this gateway.
      case page
      /// A client of this gateway that is no page.
      case client
      /// A program that has the port without this gateway.
      case program
    }

    /// What it is.
    package let who: Who
    /// Its address, of a client of this gateway.
    package var from: String?
    /// For how long it has had the line, in whole seconds, where that is known.
    package var held_for_s: UInt64?
    /// The number of a program, where it is known.
    package var process: Int32?
    /// What a program was started as, where it is known.
    package var command: String?
  }

  /// What happened.
  package let event: Kind
  /// Which of the gateway's lines it happened to.
  package let door: Door
  /// The line's name: a port, a link, or the path of a control socket.
  package let name: String
  /// Who has it, where somebody has.
  package var by: Holder?
  /// How many bytes were thrown away.
  package var dropped_bytes: Int?
  /// The same for a person.
  package let words: String

  /// The event as a line of JSON, without its end.
  package var json: String { (try? JSONText.text(self)) ?? "" }
}
