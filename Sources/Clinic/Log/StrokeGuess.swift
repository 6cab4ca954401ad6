import Quantities

/// The volume of a stroke as a fraction of nanolitres.
struct StrokeGuess {
  let whole: UInt64
  let rest: UInt64
  let divisor: UInt64

  init(drug: UInt64, strokes: UInt64) {
    (whole, rest) = drug.quotientAndRemainder(dividingBy: strokes)
    divisor = strokes
  }

  /// The whole numbers that are off by a twentieth or by two at the most.
  var candidates: ClosedRange<UInt64> {
    if whole < 40 { return max(1, whole - min(2, whole))...whole + 2 }
    // What is left over is less than one, so 19 or 21 twentieths of it are added one by one.
    return (19 * whole + part(19)) / 20...(21 * whole + part(21)) / 20
  }

  /// Some times what is left over, in whole nanolitres.
  private func part(_ factor: UInt64) -> UInt64 {
    let product = rest.multipliedFullWidth(by: factor)
    return divisor.dividingFullWidth(product).quotient
  }

  /// How far a number is off: whole nanolitres, and parts of one.
  func distance(to number: UInt64) -> (UInt64, UInt64) {
    if number <= whole { return (whole - number, rest) }
    return rest == 0 ? (number - whole, 0) : (number - whole - 1, divisor - rest)
  }
}
