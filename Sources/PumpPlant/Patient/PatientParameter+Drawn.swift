import Quantities

extension PatientParameter {
  /// The values of adults, from which a population draws evenly. Where each is from is said in
  /// `patient.yaml`, whose numbers are these.
  public var drawn: ClosedRange<UInt32> {
    switch self {
    case .fluidVolume: 52_000...72_000
    case .clearance: 25_000...44_000
    case .exchange: 14_000...20_000
    case .tipCell: 5...5
    case .effectRate: 95_000...130_000
    case .adaptationTime: 740...1_400
    case .dependenceTime: 168...216
    case .withdrawalTime: 19...29
    case .steepness: 5...5
    case .legsHalfRelief: 86_000...164_000
    case .armsHalfRelief: 42_000...76_000
    case .spasmHalfRelief: 450...700
    case .greatestRelief: 940...1_000
    case .tolerance: 400...750
    case .drowsyAt: 150_000...260_000
    case .withdrawalAt: 143_000...240_000
    case .legsTone: 300...400
    case .armsTone: 250...350
    case .legsSpasms: 100...300
    case .armsSpasms: 50...200
    }
  }
}

extension PatientKind {
  /// How many in a thousand need ever more; of most of them a year shows it.
  public static var tolerantShare: UInt32 { 250 }

  /// The ``PatientParameter/tolerance`` of those.
  public static var tolerance: ClosedRange<UInt32> { 890...980 }

  /// What somebody of this kind has of an adult's parameter, in 1/1000. Who has a smaller part of
  /// one has a smaller part of all that differ.
  public func share(of parameter: PatientParameter) -> ClosedRange<UInt32> {
    switch (self, parameter) {
    case (.nonResponder, .legsHalfRelief), (.nonResponder, .armsHalfRelief): 5_000...7_000
    case (.sensitive, .legsHalfRelief), (.sensitive, .armsHalfRelief): 300...500
    case (.sensitive, .drowsyAt): 90...220
    case (.child, .fluidVolume), (.child, .clearance), (.child, .exchange): 800...1_000
    case (.responder, _), (.nonResponder, _), (.sensitive, _), (.child, _): 1_000...1_000
    }
  }
}
