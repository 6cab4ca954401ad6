import Quantities

/// Why a field of an answer is another each time, although nothing is wrong.
package enum FieldNature: CaseIterable, Sendable {
  /// A clock, or a time that runs.
  case time
  /// A number that is given anew: of a session, an order, a token, an entry of the log.
  case numbering
  /// Made to be another each time: nonces, and the chain of the log.
  case random
  /// What flows out of a reservoir, or is counted, by itself.
  case flow

  /// The fields that are so, by the last part of their names in messages.json.
  package var fields: [String] {
    switch self {
    case .time:
      [
        "clock", "linkClock", "therapySeconds", "filledSeconds",
        "temporarySecondsLeft", "emergencySeconds", "silentMinutes", "minutesToPeriodicBolus",
        "secondsToTip", "secondsToLowAlarm", "secondsToEmpty", "secondsToReplacement",
        "secondsToEndOfService", "secondsToTemporaryEnd", "lockoutSecondsLeft",
        "maximumSecondsLeft", "bolusRemainingMilliseconds", "secondsWithout", "notAfter",
      ]
    case .numbering:
      ["session", "token", "oldest", "newest", "volumesVersion", "therapyRevision"]
    case .random: ["nonce", "pumpNonce", "previousChain", "chain"]
    case .flow:
      [
        "reservoirNanolitres", "pumpedNanolitres", "programmedPicograms", "droppedFrames",
        "bolusRemainingNanograms", "bridgeWaitingNanolitres", "expectedNanolitres",
      ]
    }
  }

  /// What it is, for a person.
  package var words: String {
    switch self {
    case .time: "clocks and times that run"
    case .numbering: "numbers of sessions, orders, tokens and entries"
    case .random: "nonces and the log's chain"
    case .flow: "what flows and is counted by itself"
    }
  }

  /// The nature of a field by its whole name; `nil` for one that has to be the same.
  package init?(field name: String) {
    let parts = name.split(separator: ".").map { String($0) }
    // All of an order's name is numbering, wherever it is told.
    if parts.contains("lastApplied") {
      self = .numbering
      return
    }
    for nature in Self.allCases where parts.contains(where: { nature.fields.contains($0) }) {
      self = nature
      return
    }
    return nil
  }
}

/// The first thing in which an answer is another than was recorded.
package struct FieldDifference: Equatable, Sendable {
  /// The field; `nil` where it is the answer as a whole.
  package let field: String?
  /// What was recorded; none where there was no such field.
  package let recorded: FieldValue
  /// What came.
  package let live: FieldValue

  /// The first field that differs, in the order of the wire; `nil` for none.
  /// - Parameter isStrict: Whether fields count that are another each time.
  package init?(_ recorded: [FieldList.Field], _ live: [FieldList.Field], isStrict: Bool) {
    // What is another each time may also be there or not, and stands in nobody's way then.
    let isHeld = { (field: FieldList.Field) in isStrict || FieldNature(field: field.name) == nil }
    let (recorded, live) = (recorded.filter(isHeld), live.filter(isHeld))
    for place in 0..<max(recorded.count, live.count) {
      let (old, new) = (
        place < recorded.count ? recorded[place] : nil, place < live.count ? live[place] : nil
      )
      guard old != new, let name = old?.name ?? new?.name else { continue }
      field = name
      self.recorded = old?.value ?? .none
      self.live = new?.name == old?.name ? new?.value ?? .none : .none
      return
    }
    return nil
  }

  /// That another message came than was recorded.
  package init(message recorded: String, live: String) {
    field = nil
    self.recorded = .text(recorded)
    self.live = .text(live)
  }
}
