import Quantities

/// The last stretch of a line with smeared fronts: what leaves it is an average over a volume.
///
/// The model: each nanolitre of liquid spreads evenly over ``steps`` steps of flow of
/// ``stepVolume`` each, `frontSmear` together. A front between two strengths therefore leaves the
/// tip as a straight ramp (a staircase of ``steps`` treads), half of it before and half of it after
/// the moment at which the sharp front would have come; the patient's total by the end of the ramp
/// is that of the sharp front. The stretch holds ``volume``, which is what delays the middle of
/// the ramp by exactly as much as plug flow would.
///
/// Steps are counted in nanolitres from the one at which a front reaches the stretch, so it makes
/// no difference how a flow is cut into pushes. The drug of a step is split into whole picograms
/// that add up to it, rounded to the nearest so that as many are early as are late. While liquid
/// of one strength stands in the stretch there is nothing to average: the line then flows as a
/// plug and this holds nothing (``isMixing`` is `false`).
struct FrontMixer: Sendable {
  /// The number of steps over which liquid spreads. Odd, which centres the rounding.
  static var steps: Int { 15 }

  /// The flow of one step, in nL; 0 for sharp fronts.
  let stepVolume: UInt32
  /// Whether there is liquid in the stretch that is not of one strength.
  private(set) var isMixing = false
  /// What is left of the step that is leaving; as much of the next one has not yet arrived.
  private(set) var leaving = Mixture(.none)
  /// The drug of the step that is arriving, so far.
  private(set) var arrived: UInt64 = 0
  /// The drug of the steps that are to leave next, as far as it has arrived.
  private(set) var pending: [14 of UInt64] = .init(repeating: 0)
  /// How many whole steps arrived one after the other that were all of one stretch of liquid.
  private(set) var steadySteps = 0
  /// Whether the arriving step is of more than one stretch of liquid.
  private(set) var isBroken = false

  /// A stretch that holds nothing yet.
  init(frontSmear: Nanolitres) {
    stepVolume = UInt32(frontSmear.rawValue / UInt64(Self.steps))
  }

  /// What the stretch holds, in nL: the mean of the delays from 1 through ``steps`` steps.
  var volume: UInt32 { stepVolume * 8 }

  /// What is in the stretch while it mixes.
  var contents: Liquid {
    guard isMixing else { return .none }
    var drug = leaving.drug.rawValue + arrived
    for index in pending.indices { drug += pending[index] }
    return Liquid(
      volume: Nanolitres(rawValue: UInt64(volume)), drug: Picograms(rawValue: drug))
  }

  /// Whether all that arrived for as long as liquid spreads was of one stretch of liquid, and a
  /// step has just ended.
  var isSteady: Bool { steadySteps == Self.steps && leaving.nanolitres == stepVolume }

  /// Starts to mix. `still` is what stands in the stretch: ``volume`` of one strength.
  mutating func begin(with still: Mixture) {
    precondition(still.nanolitres == volume, "a front has reached the stretch")
    var rest = still
    leaving = rest.take(stepVolume)
    // One part of every step that is to leave has arrived less than of the one before it.
    let drug = rest.drug.rawValue
    let whole = UInt64((pending.count + 1) * pending.count / 2)
    var parts: UInt64 = 0
    for index in pending.indices {
      let before = drug * parts / whole
      parts += UInt64(pending.count - index)
      pending[index] = drug * parts / whole - before
    }
    arrived = 0
    steadySteps = 0
    isBroken = false
    isMixing = true
  }

  /// Stops mixing and holds nothing.
  mutating func end() { self = FrontMixer(stepVolume: stepVolume) }

  /// Notes that the liquid that arrives next is of another stretch.
  mutating func breakRun() {
    guard isMixing else { return }
    steadySteps = 0
    isBroken = leaving.nanolitres < stepVolume
  }

  /// Takes liquid in and gives as much out. `endsRun` says that a stretch of liquid ended with it.
  ///
  /// Traps when it is more than is left of the step.
  mutating func pass(_ mixture: Mixture, endsRun: Bool) -> Liquid {
    let out = leaving.take(mixture.nanolitres).liquid
    arrived += mixture.drug.rawValue
    if leaving.nanolitres == 0 {
      steadySteps = isBroken ? 0 : min(steadySteps + 1, Self.steps)
      spread()
    }
    if endsRun { breakRun() }
    return out
  }

  /// Spreads the step that has arrived over those that are to leave, of which the next one begins.
  private mutating func spread() {
    let parts = UInt64(Self.steps)
    var next = pending[0] + (arrived + parts / 2) / parts
    for index in pending.indices {
      let part = UInt64(index + 1)
      let share = ((part + 1) * arrived + parts / 2) / parts - (part * arrived + parts / 2) / parts
      pending[index] = share + (index + 1 < pending.count ? pending[index + 1] : 0)
    }
    // Rounding must not make a liquid stronger than there can be.
    let strongest = UInt64(stepVolume) * UInt64(Concentration.maximum)
    if next > strongest {
      pending[0] += next - strongest
      next = strongest
    }
    leaving = Mixture(
      Liquid(
        volume: Nanolitres(rawValue: UInt64(stepVolume)), drug: Picograms(rawValue: next)))
    arrived = 0
    isBroken = false
  }

  private init(stepVolume: UInt32) { self.stepVolume = stepVolume }
}

extension FrontMixer {
  /// A stretch that mixes, read from outside, or `nil` when its fields do not fit together.
  init?(
    frontSmear: Nanolitres, leaving: Mixture, arrived: UInt64, pending: [14 of UInt64],
    steadySteps: Int, isBroken: Bool
  ) {
    self.init(frontSmear: frontSmear)
    guard leaving.nanolitres > 0, leaving.nanolitres <= stepVolume else { return nil }
    let strongest = UInt64(Concentration.maximum)
    let volumeArrived = UInt64(stepVolume - leaving.nanolitres)
    guard arrived <= volumeArrived * strongest, volumeArrived > 0 || !isBroken else { return nil }
    guard steadySteps <= Self.steps, steadySteps == 0 || !isBroken else { return nil }
    for index in pending.indices where pending[index] > UInt64(volume) * strongest { return nil }
    self.leaving = leaving
    self.arrived = arrived
    self.pending = pending
    self.steadySteps = steadySteps
    self.isBroken = isBroken
    isMixing = true
  }
}
