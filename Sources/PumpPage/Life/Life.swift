import BadLink
import Clinic
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// A pump in a body, the line to it, two handhelds and both clocks: all that a page moves.
///
/// A ``copy()`` is a moment that one can go back to. The same beginning and the same acts at the
/// same moments of the link's clock give the same life, to the bit.
struct Life {
  /// The pump, the body it is in, and whoever is that body.
  var pump: VirtualPump<TransientMemory>
  var line: DuplexLine
  var now = Instant(therapy: .zero, link: .zero)
  /// How fast therapy time goes, in ms per second of the link's.
  private(set) var pace = Pace.held
  /// Where therapy time was last set apart from the link's.
  private var anchor = Instant(therapy: .zero, link: .zero)
  /// Whether a handheld was in use when the pace was looked at last.
  private var isPaceOfUse = false
  /// Whether the cable between handheld and head is plugged in.
  var isPlugged = true
  /// What is to happen to the line at the next order; `nil` for nothing.
  var mishap: Mishap?
  var clinician: Handheld
  var patient: Handheld
  /// The line to the world outside; `nil` for none.
  var live: LiveLine?
  /// What went over the line, the last first to go.
  var wire: Wire
  /// What happened, in its order.
  var diary = LifeDiary()
  /// What must hold, and whether it did.
  var watch = LifeWatch()
  /// What was programmed and what was received, day by day.
  var course: DoseCourse
  /// Whose frames went over the line last: the answers are for them.
  var holder = Role.clinician
  /// Whether the next answer is the one that a mishap is about.
  var isAnswerAwaited = false
  /// The pump's serial number, and what opens sessions with it.
  var serial: ShortText<12>
  var keys: PairingKeys
  /// The pump that the head is not on; `nil` where there is one pump.
  var other: OtherPump?
  /// The therapy that goes over from one of them to the other; `nil` for none.
  var transfer: TransferCourse?

  /// How fast time goes.
  enum Pace: UInt64, CaseIterable {
    case held = 0
    case asInLife = 1000
    case minute = 60_000
    case hour = 3_600_000
    case day = 86_400_000
  }

  /// Something that happens to the line once, at the next order.
  enum Mishap: CaseIterable {
    /// The order is lost on its way.
    case orderLost
    /// The pump carries it out, and its answer is lost.
    case answerLost
    /// The pump carries it out, and the cable is torn out before its answer comes.
    case tornOut
    /// The order comes twice.
    case orderTwice
  }

  /// A life from its beginning.
  init(
    _ pump: consuming VirtualPump<TransientMemory>, serial: ShortText<12>, keys: PairingKeys,
    random: inout SeededGenerator
  ) {
    self.serial = serial
    self.keys = keys
    wire = Wire(keys: Self.opening(serial, keys))
    line = DuplexLine(seed: random.next(), faults: .none)
    clinician = Handheld(
      role: .clinician, pairing: Pairing(serial: serial, key: keys.clinician),
      nonce: AsconBlock(from: &random))
    patient = Handheld(
      role: .patient, pairing: Pairing(serial: serial, key: keys.patient),
      nonce: AsconBlock(from: &random))
    self.pump = pump
    course = DoseCourse()
    self.pump.beginWatch()
    now = Instant(therapy: self.pump.plant.therapyTime, link: .zero)
    anchor = now
    course.note(&self.pump, &other, at: now.therapy)
  }

  /// The same moment, with handhelds of its own.
  func copy() -> Life {
    var copy = self
    copy.clinician = clinician.copy()
    copy.patient = patient.copy()
    copy.live?.handheld = live?.handheld?.copy()
    if let other {
      copy.other?.clinician = other.clinician.copy()
      copy.other?.patient = other.patient.copy()
    }
    return copy
  }

  /// Whether a handheld is in use: then therapy time goes no faster than in life.
  var isHandheldInUse: Bool {
    clinician.isBusy || patient.isBusy || live?.handheld?.isBusy == true
      || other?.clinician.isBusy == true
  }

  /// How fast therapy time goes now.
  var effectivePace: Pace {
    isHandheldInUse && pace.rawValue > Pace.asInLife.rawValue ? .asInLife : pace
  }

  // MARK: Time

  /// Sets how fast time goes from now on.
  mutating func setPace(_ pace: Pace) {
    anchor = now
    self.pace = pace
  }

