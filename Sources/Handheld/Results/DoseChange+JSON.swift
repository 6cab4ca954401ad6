package import Clinic

extension DoseChange {
  /// In percent, for programs; `nil` from nothing.
  package var percent: Double? { tenths.map { Double($0) / 10 } }
}

extension Present.Name: Encodable {}
