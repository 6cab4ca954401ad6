import Quantities

/// What all pumps of a patient together were programmed to give, from change to change, as it was
/// ordered. Times are in ms since 2000.
package struct DoseTrend: Equatable {
  /// What happened to a pump.
  package enum Change: Equatable {
    /// It has a programme of so many ng of a drug in a day, and runs it.
    case programme(nanogramsPerDay: UInt64, drug: String)
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

  /// From when on so much of a drug is given in a day, in ng.
  package struct Step: Equatable {
    package let at: UInt64
    package let nanogramsPerDay: UInt64
  }

  /// What is given of a drug in a day, in ng.
  package struct Dose: Equatable {
    package let drug: String
    package let nanogramsPerDay: UInt64
  }

  /// The doses of one drug. Nanograms of one are nothing of another, and are never added to them.
  package struct Course: Equatable {
    /// Its stored name.
    package let drug: String
    /// The steps, in the order of time; the last goes on.
    package fileprivate(set) var steps: [Step] = []

    /// What is given of it in a day at a time, in ng; `nil` before it was programmed.
    package func dose(at time: UInt64) -> UInt64? {
      steps.last { $0.at <= time }?.nanogramsPerDay
    }

    fileprivate mutating func add(_ dose: UInt64, at time: UInt64) {
      if let last = steps.last, last.at == time { steps.removeLast() }
      if let last = steps.last, last.nanogramsPerDay == dose { return }
      if steps.isEmpty && dose == 0 { return }
      steps.append(Step(at: time, nanogramsPerDay: dose))
    }
  }

  /// The drugs that were ever programmed, each with its doses, in the order in which they came.
  package private(set) var courses: [Course] = []

  /// The course of what happened, in the order of time.
  package init(_ events: [Event]) {
    var pumps: [(name: String, drug: String?, programme: UInt64, isRunning: Bool)] = []
    for event in events {
      let place = pumps.indices.first { pumps[$0].name == event.pump } ?? pumps.count
      if place == pumps.count { pumps.append((event.pump, nil, 0, true)) }
      switch event.change {
      case .programme(let dose, let drug):
        pumps[place].programme = dose
        pumps[place].drug = drug
        if !courses.contains(where: { $0.drug == drug }) { courses.append(Course(drug: drug)) }
      case .stopped: pumps[place].isRunning = false
      case .resumed: pumps[place].isRunning = true
      case .explanted: pumps[place].programme = 0
      }
      for place in courses.indices {
        let running = pumps.filter { $0.isRunning && $0.drug == courses[place].drug }
        courses[place].add(running.reduce(0) { $0 + $1.programme }, at: event.at)
      }
    }
    courses.removeAll { $0.steps.isEmpty }
  }

  /// The drugs that are given at a time, each with what is given in a day, in ng; none while
  /// nothing is, and `nil` before anything was programmed.
  package func doses(at time: UInt64) -> [Dose]? {
    var known: [Dose] = []
    for course in courses {
      guard let dose = course.dose(at: time) else { continue }
      known.append(Dose(drug: course.drug, nanogramsPerDay: dose))
    }
    return known.isEmpty ? nil : known.filter { $0.nanogramsPerDay > 0 }
  }
}
