import Quantities
package import Telemetry

/// A request of a recording, and what was answered.
package struct RecordedExchange: Sendable {
  /// What was asked.
  package let request: Request
  /// The session that it was asked in; `nil` in the open.
  package let session: UInt32?
  /// When it was asked, in ms since the recording began, where that is known.
  package let asked: UInt64?
  /// What was answered; `nil` where nothing was.
  package private(set) var reply: Reply?
  /// When it was answered, in ms since the recording began, where that is known.
  package private(set) var answered: UInt64?
  /// How often it was sent, under the same number.
  package private(set) var sendings = 1
  private let number: UInt16?

  private init(_ request: Request, of item: DecodedItem) {
    self.request = request
    session = item.session
    asked = item.milliseconds
    number = item.request
  }

  /// How long the answer took, in ms, where that is known.
  package var waited: UInt64? {
    guard let asked, let answered, answered >= asked else { return nil }
    return answered - asked
  }

  /// The exchanges of a recording, in the order in which they were begun.
  package static func all(in items: [DecodedItem]) -> [RecordedExchange] {
    var all: [RecordedExchange] = []
    for item in items {
      switch item.content {
      case .request(let request)?:
        let known = all.lastIndex {
          $0.session == item.session && $0.number == item.request && $0.request == request
        }
        // In the open numbers come again, and what was answered is asked anew.
        if let known, all[known].reply == nil || item.session != nil {
          all[known].sendings += 1
        } else {
          all.append(RecordedExchange(request, of: item))
        }
      case .reply(let reply)?:
        let asked = all.lastIndex {
          $0.session == item.session && $0.number == item.request && $0.reply == nil
        }
        guard let asked else { continue }
        all[asked].reply = reply
        all[asked].answered = item.milliseconds
      case nil: break
      }
    }
    return all
  }
}
