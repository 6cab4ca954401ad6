/// A length of time in milliseconds.
public struct Milliseconds: Quantity {
  /// The length in ms.
  public let rawValue: UInt64

  /// A length of `rawValue` ms.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// A length of `count` seconds.
  @inlinable public static func seconds(_ count: UInt64) -> Milliseconds {
    Milliseconds(rawValue: count * 1000)
  }

  /// A length of `count` minutes.
  @inlinable public static func minutes(_ count: UInt64) -> Milliseconds {
    Milliseconds(rawValue: count * 60_000)
  }

  /// A length of `count` hours.
  @inlinable public static func hours(_ count: UInt64) -> Milliseconds {
    Milliseconds(rawValue: count * 3_600_000)
  }

  /// A length of `count` days of 24 hours.
  @inlinable public static func days(_ count: UInt64) -> Milliseconds {
    Milliseconds(rawValue: count * 86_400_000)
  }
}

/// A moment of therapy: milliseconds since the pump left the factory.
///
/// The pump's own oscillator counts it through resets. It drives delivery, the battery and the
/// alarms; a bench may scale it, hold it or make it jump forward. It is not the time of day
/// (``WallClock``) and not the time replies are awaited in (``LinkTime``).
public struct TherapyTime: Quantity {
  /// The moment in ms since the factory.
  public let rawValue: UInt64

  /// The moment `rawValue` ms after the factory.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The moment a length of time later; traps after 584 million years.
  @inlinable public func after(_ length: Milliseconds) -> TherapyTime {
    TherapyTime(rawValue: rawValue + length.rawValue)
  }

  /// The time since an earlier moment; traps when `earlier` is later.
  @inlinable public func since(_ earlier: TherapyTime) -> Milliseconds {
    Milliseconds(rawValue: rawValue - earlier.rawValue)
  }

  /// Whole seconds since the factory.
  @inlinable public var seconds: UInt64 { rawValue / 1000 }
}

/// A moment on the link: milliseconds since the device that reads it was switched on.
///
/// Response times, session idle time and the expiry of commands are measured in it. On a live link
/// it is always real time, however fast the therapy is made to run.
public struct LinkTime: Quantity {
  /// The moment in ms since switch-on.
  public let rawValue: UInt64

  /// The moment `rawValue` ms after switch-on.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The moment a length of time later; traps after 584 million years.
  @inlinable public func after(_ length: Milliseconds) -> LinkTime {
    LinkTime(rawValue: rawValue + length.rawValue)
  }

  /// The time since an earlier moment; zero when `earlier` is later.
  @inlinable public func since(_ earlier: LinkTime) -> Milliseconds {
    Milliseconds(rawValue: rawValue > earlier.rawValue ? rawValue - earlier.rawValue : 0)
  }
}

/// A moment in both clocks, as passed to every input of the pump.
public struct Instant: Hashable, Sendable {
  /// The moment of therapy.
  public var therapy: TherapyTime
  /// The moment on the link.
  public var link: LinkTime

  /// A moment in both clocks.
  @inlinable public init(therapy: TherapyTime, link: LinkTime) {
    self.therapy = therapy
    self.link = link
  }
}
