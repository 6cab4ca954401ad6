/// What the bench can ask for, by its name. Spec: bench.md, "Control socket", whose tables, and the
/// schema of what goes over the socket, are written from this one.
package enum BenchMethod: String, CaseIterable, Sendable {
  case advance
  case capture
  case captureStart = "capture_start"
  case captureStop = "capture_stop"
  case clear
  case crash
  case events
  case explant
  case fault
  case faults
  case fill
  case follow
  case head
  case implant
  case inject
  case link
  case linkClear = "link_clear"
  case linkSet = "link_set"
  case patient
  case power
  case quit
  case reconcile
  case restore
  case rinse
  case snapshot
  case truth
  case usb
  case usbPlug = "usb_plug"
  case usbUnplug = "usb_unplug"
  case withdraw

  /// What it does, for the help of `ctl` and for the page.
  package var effect: String {
    switch self {
    case .advance: "Let therapy time pass, as fast as it can be computed"
    case .capture: "Show what is captured of the line"
    case .captureStart: "Capture what goes over the line, from now on"
    case .captureStop: "End the capture, which stays as it is"
    case .clear: "End a unit's fault; what it did stays done"
    case .crash: "Let power fail, or kill the simulator, exactly at one of its durable writes"
    case .events: "What happened since the pump was started, as far as it is kept"
    case .explant: "Take the pump out of the body, which keeps its catheter"
    case .fault: "Make a unit of the pump fail, from now on"
    case .faults: "The faults there are, unit by kind, and those that are active"
    case .fill: "Fill liquid into the reservoir with a syringe"
    case .follow: "The same, and then what happens, as it does"
    case .head: "Move the programming head to the pump, near it, or away"
    case .implant: "Put the pump into the body and connect it to the catheter there"
    case .inject: "Inject drug into the spinal fluid by hand, past pump and catheter"
    case .link: "Show what is wrong with the line, each way"
    case .linkClear: "Make the line perfect; what is under way arrives at once"
    case .linkSet: "Make the line bad, from now on"
    case .patient: "Examine the virtual patient, and look into their diary"
    case .power: "Take the pump's power away, or give it back"
    case .quit: "End the pump, its state saved"
    case .reconcile: "What was delivered: by truth, counter, programme and log, side by side"
    case .restore: "Go back to a snapshot: time, world and memory"
    case .rinse: "Draw all out of the reservoir, the residual too, and rinse it"
    case .snapshot: "Write pump and world to a new file"
    case .truth: "What the pump really did, which its firmware cannot see"
    case .usb: "Show the adapter that the pump is plugged into a USB testbed by"
    case .usbPlug: "Plug the pump's adapter in; it is a new device, as its computer sees it"
    case .usbUnplug: "Pull the pump's adapter; whoever has its terminal open loses the line"
    case .withdraw: "Draw liquid out of the reservoir with a syringe"
    }
  }

  /// Whether it changes nothing, so that nobody has to know whether it was done.
  package var isReading: Bool {
    switch self {
    case .capture, .events, .faults, .follow, .link, .patient, .reconcile, .truth, .usb:
      true
    case .advance, .captureStart, .captureStop, .clear, .crash, .explant, .fault, .fill, .head,
      .implant, .inject, .linkClear, .linkSet, .power, .quit, .restore, .rinse, .snapshot,
      .usbPlug, .usbUnplug, .withdraw:
      false
    }
  }

  /// Whether it is an event of its own that it was done: what is no event otherwise.
  package var isHandiwork: Bool {
    switch self {
    case .crash, .explant, .fill, .implant, .inject, .linkClear, .linkSet, .rinse, .snapshot,
      .withdraw:
      true
    // The pump tells of these itself, or nothing happens by them; `restore` is told where it is
    // done, before the pump that it starts.
    case .advance, .capture, .captureStart, .captureStop, .clear, .events, .fault, .faults,
      .follow, .head, .link, .patient, .power, .quit, .reconcile, .restore, .truth, .usb,
      .usbPlug, .usbUnplug:
      false
    }
  }

  /// What is answered.
  package enum Answer: CaseIterable, Sendable {
    case truth, events, faults, withdrawal, reconciliation, line, patient, capture, usb

    /// What it is, for the page.
    package var meaning: String {
      switch self {
      case .truth: "the truth"
      case .events: "the events"
      case .faults: "what can fail how, and what is active"
      case .withdrawal:
        "`came_nl`, `came_pg`, with several drugs `drugs`, and the truth as `truth`"
      case .reconciliation: "the four witnesses"
      case .line: "the line"
      case .patient: "the patient and the diary"
      case .capture: "the capture"
      case .usb: "the adapter"
      }
    }

    /// Its name among the shapes of PumpFirmwareSim.schema.json.
    package var shape: String {
      switch self {
      case .truth: "truth"
      case .events: "events"
      case .faults: "faults"
      case .withdrawal: "withdrawal"
      case .reconciliation: "reconciliation"
      case .line: "link"
      case .patient: "patient_and_diary"
      case .capture: "capture"
      case .usb: "usb"
      }
    }
  }

  /// What it is answered with.
  package var answer: Answer {
    switch self {
    case .advance, .clear, .crash, .explant, .fault, .fill, .head, .implant, .inject, .power,
      .quit, .restore, .snapshot, .truth:
      .truth
    case .events, .follow: .events
    case .faults: .faults
    case .rinse, .withdraw: .withdrawal
    case .reconcile: .reconciliation
    case .link, .linkClear, .linkSet: .line
    case .patient: .patient
    case .capture, .captureStart, .captureStop: .capture
    case .usb, .usbPlug, .usbUnplug: .usb
    }
  }

  /// What a parameter can be; none for one that is no word.
  package func words(of parameter: String) -> [String] {
    for known in parameters where known.name == parameter {
      if case .words(let words) = known.values { return words.all }
    }
    return []
  }

  /// What a parameter can be, for a person: `on, off or cycle`.
  package func choices(of parameter: String) -> String {
    let words = words(of: parameter)
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
