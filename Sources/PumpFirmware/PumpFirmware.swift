public import Quantities
public import Telemetry

/// The firmware of the implanted pump: one value, fed with events and time, asked for actions.
///
/// ## How to drive it
///
/// 1. Call ``handle(_:at:)`` or ``receive(_:from:at:)`` with one thing that happened.
/// 2. Carry out ``nextAction()`` until it gives `nil`, handing each completion back as an event.
/// 3. While ``isCaughtUp(to:)`` says no, hand in ``PumpEvent/tick`` again: firmware that is behind
///    goes from one event of its own to the next, so that each has its own actions.
/// 4. Sleep until ``deadline`` (or ``sessionDeadline`` on the link's clock), or let time jump: any
///    jump forward is allowed.
///
/// It holds no clock and does no input or output. Copying the value copies the pump.
///
/// ## How it stays off the stack
///
/// The value has ten kilobytes, and its state two of them. A method that only reads would be given
/// a copy by every method that changes something, and the copies that one function makes share no
/// stack; so it is `@_addressableSelf`, and takes a state as `@_addressable`. What is beyond the
/// bounds of `.ci/stack.py` mostly is a method that is not.
///
/// ## How it stays small
///
/// Left to itself, the compiler copies a body of some lines to each of its callers, and there are
/// many. What is called from many places and seldom is `@inline(never)`; what a host is to do as
/// fast as it can is that on a board only (`#if hasFeature(Embedded)`). And a value has what is
/// small and often used before what is large: an instruction reaches a kilobyte or four by itself,
/// and needs others to reach beyond. `.ci/embedded` holds the bytes.
public struct PumpFirmware: Sendable {
  // Where it is with what it does; none of it survives a power cut.
  /// Why nothing can be delivered although nobody stopped it.
  var failure: Failure?
  var motor: MotorWork
  var chores: Chores
  var log: LogWork
  var openings: Openings
  /// Factory data.
  public let profile: DeviceProfile
  /// What survives a power cut, as it is in use.
  public internal(set) var state: DurableState
  /// Frames that arrived and were dropped.
  public var frameCounters: FrameCounters {
    @_addressableSelf get { transceiver.decoder.counters }
  }
  /// Whether the programming head touches the skin over the pump.
  public var isInContact: Bool {
    @_addressableSelf get { openings.isInContact }
  }
  /// The moment on the link's clock at which an idle session ends; `nil` without a session.
  public var sessionDeadline: LinkTime? {
    @_addressableSelf get { session.deadline }
  }

  /// What it was given when it was switched on that nobody else may know.
  let secrets: PumpSecrets
  /// The keys it was made with.
  package var factoryKeys: PairingKeys { @_addressableSelf get { secrets.factoryKeys } }
  var store: StateStore
  var session = PumpSession()
  var transceiver = Transceiver()

  enum Failure: Sendable {
    case memoryLost
    case endOfService
    case selfTest
    case deliveryFault
  }

  /// The moment up to which the firmware has worked.
  @inlinable public var time: TherapyTime { state.integral.time }

  /// Whether everything up to a moment was worked off.
  @inlinable public func isCaughtUp(to moment: TherapyTime) -> Bool { time >= moment }

  /// The next moment at which the firmware needs to be handed a ``PumpEvent/tick``.
  public var deadline: TherapyTime {
    @_addressableSelf get {
      let boundary = nextBoundary
      guard failure == nil, let stroke = state.integral.moment(owing: strokeDrug) else {
        return boundary
      }
      return min(stroke, boundary)
    }
  }

  /// Whether a record is being written, or has to be written again.
  public var isStoring: Bool {
    @_addressableSelf get { store.isBusy }
  }

  /// The drug one stroke delivers.
  var strokeDrug: Picograms {
    @inline(__always) @_addressableSelf get {
      state.concentration.drug(in: profile.strokeVolume)
    }
  }

  /// Takes one thing that happened. `now` never runs backwards.
  @inline(never)
  public mutating func handle(_ event: PumpEvent, at now: Instant) {
    switch event {
    case .tick: break
    case .motorStopped(_, let rotor): motorStopped(rotor: rotor)
    case .stored(let isGood): stored(isGood, at: now)
    case .logStored(let isGood): logStored(isGood)
    case .batteryMeasured(let reading): batteryMeasured(reading)
    case .selfTested(let findings): selfTested(findings)
    case .sounded: chores.isSounding = false
    case .headMoved(let isInContact): openings.isInContact = isInContact
    }
    expireSession(at: now.link)
    work(upTo: now.therapy)
  }

  /// Takes bytes from the link, from `position` on and no further than the end of one frame.
  ///
  /// Call it again, actions carried out in between, until `position` is at the end. Delivery comes
  /// first: the firmware must be caught up to `now` (see ``isCaughtUp(to:)``).
  public mutating func receive(_ bytes: Span<UInt8>, from position: inout Int, at now: Instant) {
    precondition(isCaughtUp(to: now.therapy), "bytes were handed in before the time they came at")
    expireSession(at: now.link)
    if transceiver.decoder.next(bytes, from: &position) == .frame {
      answerFrame(at: now)
    }
    work(upTo: now.therapy)
  }

  /// The next thing to do; `nil` when there is none.
  public mutating func nextAction() -> PumpAction? {
    if let strokes = motor.takeAsked() { return .turnMotor(strokes: strokes) }
    // Before whatever ends with an answer of its own: there is one place for an answer.
    if transceiver.takeAsked() { return .transmit }
    if let slot = store.takeAsked() { return .store(slot: slot) }
    if let action = nextLogAction() { return action }
    return nextChore()
  }

  private mutating func nextLogAction() -> PumpAction? {
    if log.isWriteAsked {
      log.isWriteAsked = false
      let first = log.writing.lowerBound
      return .storeLog(
        place: MemoryMap.logPlace(first),
        count: UInt8(truncatingIfNeeded: log.writing.upperBound - first))
    }
    if log.isReadAsked {
      log.isReadAsked = false
      let places = pagePlaces()
      return .readLog(place: places.place, count: places.count)
    }
    return nil
  }

  private mutating func nextChore() -> PumpAction? {
    if chores.isSelfTestAsked {
      chores.isSelfTestAsked = false
      chores.isTesting = true
      return .selfTest
    }
    if chores.isMeasurementAsked {
      chores.isMeasurementAsked = false
      chores.isMeasuring = true
      return .measureBattery
    }
    if let tone = chores.toneAsked {
      chores.toneAsked = nil
      chores.isSounding = true
      return .sound(tone)
    }
    return nil
  }

  /// Gives access to the bytes that ``PumpAction/store(slot:)`` asks to be written from the slot's
  /// beginning on; what else the slot holds stays. It changes
  /// nothing; but for a call that cannot, the compiler would copy the whole firmware.
  public mutating func withRecord<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    store.withRecord(body)
  }

  /// Gives access to the bytes that ``PumpAction/transmit`` asks to be sent. It changes nothing, as
  /// ``withRecord(_:)``.
  public mutating func withTransmission<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    transceiver.withTransmission(body)
  }

  /// The link was cut or a programmer left: an unfinished frame is forgotten. The session stays
  /// until it times out, so that a programmer that comes back can go on.
  public mutating func linkInterrupted() { transceiver.decoder.reset() }
}