  /// Where therapy time is when the link's clock shows a moment, nothing happening in between.
  private func therapy(at link: LinkTime) -> TherapyTime {
    let gone = link.since(anchor.link).rawValue
    return anchor.therapy.after(Milliseconds(rawValue: gone * effectivePace.rawValue / 1000))
  }

  /// Lets time pass to a moment of the link's clock, and everything happen that falls due.
  mutating func advance(to end: LinkTime) {
    while true {
      send()
      let next = nextMoment.map { min($0, end) } ?? end
      if next > now.link { move(to: Instant(therapy: therapy(at: next), link: next)) }
      let isDue = deliver()
      clinician.tick(at: now.link)
      patient.tick(at: now.link)
      live?.handheld?.tick(at: now.link)
      other?.clinician.tick(at: now.link)
      settle()
      if now.link >= end, !isDue { break }
    }
  }

  /// Takes note of what was just done: of the pace that follows from it, and what came of it.
  mutating func settle() {
    driveTransfer()
    if isPaceOfUse != isHandheldInUse {
      isPaceOfUse = isHandheldInUse
      anchor = now
    }
    send()
    sendLive()
    takeHappenings()
  }

  /// What opens sessions with a pump that has these keys.
  static func opening(
    _ serial: ShortText<12>, _ keys: PairingKeys
  ) -> (Role) -> Pairing? {
    { role in
      switch role {
      case .clinician: Pairing(serial: serial, key: keys.clinician)
      case .patient: Pairing(serial: serial, key: keys.patient)
      }
    }
  }

  /// The last moment of the link's clock that lies no further than a moment of therapy, and always
  /// after the present one.
  func latestLink(notBeyond moment: TherapyTime) -> LinkTime {
    let pace = effectivePace.rawValue
    let soonest = now.link.after(Milliseconds(rawValue: 1))
    guard pace > 0, moment > anchor.therapy else { return LinkTime(rawValue: .max) }
    let gone = moment.since(anchor.therapy).rawValue
    return max(soonest, anchor.link.after(Milliseconds(rawValue: (gone * 1000 + pace - 1) / pace)))
  }

  /// Takes note of something that a person did or was told.
  mutating func note(_ what: LifeDiary.What) { diary.note(what, at: now.therapy, link: now.link) }

  private var nextMoment: LinkTime? {
    var next = line.deadline
    let hands = [
      clinician.deadline, patient.deadline, live?.handheld?.deadline, other?.clinician.deadline,
    ]
    for moment in hands {
      if let moment { next = min(next ?? moment, moment) }
    }
    return next
  }

  private mutating func move(to moment: Instant) {
    // Each midnight that passes is a row of what was given on that day.
    var here = now.therapy
    while let midnight = course.nextMark(after: here), midnight <= moment.therapy {
      pump.advance(to: Instant(therapy: midnight, link: moment.link))
      other?.pump.advance(to: Instant(therapy: midnight, link: moment.link))
      course.note(&pump, &other, at: midnight)
      here = midnight
    }
    now = moment
    pump.advance(to: moment)
    other?.pump.advance(to: moment)
  }

  /// Lets so much therapy time pass at once, while the link's clock stands.
  mutating func jump(_ length: Milliseconds) {
    move(to: Instant(therapy: now.therapy.after(length), link: now.link))
    anchor = now
    takeHappenings()
  }

  /// Lets therapy time pass up to something, at most so long; gives whether it came.
  mutating func jump(until stop: PumpStop, within most: Milliseconds) -> Bool {
    let end = now.therapy.after(most)
    var isReached = false
    while !isReached, now.therapy < end {
      let next = min(course.nextMark(after: now.therapy) ?? end, end)
      isReached = pump.advance(to: Instant(therapy: next, link: now.link), until: stop)
      now = Instant(therapy: pump.plant.therapyTime, link: now.link)
      other?.pump.advance(to: now)
      if !isReached, now.therapy == next { course.note(&pump, &other, at: next) }
    }
    anchor = now
    takeHappenings()
    return isReached
  }

  private mutating func takeHappenings() {
    for happening in pump.takeHappenings() {
      diary.note(happening, link: now.link)
      if case .logged(let entry) = happening.what { watch.note(entry, at: happening.time) }
    }
    for belief in clinician.takeBeliefs() + patient.takeBeliefs() {
      watch.note(belief, &pump, at: now.therapy)
    }
    watch.check(&pump, at: now)
    for happening in other?.look(at: now) ?? [] {
      // What the other pump writes down is in its own log; what is heard of it is heard here.
      if case .alarm = happening.what { diary.note(happening, link: now.link) }
    }
  }
}
