import Quantities
import Telemetry

/// The session that session.md explains byte by byte.
enum WorkedSession {
  struct Step {
    var story: String
    var header: MessageHeader
    var message: WireMessage

    init(_ story: String, _ header: MessageHeader, _ request: Request) {
      (self.story, self.header, message) = (story, header, .request(request))
    }

    init(_ story: String, _ header: MessageHeader, _ reply: Reply) {
      (self.story, self.header, message) = (story, header, .reply(reply))
    }
  }

  private static let number: UInt32 = 0x0001_0001
  private static let token: UInt32 = 0x4C7A_19E3
  /// The pump's link clock when it opened the session: ten days after it was switched on.
  private static let openedClock: UInt32 = 863_997_000
  private static let nonce: UInt64 = 0x9D2C_41F0_07B3_5E68

  private static func open(_ request: UInt16) -> MessageHeader {
    MessageHeader(.open, request: request)
  }

  private static func session(_ request: UInt16) -> MessageHeader {
    MessageHeader(.session(number), request: request)
  }

  static func steps() -> [Step] {
    opening() + review() + change() + bolus() + closing()
  }

  private static func opening() -> [Step] {
    let opening = OpenSession(role: .clinician, schema: Schema.hash, nonce: nonce)
    let opened = SessionOpened(
      session: number, nonce: nonce, linkClock: openedClock, idleSeconds: 120)
    return [
      Step("Who is there?", open(1), .identify),
      Step("A PL-20, built with the same layouts.", open(1), .identity(identity)),
      Step("A session in the clinician's role.", open(2), .openSession(opening)),
      Step("It is open. The programmer notes when this arrived.", open(2), .sessionOpened(opened)),
    ]
  }

  private static func review() -> [Step] {
    [
      Step("Everything there is to review.", session(3), .interrogate),
      Step("No order was ever applied to this pump.", session(3), .interrogation(interrogation)),
    ]
  }

  private static func change() -> [Step] {
    let therapy = Therapy.simpleContinuous(dose(110_000))
    let report = TherapyReport(
      token: token, therapy: therapy, drug: .baclofen, concentration: concentration,
      dailyNanograms: 110_000, leastDailyNanograms: 110_000, flowNanolitresPerDay: 220_000,
      minutesToTip: 1800)
    // 37 s after the clock was received, with 2 s allowed.
    let commit = Commit(token: token, notAfter: openedClock + 37_000 + 2000)
    return [
      Step(
        "110 mcg/day, to be checked and held.", session(4), .stageTherapy(StageTherapy(therapy))),
      Step(
        "It is within the limits.", session(4),
        .acknowledged(Acknowledgement(.stageTherapy, therapySeconds: 864_021))),
      Step("What is staged?", session(5), .readBack),
      Step(
        "110 mcg/day in 0.22 mL/day, at the tip after 30 hours.", session(5), .staged(report)),
      Step("Confirmed: make it the therapy.", session(6), .commit(commit)),
      Step(
        "It is stored and in force.", session(6),
        .acknowledged(Acknowledgement(.commit, therapySeconds: 864_034))),
    ]
  }

  private static func bolus() -> [Step] {
    let bolus = StartBolus(
      nanograms: 50_000, milliseconds: 600_000, notAfter: openedClock + 74_000 + 2000)
    return [
      Step("50 mcg over 10 minutes.", session(7), .startBolus(bolus)),
      Step(
        "It is stored and has begun.", session(7),
        .acknowledged(Acknowledgement(.startBolus, therapySeconds: 864_071))),
      Step("How does it go?", session(8), .readStatus),
      Step(
        "49 mcg are to come. The order applied last is request 7 of this session.", session(8),
        .status(statusInBolus)),
    ]
  }

  private static func closing() -> [Step] {
    [
      Step("That is all.", session(9), .closeSession),
      Step(
        "Closed. The bolus and the therapy run on.", session(9),
        .acknowledged(Acknowledgement(.closeSession, therapySeconds: 864_085))),
    ]
  }

  private static var identity: Identity {
    Identity(
      model: text("PL-20"), serial: text("PLK-000417"),
      firmware: FirmwareVersion(major: 1, minor: 0, patch: 0))
  }

  private static var interrogation: Interrogation {
    var flags = Status.Flags()
    flags.isClockSet = true
    let status = Status(
      therapySeconds: 864_012, linkClock: 864_012_000, reservoirNanolitres: 18_000_000,
      basalNanogramsPerDay: 100_000, bolusRemainingNanograms: 0, lastApplied: nil,
      alarms: AlarmSet(), batteryPercent: 99, mode: .simpleContinuous, flags: flags)
    return Interrogation(
      identity: identity, status: status, clock: WallClock(rawValue: 803_291_400),
      capacityNanolitres: 20_000_000, lowAlarmNanolitres: 2_000_000, minutesToLowAlarm: 115_200,
      minutesToEmpty: 129_600, drug: .baclofen, concentration: concentration,
      therapy: .simpleContinuous(dose(100_000)), therapyRevision: 0, monthsToReplacement: 79,
      pumpedNanolitres: 2_000_000, pathNanolitres: 275_000, lastApplied: nil, infusion: nil,
      bolusNanograms: 0, bolusRemainingMilliseconds: 0, bridgeWaitingNanolitres: 0,
      droppedFrames: 0, tubingNanolitres: 140_000, volumesVersion: 2,
      filledNanolitres: 20_000_000, filledSeconds: 0, refills: 0, residualNanolitres: 1_400_000,
      programmedPicograms: 1_000_013_888, silentMinutes: 0, patientBolus: nil,
      primeFlowNanolitresPerDay: 24_000_000, minutesToPeriodicBolus: nil)
  }

  private static var statusInBolus: Status {
    var flags = Status.Flags()
    flags.isClockSet = true
    flags.isBolusRunning = true
    return Status(
      therapySeconds: 864_083, linkClock: 864_083_000, reservoirNanolitres: 17_997_850,
      basalNanogramsPerDay: 110_000, bolusRemainingNanograms: 49_000,
      lastApplied: AppliedCommand(session: number, request: 7), alarms: AlarmSet(),
      batteryPercent: 99, mode: .simpleContinuous, flags: flags)
  }

  private static var concentration: Concentration {
    Concentration(microgramsPerMillilitre: 500) ?? .weakest
  }

  private static func dose(_ nanogramsPerDay: UInt32) -> DoseRate {
    DoseRate(nanogramsPerDay: nanogramsPerDay) ?? .zero
  }

  private static func text<let capacity: Int>(_ characters: String) -> ShortText<capacity> {
    ShortText(Array(characters.utf8).span) ?? ShortText()
  }
}
