import Quantities

/// What sets one part of a population apart from the rest.
public enum PatientKind: UInt8, Sendable {
  /// An adult on whom the drug works as published.
  case responder
  /// An adult on whom no screening dose does enough.
  case nonResponder
  /// An adult who needs little, and whom little makes drowsy.
  case sensitive
  /// A child: less fluid, less of it renewed.
  case child

  /// Every kind.
  public static var all: Numbered<PatientKind> { Numbered() }
}

extension PatientProfile {
  /// Draws somebody of a kind: every parameter evenly from ``PatientParameter/drawn``, times what
  /// the kind has of it (``PatientKind/share(of:)``), and one in ``PatientKind/tolerantShare`` with
  /// the tolerance of who needs ever more.
  ///
  /// Takes the same count of numbers from the generator whoever comes out. A draw whose paces are
  /// too close to each other, which the ranges exclude, throws.
  public static func draw(
    _ kind: PatientKind, from generator: inout some RandomNumberGenerator
  ) throws(PatientProfileError) -> PatientProfile {
    let tolerant = generator.next() % 1_000 < UInt64(PatientKind.tolerantShare)
    let share = generator.next()
    var drawn: [20 of UInt32] = .init(repeating: 0)
    var parameters = PatientParameter.all
    while let parameter = parameters.next() {
      let range = tolerant && parameter == .tolerance ? PatientKind.tolerance : parameter.drawn
      let value = UInt64(number(generator.next(), in: range))
      let part = UInt64(number(share, in: kind.share(of: parameter)))
      drawn[Int(parameter.rawValue)] = UInt32(value * part / 1_000)
    }
    return try PatientProfile { drawn[Int($0.rawValue)] }
  }

  private static func number(_ bits: UInt64, in range: ClosedRange<UInt32>) -> UInt32 {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + UInt32(bits.multipliedFullWidth(by: width).high)
  }
}
