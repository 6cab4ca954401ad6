import Quantities
import Telemetry

/// What the limits of a day make of a programme. Spec: therapy.md, "Limits".
extension PumpFirmware {
  /// The programme of a state.
  @_addressableSelf
  func programme(of state: @_addressable DurableState) -> ProgrammeInfusion {
    profile.programme(of: state)
  }

  /// The volume of a day at a state's lowest rate. What is above it comes in bursts: it can be
  /// given in a moment, and again by the next programme or after the clock was set.
  @_addressableSelf
  func evenVolume(of state: @_addressable DurableState) -> Nanolitres {
    state.concentration.volumeRoundedUp(holding: programme(of: state).leastPerDay)
  }

  /// The most that a clock which jumps lets a schedule give on top of its day: its highest rate in
  /// place of its lowest for the time that comes twice or is left out.
  @_addressableSelf
  func volume(ofJump seconds: UInt32, in state: @_addressable DurableState) -> Nanolitres {
    let programme = programme(of: state)
    let above = programme.peakPerDay - programme.leastPerDay
    let product = above.rawValue.multipliedFullWidth(by: UInt64(seconds))
    let all = profile.volumeOfSpan(above: evenVolume(of: state), in: state)
    guard seconds < 86_400, product.high < 86_400 else { return all }
    let drug = Picograms(rawValue: UInt64(86_400).dividingFullWidth(product).quotient + 1)
    return min(state.concentration.volumeRoundedUp(holding: drug), all)
  }
}
