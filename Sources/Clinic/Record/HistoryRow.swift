import Quantities

/// One thing in a patient's history, from whichever of the patient's pumps.
package struct HistoryRow: Equatable {
  /// What it was.
  package enum Content: Equatable {
    case order(Ordered)
    case reading(Read)
    case found(Findings)
    /// A dose of the trial before any pump.
    case screened(ScreeningDose)
  }

  /// An order to a pump, whatever became of it. Amounts are as they were ordered.
  package struct Ordered: Equatable {
    /// Its kind, by a stored name.
    package let what: String
    package let fate: OrderFate
    /// How the fate was found out; `nil` while nobody knows.
    package let evidence: OrderEvidence?
    /// When it took effect by the pump, in s of therapy.
    package var therapySeconds: Int64?
    /// The mode of infusion, by its stored name.
    package var mode: String?
    package var nanogramsPerDay: UInt64?
    package var nanograms: UInt64?
    package var milliseconds: UInt64?
    /// How much of a dose that was ended early was not given.
    package var withheldNanograms: UInt64?
    /// The drug of a programme or a refill, by its stored name.
    package var drug: String?
    package var microgramsPerMillilitre: UInt64?
    package var refill: Refill?
    package var catheter: Catheter?

    package init(what: String, fate: OrderFate, evidence: OrderEvidence?) {
      self.what = what
      self.fate = fate
      self.evidence = evidence
    }
  }

  /// A refill, in nL and mcg/mL.
  package struct Refill: Equatable {
    package let withdrawn: UInt64
    package let expected: UInt64
    package let filled: UInt64
    package let oldConcentration: UInt64
    /// The drug before, by its stored name.
    package let oldDrug: String?
    /// What became of the old liquid in the path, by a stored name.
    package let bridge: String

    package init(
      withdrawn: UInt64, expected: UInt64, filled: UInt64, oldConcentration: UInt64,
      oldDrug: String? = nil, bridge: String
    ) {
      self.withdrawn = withdrawn
      self.expected = expected
      self.filled = filled
      self.oldConcentration = oldConcentration
      self.oldDrug = oldDrug
      self.bridge = bridge
    }
  }

  /// A catheter, in mm.
  package struct Catheter: Equatable {
    /// The model's name, where the pump told it.
    package let model: String?
    package let implanted: UInt64
    package let cut: UInt64
    /// Where its tip lies and why the pump was told, by stored names.
    package let tip: String
    package let reason: String

    package init(model: String?, implanted: UInt64, cut: UInt64, tip: String, reason: String) {
      self.model = model
      self.implanted = implanted
      self.cut = cut
      self.tip = tip
      self.reason = reason
    }
  }

  /// An interrogation, in s of therapy, nL and pg since the factory.
  package struct Read: Equatable {
    package let therapySeconds: Int64?
    package let reservoirNanolitres: UInt64?
    package let lowAlarmNanolitres: UInt64?
    package let pumpedNanolitres: UInt64?
    package let programmedPicograms: UInt64?

    package init(
      therapySeconds: Int64?, reservoirNanolitres: UInt64?, lowAlarmNanolitres: UInt64?,
      pumpedNanolitres: UInt64?, programmedPicograms: UInt64?
    ) {
      self.therapySeconds = therapySeconds
      self.reservoirNanolitres = reservoirNanolitres
      self.lowAlarmNanolitres = lowAlarmNanolitres
      self.pumpedNanolitres = pumpedNanolitres
      self.programmedPicograms = programmedPicograms
    }
  }

  /// The patient's code; `nil` for a pump of which nobody said whose it is.
  package let patient: String?
  /// The pump's serial number; `nil` for what was found in the patient.
  package let pump: String?
  /// When, by the programmer's clock, as the archive writes it.
  package let at: String
  /// The pump's clock when it was read, or when it was read last before an order of the same visit,
  /// or in the visit that something was found in; `nil` where no pump was, or its clock not set.
  package var pumpClock: String?
  package let content: Content

  package init(patient: String?, pump: String?, at: String, _ content: Content) {
    self.patient = patient
    self.pump = pump
    self.at = at
    self.content = content
  }
}
