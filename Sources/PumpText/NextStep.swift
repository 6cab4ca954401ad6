package import Telemetry

/// What a person can do next, whatever they do it with: a command line, a page or a script.
///
/// Messages carry these; how one is said is the face's to tell (``Face``).
package enum NextStep: Hashable, Sendable {
  // MARK: At the pump

  /// Read the pump's status.
  case readStatus
  /// Resume delivery.
  case resume
  /// Stop delivery.
  case stop
  /// Programme minimum rate.
  case goToMinimumRate
  /// Set the pump's clock to the present time.
  case setClock
  /// End a bolus or a prime.
  case cancelBolus
  /// End a bridge.
  case cancelBridge
  /// End a temporary rate or a planned stop.
  case endTemporary
  /// See which alarms are active.
  case showAlarms
  /// Programme boluses over minimum rate, such as the example.
  case programmePeriodic(example: String)
  /// Record a refill.
  case recordRefill
  /// Tell a pump of the catheter that it has.
  case tellCatheter
  /// Take the therapy of a pump over to the one that follows it.
  case transfer
  /// Call for the emergency, which needs no key.
  case callEmergency
  /// Prime a part of the path.
  case prime(PrimedPath)
  /// See which key of the card fits, of the role in question when one is named.
  case checkKeys(Role?)
  /// Put a new key in place of a role's.
  case rotateKey(Role)

  // MARK: Said with an order

  /// Answer the question beforehand.
  case answerYes
  /// Give the most that any 24 hours will hold; without a number, what gives it.
  case confirmTotal(nanograms: UInt64?)
  /// Confirm going beyond the drug profile.
  case overrideSoftLimits
  /// Decide what becomes of the old liquid in the path.
  case decideBridge
  /// Say that the reservoir was emptied and rinsed.
  case sayRinsed
  /// Confirm that another volume was drawn out than the pump counted.
  case acceptDiscrepancy
  /// Confirm that the clock jumps across a step.
  case acceptShift
  /// Say why the clock is set.
  case nameClockReason
  /// Keep the days of the running schedule that no plan was given for.
  case keepOtherDays
  /// Say the strength that is filled in.
  case nameConcentration
  /// Say which catheter it is, and both its lengths.
  case nameCatheter
  /// Say where the catheter's tip lies.
  case nameTip
  /// Say what the patient is treated for.
  case nameIndication

  // MARK: At the programmer

  /// See which ports there are.
  case listPorts
  /// Start a virtual pump.
  case startPump
  /// Give the pump's implant card.
  case giveCard
  /// Call for the emergency without a card.
  case callWithoutCard
  /// Give a drug library.
  case giveDrugs
  /// Name another archive.
  case nameArchive
  /// Record nothing.
  case recordNothing
  /// Tell what became of an order in the archive, by its number there.
  case settleOrder(Int64)
  /// Give the volume of a stroke.
  case giveStroke
  /// Give a bench's record of what the patient got.
  case giveTruth
  /// Write over what is there.
  case writeOver
  /// Take a patient up in the archive.
  case addPatient
  /// Change what is known of the patient of a code.
  case editPatient(String)
  /// See which patients there are.
  case listPatients
  /// Say in whom a pump is.
  case assignPump
  /// Say why a pump is implanted although the trial had no response.
  case implantDespiteTrial
  /// Say that a pump is resumed although its therapy went over to another.
  case resumeDespiteTransfer
  /// Read how an emergency is called for.
  case readEmergencyHelp
  /// Read how a schedule is written.
  case readScheduleHelp
}

/// How a face, which is what a person uses a pump through, says what they can do next.
///
/// It is handed to whoever makes words for its person. Nothing shared knows an option, a verb or a
/// button.
package struct Face: Sendable {
  private let phrase: @Sendable (NextStep) -> String

  /// A face from its table of phrases.
  package init(_ phrase: @escaping @Sendable (NextStep) -> String) { self.phrase = phrase }

  /// How a step is said, as a part of a sentence.
  package func words(_ step: NextStep) -> String { phrase(step) }
}
