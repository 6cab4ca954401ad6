public import Quantities

/// Which part of the fluid path is primed. Spec: therapy.md, "Prime".
public enum PrimedPath: UInt8, Hashable, Sendable {
  /// Pump tubing and catheter: a new system.
  case wholePath = 1
  /// The catheter only: the pump was primed before.
  case catheter = 2
}

/// The order to prime. Spec: messages.md, "startPrime".
public struct StartPrime: Hashable, Sendable {
  /// Which part of the path.
  public var path: PrimedPath
  /// The version of the pump's volume data that the clinician saw; another one is refused.
  public var volumesVersion: UInt16
  /// The most drug that any 24 hours will hold, in ng, as it was confirmed; zero for unconfirmed.
  public var confirmedNanograms: UInt32

  /// An order from its parts.
  public init(
    _ path: PrimedPath, volumesVersion: UInt16, confirmedNanograms: UInt32 = 0
  ) {
    self.path = path
    self.volumesVersion = volumesVersion
    self.confirmedNanograms = confirmedNanograms
  }

  init(from reader: inout ByteReader) {
    let path = PrimedPath(rawValue: reader.u8())
    if path == nil { reader.reject() }
    self.init(
      path ?? .wholePath, volumesVersion: reader.u16(), confirmedNanograms: reader.u32())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(path.rawValue)
    writer.put(volumesVersion)
    writer.put(confirmedNanograms)
  }
}

/// The order to bridge: deliver one path volume at a given flow. Spec: messages.md, "startBridge".
public struct StartBridge: Hashable, Sendable {
  /// The flow in nL/day, never zero.
  public var flowNanolitresPerDay: UInt32
  /// The version of the pump's volume data that the clinician saw; another one is refused.
  public var volumesVersion: UInt16
  /// The most drug that any 24 hours will hold, in ng, as it was confirmed; zero for unconfirmed.
  public var confirmedNanograms: UInt32

  /// An order from its parts.
  public init(
    flowNanolitresPerDay: UInt32, volumesVersion: UInt16, confirmedNanograms: UInt32 = 0
  ) {
    self.flowNanolitresPerDay = flowNanolitresPerDay
    self.volumesVersion = volumesVersion
    self.confirmedNanograms = confirmedNanograms
  }

  init(from reader: inout ByteReader) {
    flowNanolitresPerDay = reader.u32()
    if flowNanolitresPerDay == 0 { reader.reject() }
    volumesVersion = reader.u16()
    confirmedNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(flowNanolitresPerDay)
    writer.put(volumesVersion)
    writer.put(confirmedNanograms)
  }
}

/// Why the wall clock is set.
public enum ClockReason: UInt8, Hashable, Sendable {
  /// It was never set, lost, or wrong by more than a clock drifts.
  case set = 0
  /// It had drifted.
  case correction = 1
  /// Daylight saving time begins or ends.
  case daylightSaving = 2
  /// The patient is in another time zone.
  case travel = 3
}

/// The order to set the pump's wall clock. Spec: messages.md, "setClock".
public struct SetClock: Hashable, Sendable {
  /// The local time of day and date.
  public var clock: WallClock
  /// Why.
  public var reason: ClockReason
  /// Whether the clinician confirmed that a running day schedule repeats or leaves out steps.
  public var acceptsShift: Bool

  /// An order from its parts.
  public init(
    _ clock: WallClock, reason: ClockReason = .set, acceptsShift: Bool = false
  ) {
    self.clock = clock
    self.reason = reason
    self.acceptsShift = acceptsShift
  }

  init(from reader: inout ByteReader) {
    clock = WallClock(rawValue: reader.u32())
    let reason = ClockReason(rawValue: reader.u8())
    if reason == nil { reader.reject() }
    self.reason = reason ?? .set
    acceptsShift = reader.flag()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(clock.rawValue)
    writer.put(reason.rawValue)
    writer.put(acceptsShift)
  }
}

/// The order to set the volume of the low-reservoir alarm. Spec: messages.md, "setLowAlarm".
public struct SetLowAlarm: Hashable, Sendable {
  /// The volume in nL at or below which the alarm sounds.
  public var nanolitres: UInt32

  /// An order from its parts.
  public init(nanolitres: UInt32) {
    self.nanolitres = nanolitres
  }

  init(from reader: inout ByteReader) {
    self.init(nanolitres: reader.u32())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(nanolitres)
  }
}

/// The order to silence the tones of the alarms that are active. Spec: messages.md,
/// "silenceAlarms".
public struct SilenceAlarms: Hashable, Sendable {
  /// For how many minutes; zero ends a silence.
  public var minutes: UInt16

  /// An order from its parts.
  public init(minutes: UInt16) {
    self.minutes = minutes
  }

  init(from reader: inout ByteReader) {
    self.init(minutes: reader.u16())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(minutes)
  }
}

/// The request to sound a tone once, so that the patient knows it. Spec: messages.md, "testAlarm".
public struct TestAlarm: Hashable, Sendable {
  /// Which tone.
  public var tone: Tone

  /// A request for a tone.
  public init(_ tone: Tone) { self.tone = tone }

  init(from reader: inout ByteReader) {
    let tone = Tone(rawValue: reader.u8())
    if tone == nil { reader.reject() }
    self.tone = tone ?? .single
  }

  func encode(to writer: inout ByteWriter) { writer.put(tone.rawValue) }
}
