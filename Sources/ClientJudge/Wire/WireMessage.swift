import Quantities
package import Telemetry

/// A frame that passed, and what it says to whoever has the keys.
package struct WireMessage: Equatable, Sendable {
  /// What a frame holds.
  package enum Content: Equatable, Sendable {
    /// A request, in the open or genuinely sealed.
    case request(Request)
    /// A reply, in the open or genuinely sealed.
    case reply(Reply)
    /// It is sealed, and not under a key of a session that was opened here.
    case sealed
    /// It is no frame, or no message is in it.
    case nothing
  }

  /// The bytes as they were on the line, delimiters included.
  package var bytes: [UInt8]
  /// What is in them.
  package var content: Content
  /// The request id, of a message that can be read; zero for any other.
  package var id: UInt16 = 0
  /// The session it is sealed in; `nil` in the open.
  package var session: UInt32?
  /// Its counter in that session; zero in the open.
  package var counter: UInt32 = 0

  /// Bytes, of which nothing is known yet.
  init(_ bytes: [UInt8], _ content: Content = .nothing) {
    self.bytes = bytes
    self.content = content
  }

  /// The request in it.
  var request: Request? {
    if case .request(let request) = content { request } else { nil }
  }

  /// The reply in it.
  var reply: Reply? {
    if case .reply(let reply) = content { reply } else { nil }
  }
}

extension WireMessage {
  /// What it is, for a person who reads a trace.
  var words: String {
    let name: String
    switch content {
    case .request(let request): name = request.type.text
    case .reply(.acknowledged(let done)): name = "acknowledged \(done.request.text)"
    case .reply(.refused(let no)): name = "refused \(no.request.text): \(no.code.text)"
    case .reply(let reply): name = reply.type.text
    case .sealed: name = "a sealed message that no key here opens"
    case .nothing: return "\(bytes.count) bytes that are no message"
    }
    guard let session else { return "\(name), id \(id), in the open" }
    return "\(name), id \(id) of session \(session)"
  }
}

extension WireNamed {
  /// Its name in the specification.
  var text: String { "\(wireName)" }
}
