package import Telemetry

extension RequestType: NamedChoice {
  /// The request's name, as in the protocol's specification.
  package var name: String { "\(wireName)" }

  /// What the request does, as a noun: for orders, which people meet in logs and messages. What is
  /// no order people meet by its name only.
  package var words: String { noun.map { "\($0)" } ?? name }
}

extension Refusal {
  /// Whether it was asked to infuse something, which any critical alarm stands against; everything
  /// else only a pump that failed refuses.
  package var beginsInfusion: Bool {
    switch request.about {
    case .bolus, .prime, .bridge, .temporary: true
    case .staged, .other: false
    }
  }
}
