package import ProgrammerSession
import Quantities
import Telemetry

/// How an order turned out, as an archive names it. The names are stored, so they stay.
package enum OrderFate: String, CaseIterable {
  /// Meant, and perhaps sent: the programmer ended before it knew.
  case intended = "intended"
  /// Carried out.
  case done = "done"
  /// The pump refused it; nothing changed.
  case refused = "refused"
  /// Not carried out, and it will not be.
  case notDone = "not_done"
  /// Nobody knows.
  case unknown = "unknown"
}

/// How it was found out; its names are stored.
package enum OrderEvidence: String, CaseIterable {
  /// The pump's own answer.
  case answer = "answer"
  /// A status read afterwards.
  case status = "status"
  /// The pump's event log.
  case log = "log"
  /// A person, who gave a reason.
  case person = "person"
}

/// An order of which nobody knows yet whether it was carried out.
package struct OpenOrder: Equatable {
  /// Its number in the archive.
  package let id: Int64
  package let name: UnsettledOrder
  /// When it was meant, by the programmer's clock.
  package let intended: String
  /// The last moment of therapy known before it was meant, in s; `nil` when none was.
  package let knownTherapySeconds: UInt32?

  /// An order as an archive has it.
  package init(
    id: Int64, name: UnsettledOrder, intended: String, knownTherapySeconds: UInt32?
  ) {
    self.id = id
    self.name = name
    self.intended = intended
    self.knownTherapySeconds = knownTherapySeconds
  }
}
