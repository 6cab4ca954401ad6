public import Quantities

extension VirtualPatient {
  /// The spinal cells the drug is followed in.
  public static var cells: Int { PatientModes.cells }

  /// What an examination shows at the end of the last cell of the time grid.
  public var reading: PatientReading { @_addressableSelf get { examine() } }

  @_addressableSelf
  private func examine() -> PatientReading {
    let spasms = Self.signed(profile[.spasmHalfRelief])
    let lack = amount(modes.missing)
    let first = amount(ofConcentration: .withdrawalAt)
    let (legs, arms) = (felt(at: .legs), felt(at: .arms))
    let worsening = Worsening(lack, first)
    var reading = PatientReading(
      legsTone: score(legs, .legsTone, halfRelief: 1_000, worsening),
      armsTone: score(arms, .armsTone, halfRelief: 1_000, worsening),
      legsSpasms: score(legs, .legsSpasms, halfRelief: spasms, worsening),
      armsSpasms: score(arms, .armsSpasms, halfRelief: spasms, worsening),
      drowsiness: .awake, withdrawal: .none)
    let head = amount(modes.effect[PatientSite.head.index])
    let drowsy = shifted(amount(ofConcentration: .drowsyAt), at: .head)
    var drowsiness = PatientReading.Drowsiness.all
    while let grade = drowsiness.next(), head >= drowsy * grade.beginsAt {
      reading.drowsiness = grade
    }
    var withdrawal = PatientReading.Withdrawal.all
    while let grade = withdrawal.next(), grade == .none || lack >= first * grade.beginsAt {
      reading.withdrawal = grade
    }
    return reading
  }

  /// The drug in a cell of the spinal fluid, 0 at the head through 7, within ``rounding``; traps
  /// when there is no such cell.
  public func drug(inCell cell: Int) -> Picograms {
    precondition(cell >= 0 && cell < Self.cells, "there is such a cell")
    return Self.whole(amount(PatientModes.cell(cell)))
  }

  /// The drug in all cells of the spinal fluid, within ``rounding``.
  public var inFluid: Picograms { Self.whole(state[0]) }

  /// What is left to be felt of what arrived in the cell of the time grid that is not over.
  public var arriving: Picograms { Picograms(rawValue: pending &>> Self.fraction) }

  /// The drug at a site, as the amount that in a cell would be as strong, within ``rounding``.
  public func effective(at site: PatientSite) -> Picograms {
    Self.whole(amount(modes.effect[site.index]))
  }

  /// The drug a site is used to, in the same measure, within ``rounding``.
  public func accustomed(at site: PatientSite) -> Picograms {
    Self.whole(amount(modes.adapted[site.index]))
  }

  /// The drug the body misses, in the same measure and within ``rounding``; zero while it has what
  /// it is used to.
  public var missing: Picograms { Self.whole(amount(modes.missing)) }

  private static func whole(_ amount: Int64) -> Picograms {
    Picograms(rawValue: UInt64(bitPattern: max(0, amount)) &>> fraction)
  }

  private static func signed(_ value: UInt32) -> Int64 { Int64(bitPattern: UInt64(value)) }

  /// A sum of modes, in the unit of ``state``.
  @_addressableSelf
  func amount(_ sum: PatientModes.Sum) -> Int64 {
    var amount = FixedPoint.Total()
    for mode in sum.indices { amount.add(state[mode], sum[mode]) }
    return amount.value
  }

  /// What a cell holds at a concentration in pg/mL, in the unit of ``state``.
  @_addressableSelf
  private func amount(ofConcentration parameter: PatientParameter) -> Int64 {
    let drug = UInt64(profile[parameter]) * UInt64(profile[.fluidVolume]) << Int(Self.fraction)
    return Int64(bitPattern: drug / (UInt64(Self.cells) * 1_000))
  }

  /// A threshold of who is used to the drug of a site.
  @_addressableSelf
  private func shifted(_ threshold: Int64, at site: PatientSite) -> Int64 {
    let used = max(0, amount(modes.adapted[site.index]))
    return threshold + FixedPoint.ratio(used, Self.signed(profile[.tolerance]), 1_000)
  }

  /// The drug at a site, and that of half the relief there.
  @_addressableSelf
  private func felt(at site: PatientSite) -> (drug: Int64, half: Int64) {
    let tone: PatientParameter = site == .arms ? .armsHalfRelief : .legsHalfRelief
    let half = shifted(amount(ofConcentration: tone), at: site)
    return (max(0, amount(modes.effect[site.index])), half)
  }

  /// A score in 1/100 under the drug, and worsened by a withdrawal; `halfRelief` in 1/1000 of that
  /// of tone at the site. Rounded once, to the nearest.
  @_addressableSelf
  private func score(
    _ felt: (drug: Int64, half: Int64), _ baseline: PatientParameter, halfRelief: Int64,
    _ worsening: Worsening
  ) -> UInt32 {
    let sigmoid = Self.sigmoid(
      felt.drug, half: FixedPoint.ratio(felt.half, halfRelief, 1_000),
      steepness: profile[.steepness])
    let score = Self.signed(profile[baseline]) * Self.parts
    let relief = FixedPoint.ratio(score, Self.signed(profile[.greatestRelief]), 1_000)
    let relieved = score - FixedPoint.product(relief, sigmoid, fraction: 32)
    let rounded = (worsening.rebound(relieved) + Self.parts / 2) / Self.parts
    return UInt32(UInt64(bitPattern: rounded))
  }

  /// The parts of a hundredth in which scores are worked out.
  private static var parts: Int64 { 1_000_000 }

  /// By how much a withdrawal makes scores worse: from the first signs on they rise, up to rigid
  /// where fever begins.
  private struct Worsening {
    let beyond: Int64
    let span: Int64

    /// That of a lack of drug, when the first signs come with another.
    init(_ lack: Int64, _ first: Int64) {
      let fever = first * PatientReading.Withdrawal.feverAndMind.beginsAt
      beyond = max(0, min(lack, fever) - first)
      span = fever - first
    }

    func rebound(_ score: Int64) -> Int64 {
      if beyond == 0 { return score }
      return score + FixedPoint.ratio(400 * VirtualPatient.parts - score, beyond, span)
    }
  }

  /// drug^n / (drug^n + half^n), with 32 bits of fraction; `half` is above zero.
  static func sigmoid(_ drug: Int64, half: Int64, steepness: UInt32) -> Int64 {
    let one: Int64 = 1 &<< 32
    let ratio = FixedPoint.ratio(min(drug, half), one, max(drug, half))
    var power = one
    for _ in 0..<Int(UInt64(steepness)) { power = FixedPoint.product(power, ratio, fraction: 32) }
    return FixedPoint.ratio(drug < half ? power : one, one, one + power)
  }
}
