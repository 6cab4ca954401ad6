package import BadLink
import PumpPlant
package import PumpWorld
package import Quantities
package import Telemetry

/// What the bench asks of a pump. Spec: bench.md, "Control socket".
package enum BenchRequest: Equatable, Sendable {
  /// Lets so much therapy time pass at once, or less, up to something that ends it.
  case advance(Milliseconds, until: AdvanceEnd? = nil)
  /// What is captured of the line.
  case capture
  /// Captures the line from now on, into what is at an absolute path.
  case captureStart(path: String)
  /// Ends the capture.
  case captureStop
  /// Ends the fault of a unit, or of all of them for `nil`; what it did stays done.
  case clear(FaultUnit?)
  /// Plans a crash in place of the one planned before, or none.
  case crash(ArmedCrash?)
  /// Takes the pump out of the body, which lies beside it, or goes into a new file at an absolute
  /// path for another pump.
  case explant(path: String?)
  /// Makes a unit fail, for a length of time if it is to end by itself. Whether there is such a
  /// fault, with such a value, is for the pump to say.
  case fault(FaultUnit, FaultKind, value: Int64?, length: Milliseconds?)
  /// What can fail how, and what is active.
  case faults
  /// Fills liquid of a strength of a drug into the reservoir; `nil` is drug-free.
  case fill(Nanolitres, Concentration?, DrugCode = .baclofen)
  /// Moves the programming head.
  case head(HeadPlace)
  /// Puts the pump into the body beside it, or into that of a file, which is gone then; and
  /// connects it to the body's catheter, or to a new one of a volume. Where the tip lies is a cell
  /// of the patient's spinal fluid, 0 at the head.
  case implant(path: String?, newCatheter: Nanolitres?, tipCell: UInt32?)
  /// Injects a drug into the spinal fluid by hand.
  case inject(Picograms, DrugCode = .baclofen)
  /// What is wrong with the line.
  case link
  /// Makes the line perfect.
  case linkClear(LinkDirection)
  /// Sets faults of the line, or what its luck begins with, or both.
  case linkSet(LinkDirection, seed: UInt64?, [LinkSetting])
  /// Who is in the body, and so many days of their diary, that which is not over included.
  case patient(days: UInt32)
  /// Gives the pump power, or takes it.
  case power(PowerSwitch)
  /// Ends the pump, its state saved.
  case quit
  /// What was delivered, by four witnesses.
  case reconcile
  /// Goes back to the copy at an absolute path.
  case restore(path: String)
  /// Draws everything out of the reservoir, the residual included, and rinses it.
  case rinse
  /// Writes a copy to an absolute path.
  case snapshot(path: String)
  /// What happened, from the event of this number on.
  case events(since: UInt64)
  /// The same, and then what happens, as it does.
  case follow(since: UInt64)
  /// What is really so.
  case truth
  /// The adapter that the pump is plugged in by.
  case usb
  /// Plugs it in.
  case usbPlug
  /// Pulls it.
  case usbUnplug
  /// Draws so much liquid out of the reservoir.
  case withdraw(Nanolitres)

  /// The longest time a request can speak of, in ms: 100 years.
  package static var longest: Int128 { Int128(Milliseconds.days(36_500).rawValue) }
  /// The most that a syringe moves, in nL: 1 L.
  package static var mostVolume: Int128 { 1_000_000_000 }

  /// The most days of a diary there can be: those that are kept, and today.
  package static var mostDays: Int128 { Int128(PatientDiary.most) + 1 }
  /// The longest catheter, in nL: what the longest path holds.
  /// The number of the lowest cell of the spinal fluid that a tip can lie in.
  package static var lowestCell: Int128 { Int128(PatientParameter.tipCell.range.upperBound) }
  package static var longestCatheter: Int128 { Int128(PlantProfile.largestPathVolume.rawValue) }
  /// The most that is injected at once, in ng.
  package static var mostDrug: Int128 { Int128(Body.largestInjection.rawValue / 1000) }

  /// The method that it is.
  package var method: BenchMethod {
    switch self {
    case .advance: .advance
    case .capture: .capture
    case .captureStart: .captureStart
    case .captureStop: .captureStop
    case .clear: .clear
    case .crash: .crash
    case .events: .events
    case .explant: .explant
    case .fault: .fault
    case .faults: .faults
    case .fill: .fill
    case .follow: .follow
    case .head: .head
    case .implant: .implant
    case .inject: .inject
    case .link: .link
    case .patient: .patient
    case .linkClear: .linkClear
    case .linkSet: .linkSet
    case .power: .power
    case .quit: .quit
    case .reconcile: .reconcile
    case .restore: .restore
    case .rinse: .rinse
    case .snapshot: .snapshot
    case .truth: .truth
    case .usb: .usb
    case .usbPlug: .usbPlug
    case .usbUnplug: .usbUnplug
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
