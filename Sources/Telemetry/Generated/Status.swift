// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What the pump is doing now. Spec: messages.md.
public struct Status: Hashable, Sendable {
  /// Therapy time since the factory. Unit s.
  public var therapySeconds: UInt32
  /// The pump's link clock. Unit ms modulo 2^32.
  public var linkClock: UInt32
  /// The reservoir by the pump's own counter; zero when the counter ran out. Unit nL.
  public var reservoirNanolitres: UInt32
  /// The basal dose given now; zero when stopped or in a planned stop, and the drug of the fixed
  /// flow in minimum rate. Unit ng/day.
  public var basalNanogramsPerDay: UInt32
  /// What is still to come of a running bolus, prime or bridge, rounded down; zero when none runs.
  /// Unit ng.
  public var bolusRemainingNanograms: UInt32
  /// The last command that was applied, if any ever was. `nil`: no order was ever applied.
  public var lastApplied: AppliedCommand?
  /// The alarms that are active.
  public var alarms: AlarmSet
  /// What is left of the battery, by the last daily measurement. Unit %, 0 through 100.
  public var batteryPercent: UInt8
  /// How the committed therapy infuses.
  public var mode: InfusionMode
  /// What else is the case.
  public var flags: Status.Flags

  /// Yes-or-no facts and the state of the battery.
  public struct Flags: Hashable, Sendable {
    /// Delivery is stopped, by command or by an alarm that stops it.
    public var isStopped: Bool
    /// A temporary rate or a planned stop runs, in place of the programme's basal infusion.
    public var isTemporary: Bool
    /// Something is staged in the open session.
    public var hasStagedTherapy: Bool
    /// The wall clock was set.
    public var isClockSet: Bool
    /// The state of the battery.
    public var battery: BatteryState
    /// What runs besides the basal infusion or in its place.
    public var running: RunningInfusion

    /// Nothing the case.
    @inlinable
    public init() {
      isStopped = false
      isTemporary = false
      hasStagedTherapy = false
      isClockSet = false
      battery = .ok
      running = .nothing
    }

    @inline(__always)
    init(from reader: inout ByteReader) {
      let bits = reader.u8()
      isStopped = bits & 1 != 0
      isTemporary = bits & 2 != 0
      hasStagedTherapy = bits & 4 != 0
      isClockSet = bits & 8 != 0
      let battery = BatteryState(rawValue: bits >> 4 & 3)
      if battery == nil { reader.reject() }
      self.battery = battery ?? .ok
      let running = RunningInfusion(rawValue: bits >> 6 & 3)
      if running == nil { reader.reject() }
      self.running = running ?? .nothing
    }

    @inline(__always)
    var bits: UInt8 {
      (isStopped ? 1 : 0)
        | (isTemporary ? 2 : 0)
        | (hasStagedTherapy ? 4 : 0)
        | (isClockSet ? 8 : 0)
        | battery.rawValue << 4
        | running.rawValue << 6
    }
  }

  /// One from its parts.
  @inlinable
  public init(
    therapySeconds: UInt32, linkClock: UInt32, reservoirNanolitres: UInt32,
    basalNanogramsPerDay: UInt32, bolusRemainingNanograms: UInt32, lastApplied: AppliedCommand?,
    alarms: AlarmSet, batteryPercent: UInt8, mode: InfusionMode, flags: Status.Flags
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

  /// A status of a pump of which nothing is so, in minimum rate.
  @inlinable
  package init() {
    self.init(
      therapySeconds: 0, linkClock: 0, reservoirNanolitres: 0, basalNanogramsPerDay: 0,
      bolusRemainingNanograms: 0, lastApplied: nil, alarms: AlarmSet(), batteryPercent: 0,
      mode: .minimumRate, flags: Flags()
    )
  }
}

extension Status {
  @inline(__always)
  init(from reader: inout ByteReader) {
    // One look at the length lets the compiler drop those of the fields.
    if reader.remaining < 31 { reader.exhaust() }
    therapySeconds = reader.u32()
    linkClock = reader.u32()
    reservoirNanolitres = reader.u32()
    basalNanogramsPerDay = reader.u32()
    bolusRemainingNanograms = reader.u32()
    lastApplied = AppliedCommand.optional(from: &reader)
    alarms = AlarmSet(from: &reader)
    batteryPercent = reader.u8()
    if batteryPercent > 100 { reader.reject() }
    mode = InfusionMode(from: &reader)
    flags = Flags(from: &reader)
  }

  @inline(__always)
  func encode(to writer: inout ByteWriter) {
    writer.put(therapySeconds)
    writer.put(word1)
    writer.put(word2)
    writer.put(word3)
    writer.put(batteryPercent)
    writer.put(mode.rawValue)
    writer.put(flags.bits)
  }

  /// The same bytes behind a header of four, as words.
  @inline(__always)
  func put(behind header: UInt32, to framer: inout Framer) -> Framer.Rest {
    framer.put(UInt64(header) | UInt64(therapySeconds) &<< 32)
    framer.put(word1)
    framer.put(word2)
    framer.put(word3)
    return Framer.Rest(word: rest, count: 3)
  }

  // The fields as they follow one another, the first of them lowest.

  @inline(__always)
  private var word1: UInt64 {
    UInt64(linkClock)
      | UInt64(reservoirNanolitres) &<< 32
  }

  @inline(__always)
  private var word2: UInt64 {
    UInt64(basalNanogramsPerDay)
      | UInt64(bolusRemainingNanograms) &<< 32
  }

  @inline(__always)
  private var word3: UInt64 {
    UInt64(lastApplied?.session ?? 0)
      | UInt64(lastApplied?.request ?? 0) &<< 32
      | UInt64(alarms.bits) &<< 48
  }

  @inline(__always)
  private var rest: UInt64 {
    UInt64(batteryPercent)
      | UInt64(mode.rawValue) &<< 8
      | UInt64(flags.bits) &<< 16
  }
}

extension Status: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("therapySeconds", therapySeconds)
    visitor.number("linkClock", linkClock)
    visitor.number("reservoirNanolitres", reservoirNanolitres)
    visitor.number("basalNanogramsPerDay", basalNanogramsPerDay)
    visitor.number("bolusRemainingNanograms", bolusRemainingNanograms)
    if let lastApplied {
      visitor.enter("lastApplied")
      lastApplied.visit(&visitor)
      visitor.leave()
    } else {
      visitor.nothing("lastApplied")
    }
    visitor.number("alarms", alarms.bits)
    visitor.number("batteryPercent", batteryPercent)
    visitor.choice("mode", mode.wireName)
    visitor.enter("flags")
    flags.visit(&visitor)
    visitor.leave()
  }
}

extension Status.Flags: Visitable {
  /// Shows every bit by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.flag("isStopped", isStopped)
    visitor.flag("isTemporary", isTemporary)
    visitor.flag("hasStagedTherapy", hasStagedTherapy)
    visitor.flag("isClockSet", isClockSet)
    visitor.choice("battery", battery.wireName)
    visitor.choice("running", running.wireName)
  }
}
