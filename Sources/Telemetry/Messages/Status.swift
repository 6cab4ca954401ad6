import Quantities

/// The command the pump applied last, so that a programmer which lost the answer can find out.
public struct AppliedCommand: Hashable, Sendable {
  /// The session it came in.
  public var session: UInt32
  /// Its request id in that session.
  public var request: UInt16

  /// A command named by its session and request id.
  public init(session: UInt32, request: UInt16) {
    self.session = session
    self.request = request
  }
}

/// What the pump is doing now. Spec: messages.md, "status".
public struct Status: Hashable, Sendable {
  /// Seconds of therapy since the factory.
  public var therapySeconds: UInt32
  /// The pump's link clock in ms modulo 2^32.
  public var linkClock: UInt32
  /// The reservoir by the pump's own counter in nL; zero when the counter ran out.
  public var reservoirNanolitres: UInt32
  /// The basal dose given now in ng/day; zero when stopped, and the drug in the minimum rate.
  public var basalNanogramsPerDay: UInt32
  /// What is still to come of a running bolus, prime or bridge in ng; zero when none runs.
  public var bolusRemainingNanograms: UInt32
  /// The last command that was applied, if any ever was.
  public var lastApplied: AppliedCommand?
  /// The alarms that are active.
  public var alarms: AlarmSet
  /// What is left of the battery, 0 through 100 %.
  public var batteryPercent: UInt8
  /// How the committed therapy infuses.
  public var mode: InfusionMode
  /// What else is the case.
  public var flags: Flags

  /// Yes-or-no facts and the state of the battery.
  public struct Flags: Hashable, Sendable {
    /// Delivery is stopped by command or by an alarm that stops it.
    public var isStopped = false
    /// A bolus is running.
    public var isBolusRunning = false
    /// A programme is staged in the open session.
    public var hasStagedTherapy = false
    /// The wall clock was set.
    public var isClockSet = false
    /// The state of the battery.
    public var battery: BatteryState = .ok
    /// The fluid path is being primed; basal infusion waits.
    public var isPriming = false
    /// A bridge is running; basal infusion waits.
    public var isBridging = false

    /// Nothing the case, battery in normal service.
    public init() {}

    @inline(__always)
    init(from reader: inout ByteReader) {
      let byte = reader.u8()
      isStopped = byte & 1 != 0
      isBolusRunning = byte & 2 != 0
      hasStagedTherapy = byte & 4 != 0
      isClockSet = byte & 8 != 0
      let battery = BatteryState(rawValue: byte >> 4 & 3)
      if battery == nil { reader.reject() }
      self.battery = battery ?? .ok
      isPriming = byte & 64 != 0
      isBridging = byte & 128 != 0
    }

    @inline(__always)
    var byte: UInt8 {
      (isStopped ? 1 : 0) | (isBolusRunning ? 2 : 0) | (hasStagedTherapy ? 4 : 0)
        | (isClockSet ? 8 : 0) | battery.rawValue << 4 | (isPriming ? 64 : 0)
        | (isBridging ? 128 : 0)
    }
  }

  /// A status from its parts.
  public init(
    therapySeconds: UInt32, linkClock: UInt32, reservoirNanolitres: UInt32,
    basalNanogramsPerDay: UInt32, bolusRemainingNanograms: UInt32, lastApplied: AppliedCommand?,
    alarms: AlarmSet, batteryPercent: UInt8, mode: InfusionMode, flags: Flags
  ) {
    self.therapySeconds = therapySeconds
    self.linkClock = linkClock
    self.reservoirNanolitres = reservoirNanolitres
    self.basalNanogramsPerDay = basalNanogramsPerDay
    self.bolusRemainingNanograms = bolusRemainingNanograms
    self.lastApplied = lastApplied
    self.alarms = alarms
    self.batteryPercent = batteryPercent
    self.mode = mode
    self.flags = flags
  }

  /// The length of a status on the wire in bytes.
  static var byteCount: Int { 31 }

  @inline(__always)
  init(from reader: inout ByteReader) {
    // One look at the length lets the compiler drop those of the fields below.
    if reader.remaining < Self.byteCount { reader.exhaust() }
    therapySeconds = reader.u32()
    linkClock = reader.u32()
    reservoirNanolitres = reader.u32()
    basalNanogramsPerDay = reader.u32()
    bolusRemainingNanograms = reader.u32()
    lastApplied = AppliedCommand.optional(from: &reader)
    let alarms = AlarmSet(bits: reader.u16())
    if alarms == nil { reader.reject() }
    self.alarms = alarms ?? AlarmSet()
    batteryPercent = reader.u8()
    if batteryPercent > 100 { reader.reject() }
    let mode = InfusionMode(rawValue: reader.u8())
    if mode == nil { reader.reject() }
    self.mode = mode ?? .minimumRate
    flags = Flags(from: &reader)
  }

  @inline(__always)
  func encode(to writer: inout ByteWriter) {
    writer.put(therapySeconds)
    writer.put(clockAndReservoir)
    writer.put(doses)
    writer.put(orderAndAlarms)
    writer.put(UInt16(truncatingIfNeeded: condition))
    writer.put(flags.byte)
  }

  /// The same bytes behind a header of four, as words.
  @inline(__always)
  func put(behind header: UInt32, to framer: inout Framer) -> Framer.Rest {
    framer.put(UInt64(header) | UInt64(therapySeconds) &<< 32)
    framer.put(clockAndReservoir)
    framer.put(doses)
    framer.put(orderAndAlarms)
    return Framer.Rest(word: condition, count: 3)
  }

  // MARK: The fields as they follow one another, the first of them lowest

  @inline(__always)
  private var clockAndReservoir: UInt64 { UInt64(linkClock) | UInt64(reservoirNanolitres) &<< 32 }

  @inline(__always)
  private var doses: UInt64 {
    UInt64(basalNanogramsPerDay) | UInt64(bolusRemainingNanograms) &<< 32
  }

  @inline(__always)
  private var orderAndAlarms: UInt64 {
    UInt64(lastApplied?.session ?? 0) | UInt64(lastApplied?.request ?? 0) &<< 32
      | UInt64(alarms.bits) &<< 48
  }

  /// Battery, mode and flags.
  @inline(__always)
  private var condition: UInt64 {
    UInt64(batteryPercent) | UInt64(mode.rawValue) &<< 8 | UInt64(flags.byte) &<< 16
  }
}

extension AppliedCommand {
  /// Session zero, which no session has, means that no command was applied yet.
  @inline(__always)
  package static func optional(from reader: inout ByteReader) -> AppliedCommand? {
    let session = reader.u32()
    let request = reader.u16()
    if session == 0 {
      if request != 0 { reader.reject() }
      return nil
    }
    return AppliedCommand(session: session, request: request)
  }

  @inline(__always)
  package static func encode(_ command: AppliedCommand?, to writer: inout ByteWriter) {
    writer.put(command?.session ?? 0)
    writer.put(command?.request ?? 0)
  }
}
