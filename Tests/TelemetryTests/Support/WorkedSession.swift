import Quantities
import Telemetry
import TestSupport

/// The session that session.md explains byte by byte.
enum WorkedSession {
  struct Step {
    var story: String
    var id: UInt16
    var message: WireMessage

    init(_ story: String, _ id: UInt16, _ request: Request) {
      (self.story, self.id, message) = (story, id, .request(request))
    }

    init(_ story: String, _ id: UInt16, _ reply: Reply) {
      (self.story, self.id, message) = (story, id, .reply(reply))
    }
  }

  static let pairingKey = AsconBlock.clinicianKey
  static let opening = OpenSession(
    role: .clinician, schema: Schema.hash, nonce: AsconBlock(counting: 0xC0))
  static let offer = SessionOffered(
    session: 0x0001_0001, nonce: opening.nonce, pumpNonce: AsconBlock(counting: 0xE0))
  static let keys = SessionKeys(
    pairing: pairingKey, Handshake(opening, offer, serial: identity.serial))

  private static let token: UInt32 = 0x4C7A_19E3
  /// The pump's link clock when it opened the session: ten days after it was switched on.
  private static let openedClock: UInt32 = 863_997_000

  static func steps() -> [Step] {
    handshake() + review() + change() + bolus() + closing()
  }

  private static func handshake() -> [Step] {
    let opened = SessionOpened(session: offer.session, linkClock: openedClock, idleSeconds: 120)
    return [
      Step("Who is there?", 1, .opening(.identify)),
      Step("A PL-20, built with the same layouts.", 1, .identity(identity)),
      Step("A session in the clinician's role.", 2, .opening(.openSession(opening))),
      Step(
        "Session 65537 opens when the programmer proves that it has the key.", 2,
        .sessionOffered(offer)),
      Step(
        "The proof: nobody without the pairing key can seal this.", 3, .opening(.confirmSession)),
      Step(
        "The pump's own proof, and it is open. The programmer notes when this arrived.", 3,
        .sessionOpened(opened)),
    ]
  }

  private static func review() -> [Step] {
    [
      Step("Everything there is to review.", 4, .query(.interrogate)),
      Step("No order was ever applied to this pump.", 4, .interrogation(interrogation)),
    ]
  }

  private static func change() -> [Step] {
    let therapy = Therapy.simpleContinuous(dose(110_000))
    let report = TherapyReport(
      token: token, therapy: therapy, drug: .baclofen, concentration: concentration,
      dailyNanograms: 110_000, leastDailyNanograms: 110_000, flowNanolitresPerDay: 220_000)
    // 37 s after the clock was received, with 2 s allowed.
    let commit = Order(.commit(Commit(token: token)), notAfter: openedClock + 37_000 + 2000)
    return [
      Step(
        "110 mcg/day, to be checked and held.", 5, .part(.therapy(StageTherapy(therapy)))),
      Step(
        "It is within the limits.", 5,
        .acknowledged(Acknowledgement(.stageTherapy, therapySeconds: 864_021))),
      Step("What is staged?", 6, .query(.readBack)),
      Step(
        "110 mcg/day in 0.22 mL/day, at the tip after 30 hours.", 6, .staged(report)),
      Step("Confirmed: make it the therapy.", 7, .order(commit)),
      Step(
        "It is stored and in force.", 7,
        .acknowledged(Acknowledgement(.commit, therapySeconds: 864_034))),
    ]
  }

  private static func bolus() -> [Step] {
    let bolus = Order(
      .startBolus(StartBolus(nanograms: 50_000, milliseconds: 600_000)),
      notAfter: openedClock + 74_000 + 2000)
    return [
      Step("50 mcg over 10 minutes.", 8, .order(bolus)),
      Step(
        "It is stored and has begun.", 8,
        .acknowledged(Acknowledgement(.startBolus, therapySeconds: 864_071))),
      Step("How does it go?", 9, .query(.readStatus)),
      Step(
        "49 mcg are to come. The order applied last is request 8 of this session.", 9,
        .status(statusInBolus)),
    ]
  }

  private static func closing() -> [Step] {
    [
      Step("That is all.", 10, .query(.closeSession)),
      Step(
        "Closed. The bolus and the therapy run on.", 10,
        .acknowledged(Acknowledgement(.closeSession, therapySeconds: 864_085))),
    ]
  }

  private static var identity: Identity {
    Identity(
      model: text("PL-20"), serial: text("PLK-000417"),
      firmware: FirmwareVersion(major: 1, minor: 0, patch: 0))
  }

  private static var interrogation: Interrogation {
    var body = Interrogation()
    body.identity = identity
    body.status.therapySeconds = 864_012
    body.status.linkClock = 864_012_000
    body.status.reservoirNanolitres = 18_000_000
    body.status.basalNanogramsPerDay = 100_000
    body.status.batteryPercent = 99
    body.status.mode = .simpleContinuous
    body.status.flags.isClockSet = true
    body.clock = WallClock(rawValue: 803_291_400)
    body.capacityNanolitres = 20_000_000
    body.lowAlarmNanolitres = 2_000_000
    body.concentration = concentration
    body.therapy = .simpleContinuous(dose(100_000))
    body.pumpedNanolitres = 2_000_000
    body.pathNanolitres = 275_000
    body.tubingNanolitres = 140_000
    body.volumesVersion = 2
    body.filledNanolitres = 20_000_000
    body.residualNanolitres = 1_400_000
    body.programmedPicograms = 1_000_013_888
    body.primeFlowNanolitresPerDay = 24_000_000
    return body
  }

  private static var statusInBolus: Status {
    var status = Status()
    status.therapySeconds = 864_083
    status.linkClock = 864_083_000
    status.reservoirNanolitres = 17_997_850
    status.basalNanogramsPerDay = 110_000
    status.bolusRemainingNanograms = 49_000
    status.lastApplied = AppliedCommand(session: offer.session, request: 8)
    status.batteryPercent = 99
    status.mode = .simpleContinuous
    status.flags.isClockSet = true
    status.flags.running = .bolus
    return status
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
