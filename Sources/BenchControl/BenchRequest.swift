package import BadLink
package import PumpWorld
package import Quantities

/// What the bench asks of a pump. Spec: bench.md, "Control socket".
package enum BenchRequest: Equatable, Sendable {
  /// Lets so much therapy time pass at once.
  case advance(Milliseconds)
  /// Ends the fault of a unit, or of all of them for `nil`; what it did stays done.
  case clear(FaultUnit?)
  /// Plans a crash in place of the one planned before, or none.
  case crash(ArmedCrash?)
  /// Makes a unit fail, for a length of time if it is to end by itself. Whether there is such a
  /// fault, with such a value, is for the pump to say.
  case fault(FaultUnit, FaultKind, value: Int64?, length: Milliseconds?)
  /// What can fail how, and what is active.
  case faults
  /// Fills liquid of a strength into the reservoir; `nil` is drug-free.
  case fill(Nanolitres, Concentration?)
  /// Moves the programming head.
  case head(HeadPlace)
  /// What is wrong with the line.
  case link
  /// Makes the line perfect.
  case linkClear(LinkDirection)
  /// Sets faults of the line, or what its luck begins with, or both.
  case linkSet(LinkDirection, seed: UInt64?, [LinkSetting])
  /// Gives the pump power, or takes it.
  case power(PowerSwitch)
  /// Ends the pump, its state saved.
  case quit
  /// What was delivered, by four witnesses.
  case reconcile
  /// Goes back to the copy at an absolute path.
  case restore(path: String)
  /// Writes a copy to an absolute path.
  case snapshot(path: String)
  /// What is really so.
  case truth
  /// Draws so much liquid out of the reservoir.
  case withdraw(Nanolitres)

  /// The longest time a request can speak of, in ms: 100 years.
  package static var longest: Int128 { Int128(Milliseconds.days(36_500).rawValue) }
  /// The most that a syringe moves, in nL: 1 L.
  package static var mostVolume: Int128 { 1_000_000_000 }

  /// The method that it is.
  package var method: BenchMethod {
    switch self {
    case .advance: .advance
    case .clear: .clear
    case .crash: .crash
    case .fault: .fault
    case .faults: .faults
    case .fill: .fill
    case .head: .head
    case .link: .link
    case .linkClear: .linkClear
    case .linkSet: .linkSet
    case .power: .power
    case .quit: .quit
    case .reconcile: .reconcile
    case .restore: .restore
    case .snapshot: .snapshot
    case .truth: .truth
    case .withdraw: .withdraw
    }
  }
}

/// What is done with the pump's power.
package enum PowerSwitch: String, CaseIterable, Sendable {
  case on, off, cycle
}

/// Which way over the line.
package enum LinkDirection: String, CaseIterable, Sendable {
  case toPump = "to-pump"
  case fromPump = "from-pump"
  case both

  /// Where these ways lead.
  package var ends: [DuplexLine.End] {
    switch self {
    case .toPump: [.pump]
    case .fromPump: [.programmer]
    case .both: [.pump, .programmer]
    }
  }
}
