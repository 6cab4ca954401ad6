import Quantities

/// What all pumps of a patient together were programmed to give, from change to change, as it was
/// ordered. Times are in ms since 2000, by the programmer's clock.
package struct DoseTrend: Equatable {
  /// What happened to a pump.
  package enum Change: Equatable {
    /// It has a programme of so many ng in a day, and runs it.
    case programme(nanogramsPerDay: UInt64)
    case stopped
    case resumed
    /// It is in the patient no more.
    case explanted
  }

  /// When something happened to a pump.
  package struct Event: Equatable {
    package let at: UInt64
    package let pump: String
    package let change: Change

    package init(at: UInt64, pump: String, _ change: Change) {
      self.at = at
      self.pump = pump
      self.change = change
    }
  }

  /// From when on so much is given in a day, in ng.
  package struct Step: Equatable {
    package let at: UInt64
    package let nanogramsPerDay: UInt64
  }

  /// The steps, in the order of time; the last goes on.
  package private(set) var steps: [Step] = []

  /// The course of what happened, in the order of time.
  package init(_ events: [Event]) {
    var pumps: [(name: String, programme: UInt64, isRunning: Bool)] = []
    for event in events {
      let place = pumps.indices.first { pumps[$0].name == event.pump } ?? pumps.count
      if place == pumps.count { pumps.append((event.pump, 0, true)) }
      switch event.change {
      case .programme(let dose): pumps[place].programme = dose
      case .stopped: pumps[place].isRunning = false
      case .resumed: pumps[place].isRunning = true
      case .explanted: pumps[place].programme = 0
      }
      add(pumps.reduce(0) { $0 + ($1.isRunning ? $1.programme : 0) }, at: event.at)
    }
  }

  private mutating func add(_ dose: UInt64, at time: UInt64) {
    if let last = steps.last, last.at == time { steps.removeLast() }
    if let last = steps.last, last.nanogramsPerDay == dose { return }
    if steps.isEmpty && dose == 0 { return }
    steps.append(Step(at: time, nanogramsPerDay: dose))
  }

  /// What is given in a day at a time, in ng; `nil` before anything was programmed.
  package func dose(at time: UInt64) -> UInt64? {
    steps.last { $0.at <= time }?.nanogramsPerDay
  }
}
