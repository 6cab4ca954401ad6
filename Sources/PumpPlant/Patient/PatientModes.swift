import Quantities

/// The linear part of a patient, taken apart into modes that know nothing of each other.
///
/// The eight cells lose the same share of their drug and exchange with their neighbours evenly, so
/// their modes are cosines along the axis. Whatever follows them (effect, adaptation, dependence,
/// withdrawal) adds one mode of its own each. A mode decays by its own rate and is fed by the
/// drug that arrives, so a step is one multiplication for each, and any number of steps a power of
/// one number. An amount is a fixed sum of modes.
struct PatientModes: Sendable {
  /// The number of modes: 8 of the cells, then the effect at head, arms and legs, the adaptation
  /// at head, arms and legs, dependence and withdrawal.
  static var count: Int { 16 }
  static var cells: Int { 8 }

  /// The weight of each mode in an amount.
  typealias Sum = [16 of Int64]

  /// What is left of each mode after one cell of the time grid, of 2^64.
  private(set) var left: [16 of UInt64] = .init(repeating: 0)
  /// What each mode gains per drug that arrives evenly over one cell of the time grid.
  private(set) var gain: [16 of Int64] = .init(repeating: 0)
  /// The same of many cells of the grid at once.
  private(set) var steps: PatientSteps
  /// The drug at the effect sites of head, arms and legs, as the amount that in a cell would be as
  /// strong.
  private(set) var effect: [3 of Sum]
  /// The drug those sites are used to.
  private(set) var adapted: [3 of Sum]
  /// The drug that the body misses.
  private(set) var missing: Sum

  /// The modes of a patient.
  init(_ profile: PatientProfile) {
    effect = .init(repeating: Self.nothing)
    adapted = effect
    missing = Self.nothing
    steps = PatientSteps(left)
    var building = Building(profile)
    let effectRate = FixedPoint.rate(profile[.effectRate], per: 1_000_000)
    let pace: (PatientParameter) -> Int64 = { FixedPoint.rate(1, per: profile[$0]) }
    var sites = PatientSite.all
    while let site = sites.next() {
      let index = site.index
      effect[index] = building.follow(
        Self.cell(site.cell), rate: effectRate, mode: Self.cells + index)
      adapted[index] = building.follow(
        effect[index], rate: pace(.adaptationTime), mode: Self.cells + 3 + index)
    }
    let legs = effect[PatientSite.legs.index]
    let dependence = building.follow(legs, rate: pace(.dependenceTime), mode: 14)
    var lack = dependence
    for mode in lack.indices { lack[mode] -= legs[mode] }
    missing = building.follow(lack, rate: pace(.withdrawalTime), mode: 15)
    for mode in 0..<Self.count {
      left[mode] = FixedPoint.leftAfterCell(rate: building.rate[mode])
      let lost = Int64(bitPattern: (0 &- left[mode]) >> 12)
      let arrived = FixedPoint.ratio(lost, 12 * FixedPoint.perHour, building.rate[mode])
      gain[mode] = FixedPoint.product(arrived, building.fed[mode])
    }
    steps = PatientSteps(left)
  }

  /// The most a mode can be if so much arrives in every cell of the time grid, for ever; with a
  /// thousandth more, for powers are rounded.
  func largest(_ mode: Int, feeding drug: Int64) -> UInt64 {
    let exact = FixedPoint.product(drug, gain[mode]).magnitude
    let gained = exact + exact / 1_000 + 2
    let lost = 0 &- left[mode]
    return lost.dividingFullWidth((gained, 0)).quotient
  }

  /// The drug in a cell.
  static func cell(_ cell: Int) -> Sum {
    var sum = nothing
    sum[0] = FixedPoint.one / 8
    for mode in 1..<cells { sum[mode] = FixedPoint.cosine(mode * (2 * cell + 1)) / 4 }
    return sum
  }

  private static var nothing: Sum { .init(repeating: 0) }
}

/// The rates of the modes, in 1/h with 40 bits of fraction, and what feeds them, while they are
/// being found.
private struct Building {
  var rate: [16 of Int64] = .init(repeating: 0)
  var fed: [16 of Int64] = .init(repeating: 0)

  init(_ profile: PatientProfile) {
    let clearance = FixedPoint.rate(profile[.clearance], per: profile[.fluidVolume])
    let exchange = FixedPoint.rate(8 * profile[.exchange], per: profile[.fluidVolume])
    let tip = Int(profile[.tipCell])
    for mode in 0..<PatientModes.cells {
      let bend = FixedPoint.one - FixedPoint.cosine(2 * mode)
      rate[mode] = clearance + 2 * FixedPoint.product(exchange, bend)
      fed[mode] = FixedPoint.cosine(mode * (2 * tip + 1))
    }
  }

  /// The amount x of dx/dt = rate (input - x), which brings a mode of its own.
  mutating func follow(
    _ input: PatientModes.Sum, rate pace: Int64, mode own: Int
  ) -> PatientModes.Sum {
    var sum = input
    var fedDirectly: Int64 = 0
    for mode in input.indices where input[mode] != 0 {
      sum[mode] = FixedPoint.ratio(input[mode], pace, pace - rate[mode])
      fedDirectly += FixedPoint.product(sum[mode], fed[mode])
    }
    // What arrives is felt through the input alone: at first the sum does not move.
    rate[own] = pace
    fed[own] = -fedDirectly
    sum[own] = FixedPoint.one
    return sum
  }
}
