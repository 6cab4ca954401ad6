public import Quantities

// Amounts as a test writes them: whole numbers, each with its unit. One that no pump knows traps,
// as an index beyond an array does: it is a mistake in the test and not of what is tested.

extension DoseRate {
  /// A dose in mcg/day, at most 200 000.
  public static func mcgPerDay(_ value: UInt32) -> DoseRate { .ngPerDay(value * 1000) }

  /// A dose in ng/day, for what is no whole mcg; at most 200 000 000.
  public static func ngPerDay(_ value: UInt32) -> DoseRate {
    guard let dose = DoseRate(nanogramsPerDay: value) else {
      preconditionFailure("\(value) ng/day is more than any pump gives: \(DoseRate.maximum)")
    }
    return dose
  }
}

extension Picograms {
  /// An amount of drug in mcg.
  public static func mcg(_ value: UInt64) -> Picograms { Picograms(rawValue: value * 1_000_000) }

  /// An amount of drug in ng.
  public static func ng(_ value: UInt64) -> Picograms { Picograms(rawValue: value * 1000) }

  /// An amount of drug in pg.
  public static func pg(_ value: UInt64) -> Picograms { Picograms(rawValue: value) }
}

extension Nanolitres {
  /// A volume in mL.
  public static func millilitres(_ value: UInt64) -> Nanolitres {
    Nanolitres(rawValue: value * 1_000_000)
  }

  /// A volume in uL, for what is no whole mL.
  public static func microlitres(_ value: UInt64) -> Nanolitres {
    Nanolitres(rawValue: value * 1000)
  }

  /// A volume in nL; a stroke of the motor moves 250 of them.
  public static func nanolitres(_ value: UInt64) -> Nanolitres { Nanolitres(rawValue: value) }
}

extension Concentration {
  /// A strength in mcg/mL, 1 to 1 000 000.
  public static func mcgPerMillilitre(_ value: UInt32) -> Concentration {
    guard let strength = Concentration(microgramsPerMillilitre: value) else {
      preconditionFailure("\(value) mcg/mL is no strength: 1 to \(Concentration.maximum)")
    }
    return strength
  }
}

extension Milliseconds {
  /// A length of `count` milliseconds.
  public static func milliseconds(_ count: UInt64) -> Milliseconds {
    Milliseconds(rawValue: count)
  }

  /// A length of `count` weeks.
  public static func weeks(_ count: UInt64) -> Milliseconds { .days(7 * count) }
}

extension WallClock {
  /// A moment as a clock on the wall shows it, from 2000 to 2135.
  public static func on(
    _ year: Int, _ month: Int, _ day: Int, at hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
  ) -> WallClock {
    let time = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    guard let time else {
      preconditionFailure("no calendar has \(year)-\(month)-\(day) \(hour):\(minute):\(second)")
    }
    return time.clock
  }
}
