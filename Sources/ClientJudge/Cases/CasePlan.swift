package import BadLink
package import Quantities
package import Telemetry

/// One case: the pump, what is done, what the client is asked for, and what it is held to.
package struct CasePlan: Equatable, Sendable {
  /// Whose card the client is given.
  package enum Card: Equatable, Sendable {
    /// The pump's own.
    case own
    /// That of another pump, with other keys.
    case ofAnotherPump
    /// One with the pump's keys and another serial number.
    case ofAnotherSerial
  }

  /// What is special about the pump.
  package enum Pump: Equatable, Sendable {
    /// It runs, and all is well.
    case sound
    /// It holds less than the volume of its low-reservoir alarm, which has sounded.
    case nearlyEmpty
    /// Its self-test has failed, and the critical alarm has sounded.
    case failed
  }

  /// What is done to the client, in a sentence.
  package var done: String
  /// What it must do, and what not, in a sentence.
  package var must: String
  /// The dose that it is asked to bring about.
  package var wanted: DoseRate
  /// What it may say at its end.
  package var claims: [Claim]
  /// Whether the pump may have the wanted dose afterwards.
  package var mayChange = true
  /// Whether it may give any order.
  package var mayOrder = true
  /// The total of 24 hours that it is told in ng; `nil` for the pump's own.
  package var total: UInt32?
  /// The pump.
  package var pump = Pump.sound
  /// The card.
  package var card = Card.own
  /// What is done when.
  package var mischief: [Mischief] = []
  /// What is wrong with the line all the time, both ways.
  package var faults = LinkFaults.none

  /// How long an order may be valid on any line of the cases.
  package static let longestOrder = Milliseconds.seconds(60)

  /// A case in which 110 mcg/day is wanted and can be had.
  init(_ done: String, _ must: String, _ claims: [Claim]) {
    self.done = done
    self.must = must
    self.claims = claims
    wanted = Self.dose(micrograms: 110)
  }

  /// Doses of the table, which are all there are.
  static func dose(micrograms: UInt32) -> DoseRate {
    DoseRate(nanogramsPerDay: micrograms * 1000) ?? .zero
  }

  /// This case with something else about it.
  func with(_ change: (inout CasePlan) -> Void) -> CasePlan {
    var plan = self
    change(&plan)
    return plan
  }

  /// All that the client is held to, the gravest first: what is so of every case, and what is of
  /// this one.
  /// - Parameters:
  ///   - old: The programme before.
  ///   - told: The total of 24 hours that the client was told, in ng.
  ///   - limit: How long it may take.
  package func expectations(
    old: Therapy, told: UInt32, within limit: Milliseconds
  ) -> [Expectation] {
    let new = Therapy.simpleContinuous(wanted)
    let order: Expectation = mayOrder ? .onlyOrders([.commit]) : .noOrder
    return [
      .therapy(mayChange ? [old, new] : [old]), .changesAtMost(1), .claimHolds, order,
      .keeps(.settlesFirst), .keeps(.sendsOrdersOnce), .keeps(.readsBack), .keeps(.heedsRefusals),
      .keeps(.overridesNothing), .ordersExpireWithin(Self.longestOrder), .confirms(nanograms: told),
      .claims(claims), .endsWithin(limit),
    ]
  }
}

extension [Claim] {
  /// It was carried out.
  static var done: [Claim] { [.done] }
  /// Nothing changed.
  static var unchanged: [Claim] { [.refused, .notDone] }
  /// It is known what became of it.
  static var settled: [Claim] { [.done, .refused, .notDone] }
  /// It may not be known.
  static var open: [Claim] { [.done, .refused, .notDone, .unknown] }
}
