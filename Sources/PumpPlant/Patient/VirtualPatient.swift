public import Quantities

/// A virtual patient: what drug at a catheter's tip does to tone, spasms and mind, over years.
///
/// Illustrative only, and never dosing advice. The equations, the sources of their numbers and
/// what they give against published results are in `protocol-spec/patient.md`.
///
/// Drug is felt in cells of five minutes, on a grid of therapy time: what arrives in a cell is
/// taken to have arrived evenly over it, and a reading is that of the end of the last cell. So it
/// makes no difference in how many strokes the drug of a cell came, and next to none how a longer
/// span is cut: amounts then differ by less than ``rounding``.
public struct VirtualPatient: Sendable {
  /// The length of a cell of the time grid: 5 min.
  public static var cell: Milliseconds { .minutes(5) }
  /// By how much an amount may differ between two ways to cut a span, and a cell's from its share
  /// of the whole: 1 ng.
  public static var rounding: Picograms { Picograms(rawValue: 1_000) }
  /// The drug that counts in one cell, about 17 mg: what comes on top is given, but makes nothing
  /// worse.
  public static var mostFelt: Picograms { Picograms(rawValue: 1 << 34) }

  /// Who it is.
  public let profile: PatientProfile
  /// The moment up to which drug has arrived.
  public private(set) var now: TherapyTime
  /// All that arrived, in pg.
  public private(set) var given = Picograms.zero

  let modes: PatientModes
  /// The amplitudes of the modes, in pg with ``fraction`` bits of fraction.
  var state: [16 of Int64] = .init(repeating: 0)
  /// What arrived in the cell that is not over, in the same unit.
  var pending: UInt64 = 0

  /// The bits of the fraction of an amount of drug.
  static var fraction: UInt64 { 8 }
  private static var mostPending: UInt64 { mostFelt.rawValue &<< fraction }

  /// A patient who has had none of the drug before.
  public init(_ profile: PatientProfile, at start: TherapyTime) {
    self.profile = profile
    now = start
    modes = PatientModes(profile)
  }

  /// The same patient, with the catheter's tip elsewhere; throws when there is no such cell. What
  /// is in the body stays where it is.
  public func withTip(inCell cell: UInt32) throws(PatientProfileError) -> VirtualPatient {
    var moved = VirtualPatient(try profile.with(.tipCell, cell), at: now)
    moved.given = given
    moved.pending = pending
    // Where the tip is says only what feeds the modes, not what they are.
    moved.state = state
    return moved
  }

  /// Gives drug all at once, now: a stroke, a bolus, an injection by hand.
  public mutating func receive(_ drug: Picograms) {
    given += drug
    pending = min(pending + Self.felt(drug), Self.mostPending)
  }

  /// Lets time pass, over which drug arrives evenly; traps when the moment is past.
  public mutating func advance(to time: TherapyTime, receiving drug: Picograms = .zero) {
    precondition(time >= now, "time runs forward")
    let length = time.since(now).rawValue
    let grid = Self.cell.rawValue
    let ahead = time.rawValue / grid - now.rawValue / grid
    guard length > 0, ahead > 0 else {
      now = time
      return receive(drug)
    }
    given += drug
    var rest = Self.felt(drug)
    let first = Self.share(grid - now.rawValue % grid, of: length, rest)
    let each = ahead > 1 ? Self.share(grid, of: length, rest) : 0
    rest -= first + each * (ahead - 1)
    if ahead > 1, pending + first == each {
      step(ahead, arriving: each)
    } else {
      step(1, arriving: pending + first)
      if ahead > 1 { step(ahead - 1, arriving: each) }
    }
    pending = min(rest, Self.mostPending)
    now = time
  }

  /// So many cells of the grid, in each of which so much arrives.
  private mutating func step(_ count: UInt64, arriving drug: UInt64) {
    let arriving = Int64(bitPattern: min(drug, Self.mostPending))
    var gained: [16 of Int64] = .init(repeating: 0)
    if arriving != 0 {
      for mode in gained.indices { gained[mode] = FixedPoint.product(arriving, modes.gain[mode]) }
    }
    modes.steps.pass(count, gained, &state)
  }

  /// An amount with its fraction: as much of it as one has room for, more than a kilogram.
  private static func felt(_ drug: Picograms) -> UInt64 {
    min(drug.rawValue, 1 << 50) &<< fraction
  }

  private static func share(_ part: UInt64, of length: UInt64, _ whole: UInt64) -> UInt64 {
    length.dividingFullWidth(whole.multipliedFullWidth(by: part)).quotient
  }
}

extension VirtualPatient {
  /// The most that is felt in a cell of the time grid, in the unit of the modes.
  static var most: Int64 { Int64(bitPattern: mostPending) }

  /// Takes over what was read from outside; whether it can be.
  mutating func restore(given: Picograms, pending: UInt64) -> Bool {
    self.given = given
    self.pending = pending
    return pending <= Self.mostPending && pending &>> Self.fraction <= given.rawValue
  }
}
