import Quantities

/// The numbers of one virtual patient: a ``PatientParameter`` each, all in their ranges.
public struct PatientProfile: Sendable {
  private var values: [20 of UInt32]

  /// A profile of the value of each parameter; throws the first that is out of its range, or that
  /// is too close to another one: each of dependence, withdrawal, effect and clearance is at least
  /// a third faster than the one before it, and an effect than the adaptation to it.
  public init(
    _ value: (PatientParameter) -> UInt32
  ) throws(PatientProfileError) {
    values = .init(repeating: 0)
    var parameters = PatientParameter.all
    while let parameter = parameters.next() {
      let given = value(parameter)
      guard parameter.range.contains(given) else {
        throw PatientProfileError(parameter: parameter)
      }
      values[Int(parameter.rawValue)] = given
    }
    if let parameter = tooClose { throw PatientProfileError(parameter: parameter) }
  }

  /// The value of a parameter, in its unit.
  public subscript(parameter: PatientParameter) -> UInt32 { values[Int(parameter.rawValue)] }

  /// The same patient but for one parameter; throws when that value cannot be.
  public func with(
    _ changed: PatientParameter, _ value: UInt32
  ) throws(PatientProfileError) -> PatientProfile {
    try PatientProfile { $0 == changed ? value : self[$0] }
  }

  /// The parameter whose pace is too near to the next faster one: the modes of the model would no
  /// longer be apart. Each pace is a fraction per hour, compared by cross products.
  private var tooClose: PatientParameter? {
    let effect = UInt64(self[.effectRate])
    let million: UInt64 = 1_000_000
    let apart: (_ slow: UInt64, _ fast: UInt64) -> Bool = { 4 * $0 <= 3 * $1 }
    if !apart(effect * UInt64(self[.fluidVolume]), UInt64(self[.clearance]) * million) {
      return .effectRate
    }
    if !apart(million, effect * UInt64(self[.withdrawalTime])) { return .withdrawalTime }
    if !apart(million, effect * UInt64(self[.adaptationTime])) { return .adaptationTime }
    if !apart(UInt64(self[.withdrawalTime]), UInt64(self[.dependenceTime])) {
      return .dependenceTime
    }
    return nil
  }
}

/// Why a set of numbers is no virtual patient.
public struct PatientProfileError: Error, Equatable, Sendable {
  /// The parameter that is out of its range, or too near to the next faster pace.
  public let parameter: PatientParameter

  /// It is this parameter.
  public init(parameter: PatientParameter) { self.parameter = parameter }
}
