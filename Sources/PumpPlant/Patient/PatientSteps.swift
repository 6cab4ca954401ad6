import Quantities

/// What 1, 2, 4 … steps of the time grid do to each mode: known beforehand for as many as there are
/// in a few hours, because time mostly goes on by such spans.
struct PatientSteps: Sendable {
  /// The powers that are known: up to 32 cells of the grid.
  static var known: Int { 6 }

  /// What is left of a mode after a power of a step, of 2^64; all modes of one power lie together.
  private(set) var left: [96 of UInt64] = .init(repeating: 0)
  /// How many times the gain of one step stands then, with 40 bits of fraction.
  private(set) var times: [96 of Int64] = .init(repeating: 0)

  /// The powers of a step of which so much is left.
  init(_ step: [16 of UInt64]) {
    for mode in 0..<PatientModes.count {
      left[mode] = step[mode]
      times[mode] = FixedPoint.perHour
    }
    for bit in 1..<Self.known { square(bit - 1, into: bit) }
  }

  /// Lets so many steps go by, in each of which every mode gains so much.
  @_addressableSelf
  func pass(_ count: UInt64, _ gained: [16 of Int64], _ state: inout [16 of Int64]) {
    var rest = count
    for bit in 0..<Self.known {
      if rest & 1 == 1 { apply(bit, gained, &state) }
      rest &>>= 1
      if rest == 0 { return }
    }
    var larger = self
    while rest > 0 {
      larger.square(Self.known - 1, into: Self.known - 1)
      if rest & 1 == 1 { larger.apply(Self.known - 1, gained, &state) }
      rest &>>= 1
    }
  }

  @_addressableSelf
  private func apply(_ bit: Int, _ gained: [16 of Int64], _ state: inout [16 of Int64]) {
    for mode in 0..<PatientModes.count {
      let place = bit * PatientModes.count + mode
      var value = FixedPoint.scaled(state[mode], by: left[place])
      if gained[mode] != 0 {
        value += FixedPoint.product(gained[mode], times[place], fraction: 40)
      }
      state[mode] = value
    }
  }

  private mutating func square(_ from: Int, into target: Int) {
    for mode in 0..<PatientModes.count {
      let power = left[from * PatientModes.count + mode]
      let count = times[from * PatientModes.count + mode]
      times[target * PatientModes.count + mode] = count + FixedPoint.scaled(count, by: power)
      left[target * PatientModes.count + mode] = power.multipliedFullWidth(by: power).high
    }
  }
}
